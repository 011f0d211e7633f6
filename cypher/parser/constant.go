package parser

import (
	"math"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// numberOf returns the number that a name means where no variable has it.
func numberOf(name string) (float64, bool) {
	switch {
	case len(name) < len("nan") || len(name) > len("infinity"):
		return 0, false
	case strings.EqualFold(name, "nan"):
		return math.NaN(), true
	case strings.EqualFold(name, "inf"), strings.EqualFold(name, "infinity"):
		return math.Inf(1), true
	}
	return 0, false
}

// constant is what is known of a name such as NaN.
type constant uint8

const (
	undeclared constant = iota // used, and declared nowhere so far
	declared                   // a variable somewhere in the statement
	fixed                      // declared nowhere
)

// isConstant reports whether a name means something where no variable has it.
func (c *converter) isConstant(name string) bool {
	_, ok := numberOf(name)
	return ok || c.event[name]
}

// declare notes that a name is that of a variable.
func (c *converter) declare(name string) {
	if c.declared == nil {
		c.declared = map[string]bool{}
	}
	c.declared[name] = true
	if c.isConstant(name) {
		c.know(name, declared)
	}
}

func (c *converter) know(name string, what constant) {
	if c.constants == nil {
		c.constants = map[string]constant{}
	}
	c.constants[name] = what
}

// use makes an expression of a name: a variable, if only to find out in the end that it is a constant.
func (c *converter) use(node ast.Node, name string) ast.Expr {
	if !c.isConstant(name) {
		return &ast.Variable{Node: node, Name: name}
	}
	switch c.constants[name] {
	case undeclared:
		c.know(name, undeclared)
	case fixed:
		if n, ok := numberOf(name); ok {
			return &ast.Literal{Node: node, Value: value.Float(n)}
		}
		return &ast.Parameter{Node: node, Name: ast.TriggerParameter(name)}
	}
	return &ast.Variable{Node: node, Name: name}
}

// namesConstants reports whether there are constants that were taken for variables: then the
// statement is to be converted again.
func (c *converter) namesConstants() bool {
	any := false
	for name, what := range c.constants {
		if what == undeclared {
			c.constants[name] = fixed
			any = true
		}
	}
	return any
}
