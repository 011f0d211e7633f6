package eval

import (
	"fmt"
	"strings"

	"memgraphd/engine/value"
)

// Apply computes a function of the table for one row of arguments, for procedures
// that are functions as well. It checks their number and types as a call in an
// expression does.
func Apply(x *Context, name string, args ...value.Value) (value.Value, error) {
	f, ok := functionsByName[strings.ToLower(name)]
	if !ok || f.call == nil {
		return value.Null, fmt.Errorf("Function '%s' can't be called outside of an expression.", name)
	}
	if len(args) < f.least() || !f.variadic && len(args) > len(f.params) {
		return value.Null, fmt.Errorf("'%s' can't be called with %d argument(s).", f.name, len(args))
	}
	return f.apply(x, args)
}
