package procedure

import (
	"slices"
	"strings"

	"memgraphd/engine/value"
	"memgraphd/internal/spelling"
)

// config reads a map of options, under any of the names that an option has.
type config struct {
	call  *Call
	given value.Value // map
	used  []string
	err   error
}

func (c *Call) config(i int) *config { return &config{call: c, given: c.Args[i]} }

// get returns an option, or null.
func (o *config) get(names ...string) value.Value {
	o.used = append(o.used, names...)
	for _, n := range names {
		if v, ok := o.given.Get(n); ok {
			return v
		}
	}
	return value.Null
}

func (o *config) wrong(name, want string, v value.Value) {
	if o.err == nil {
		o.err = o.call.errorf("the option '%s' must be %s, got %s.", name, want, value.Literal(v))
	}
}

func (o *config) integer(otherwise int64, names ...string) int64 {
	switch v := o.get(names...); v.Kind() {
	case value.KindNull:
	case value.KindInt:
		return v.AsInt()
	default:
		o.wrong(names[0], "an integer", v)
	}
	return otherwise
}

func (o *config) number(otherwise float64, names ...string) float64 {
	switch v := o.get(names...); {
	case v.IsNull():
	case v.IsNumber():
		return v.Number()
	default:
		o.wrong(names[0], "a number", v)
	}
	return otherwise
}

func (o *config) boolean(otherwise bool, names ...string) bool {
	switch v := o.get(names...); v.Kind() {
	case value.KindNull:
	case value.KindBool:
		return v.AsBool()
	default:
		o.wrong(names[0], "a boolean", v)
	}
	return otherwise
}

func (o *config) text(otherwise string, names ...string) string {
	switch v := o.get(names...); v.Kind() {
	case value.KindNull:
	case value.KindString:
		return v.AsString()
	default:
		o.wrong(names[0], "a string", v)
	}
	return otherwise
}

// nodes returns the ids of a list of nodes; nil if the option is not given.
func (o *config) nodes(names ...string) map[uint64]struct{} {
	v := o.get(names...)
	if v.IsNull() {
		return nil
	}
	set := map[uint64]struct{}{}
	if v.Kind() != value.KindList {
		o.wrong(names[0], "a list of nodes", v)
		return set
	}
	for _, e := range v.AsList() {
		if e.Kind() != value.KindNode {
			o.wrong(names[0], "a list of nodes", v)
			return set
		}
		set[e.AsID()] = struct{}{}
	}
	return set
}

// done returns the first error: a wrong value, or an option that does not exist.
func (o *config) done() error {
	if o.err != nil {
		return o.err
	}
	for _, e := range o.given.AsMap() {
		if !slices.Contains(o.used, e.Key) {
			slices.Sort(o.used)
			return o.call.errorf("there is no option '%s'; there are: %s.%s", e.Key, strings.Join(o.used, ", "), spelling.Hint(e.Key, o.used))
		}
	}
	return nil
}
