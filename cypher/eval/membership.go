package eval

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// membership is x IN list of a constant list, which is made a set of once.
type membership struct {
	x    Kernel
	list scalar
	last value.Value // the list that was made ready
	set  memberSet
	out  writer
	fast column.Column
}

// memberSet is a list made ready for IN. Integers and strings are also sets of
// their own, if there is nothing else in the list but null.
type memberSet struct {
	list    []value.Value
	null    bool // there is a null
	vague   bool // there is a value for which = and equivalence part ways
	ints    map[int64]struct{}
	strings map[string]struct{}
	values  *valueSet
}

func (k *membership) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	list, err := k.list.Scalar(x)
	if err != nil {
		return nil, err
	}
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	if list.Kind() != value.KindList {
		if !list.IsNull() {
			return nil, typeErrorf("IN expected a list, got %s.", list.Kind().TypeWord())
		}
		k.fast.Reset(column.Null, b.N)
		return &k.fast, nil
	}
	if k.last != list {
		k.last, k.set = list, newMemberSet(list.AsList())
	}
	if k.typed(in, b.N, sel) {
		return &k.fast, nil
	}
	k.out.begin(b.N)
	for _, i := range sel {
		v := in.Value(int(i))
		if TakesLong(v) || k.set.vague && len(k.set.list) >= longArgument {
			if err := x.Look(); err != nil {
				return nil, err
			}
		}
		k.out.put(i, k.set.has(v))
	}
	return k.out.end(sel), nil
}

// typed tests a column of integers or strings, if the set is one of these and without nulls.
func (k *membership) typed(in *column.Column, n int, sel []int32) bool {
	switch {
	case k.set.null:
		return false
	case in.Type == column.Int && k.set.ints != nil:
		k.fast.Reset(column.Bool, n)
		testMembers(k.fast.Bools, in.Ints, k.set.ints, sel)
	case in.Type == column.String && k.set.strings != nil:
		k.fast.Reset(column.Bool, n)
		testMembers(k.fast.Bools, in.Strings, k.set.strings, sel)
	default:
		return false
	}
	sameValid(&k.fast, in)
	return true
}

// fewMembers is how many members are looked through rather than looked up.
const fewMembers = 4

func testMembers[T comparable](out []bool, in []T, set map[T]struct{}, sel []int32) {
	if len(set) > fewMembers {
		for _, i := range sel {
			_, out[i] = set[in[i]]
		}
		return
	}
	for member := range set {
		for _, i := range sel {
			out[i] = out[i] || in[i] == member
		}
	}
}

func newMemberSet(list []value.Value) memberSet {
	s := memberSet{list: list, ints: map[int64]struct{}{}, strings: map[string]struct{}{}, values: &valueSet{}}
	ints, strings, all := 0, 0, 0
	for _, v := range list {
		switch v.Kind() {
		case value.KindNull:
			s.null = true
			continue
		case value.KindInt:
			s.ints[v.AsInt()] = struct{}{}
			ints++
		case value.KindString:
			s.strings[v.AsString()] = struct{}{}
			strings++
		default:
			s.vague = s.vague || isVague(v)
		}
		s.values.add(v)
		all++
	}
	if ints < all || all == 0 {
		s.ints = nil
	}
	if strings < all || all == 0 {
		s.strings = nil
	}
	return s
}

// isVague reports whether v may equal something and not be equivalent to it, or
// the other way round: NaN is one, and containers may hold one or a null.
func isVague(v value.Value) bool {
	switch v.Kind() {
	case value.KindList, value.KindMap:
		return true
	case value.KindFloat:
		return v.AsFloat() != v.AsFloat()
	}
	return false
}

// has is v IN the list.
func (s *memberSet) has(v value.Value) value.Value {
	switch {
	case len(s.list) == 0:
		return value.Bool(false)
	case v.IsNull():
		return value.Null
	case s.vague || isVague(v):
		return value.In(v, s.list)
	case s.values.has(v):
		return value.Bool(true)
	case s.null:
		return value.Null
	}
	return value.Bool(false)
}
