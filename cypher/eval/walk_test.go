package eval

import (
	"context"
	"errors"
	"strings"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestLongFunctionsStop: a function that goes through a long list or text notices that the query is to stop.
func TestLongFunctionsStop(t *testing.T) {
	f := newFixture(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f.ctx.Ctx = ctx
	list := make([]value.Value, 2*walkStride)
	for i := range list {
		list[i] = value.Int(int64(len(list) - i))
	}
	l := value.List(list)
	for name, args := range map[string][]value.Value{
		"collections.sort": {l}, "collections.contains_all": {l, l}, "collections.union": {l, l}, "collections.intersection": {l, l},
		"collections.subtract": {l, l}, "collections.disjunction": {l, l}, "collections.remove_all": {l, l}, "collections.duplicates": {l},
		"collections.frequencies_as_map": {l}, "collections.pairs": {l}, "collections.min": {l}, "collections.max": {l}, "toSet": {l},
	} {
		if _, err := Apply(f.ctx, name, args...); !errors.Is(err, context.Canceled) {
			t.Errorf("%s does not stop: %v", name, err)
		}
	}
	var p patterns
	text := value.String(strings.Repeat("ab", longText))
	if _, err := p.match(f.ctx, text, value.String("(a|b)*")); !errors.Is(err, context.Canceled) {
		t.Errorf("=~ does not stop: %v", err)
	}
	f.ctx.Ctx = t.Context()
	for pattern, want := range map[string]bool{"(a|b)*": true, "(ab)*": true, "(ab)*a": false, ".*b$": true, "^b.*": false, "a": false} {
		got, err := p.match(f.ctx, text, value.String(pattern))
		if err != nil || got.AsBool() != want {
			t.Errorf("%s: %v, %v, want %v", pattern, got, err, want)
		}
	}
}

// TestFunctionsStopBetweenRows: a batch of calls, none of which takes long, may take long nevertheless.
func TestFunctionsStopBetweenRows(t *testing.T) {
	f := newFixture(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f.ctx.Ctx = ctx
	texts := &column.Column{}
	texts.Reset(column.String, 1)
	texts.Strings[0] = strings.Repeat("ab", longArgument)
	lists := &column.Column{}
	lists.Reset(column.Any, 1)
	lists.Values[0] = value.List(make([]value.Value, longArgument))
	for _, text := range []string{"text.distance(s, s)", "replace(s, 'a', 'b')", "s =~ 'a*b'", "l = l", "l < l", "l IN [[1], 2]"} {
		k, err := f.compile(parse(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Eval(f.ctx, f.batch(1, map[string]*column.Column{"s": texts, "l": lists}), []int32{0}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s does not stop: %v", text, err)
		}
	}
	greatest := &extreme{sign: -1}
	if err := greatest.Add(f.ctx, []uint32{0}, []*column.Column{lists}, []int32{0}); !errors.Is(err, context.Canceled) {
		t.Errorf("max does not stop: %v", err)
	}
}
