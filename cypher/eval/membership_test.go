package eval

import (
	"math"
	"testing"

	"memgraphd/engine/value"
)

// TestMembersOfTheSameList: a list that comes again is a set, which answers as the list does.
func TestMembersOfTheSameList(t *testing.T) {
	long := func(more ...value.Value) value.Value {
		var list []value.Value
		for i := range int64(longMemberList) {
			list = append(list, value.Int(i))
		}
		return value.List(append(list, more...))
	}
	lists := []value.Value{
		long(), long(value.Null), long(value.Float(math.NaN()), value.String("x")), long(value.List([]value.Value{value.Null})),
		value.List(nil), value.Null, long(value.Float(3.5)),
	}
	k := newMemberOfRow(nil, nil)
	for _, list := range lists {
		for range 3 {
			for _, v := range []value.Value{
				value.Int(3), value.Int(-3), value.Float(3), value.Float(3.5), value.Float(math.NaN()), value.String("x"), value.Null,
				value.List([]value.Value{value.Null}), value.List(nil),
			} {
				want, _ := in(v, list)
				if got, err := k.in(v, list); err != nil || got != want {
					t.Errorf("%s IN %s is %s, want %s (%v)", value.Literal(v), value.Literal(list), value.Literal(got), value.Literal(want), err)
				}
			}
		}
		if made := list.Kind() == value.KindList && len(list.AsList()) > 0; made && !k.made {
			t.Errorf("no set was made of %s", value.Literal(list))
		}
	}
	if _, err := k.in(value.Int(1), value.Int(1)); err == nil {
		t.Error("1 IN 1 is no error")
	}
}

// TestLoopsOfConstantsAreConstant: what a loop binds varies within it only.
func TestLoopsOfConstantsAreConstant(t *testing.T) {
	for text, want := range map[string]bool{
		"[x IN range(0, 9) | toString(x)]":                        true,
		"[x IN [1, 2] WHERE all(y IN [1, x] WHERE y < $p) | x]":   true,
		"any(x IN $list WHERE x > 1)":                             true,
		"[x IN [1, 2] | x + n]":                                   false,
		"[x IN [1, 2] | [y IN [x, n] | y]]":                       false,
		"[x IN [1, 2] | rand()]":                                  false,
		"[x IN [n] | 1]":                                          false,
		"size([x IN [1, 2] | [y IN [3, 4] WHERE y > x | y + 1]])": true,
	} {
		f := newFixture(t)
		k, err := f.compile(parse(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if _, constant := k.(scalar); constant != want {
			t.Errorf("%s is a constant: %v", text, constant)
		}
	}
}
