package eval

import (
	"fmt"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Env is what expressions are compiled against.
type Env struct {
	// Plan says where variables live and what the subqueries' plans are.
	Plan *plan.Plan
	// Enum reports whether an enumeration has a value; nil knows none.
	Enum func(typ, val string) bool
	// Enums returns the values of all enumerations as Type::Value, for errors; nil if they can't be named.
	Enums func() []string
}

// maxDepth bounds the nesting of an expression, as the parser does: kernels call
// one another as deep as it goes, and a stack overflow would end the process.
const maxDepth = 10_000

// Compile makes a kernel of an expression.
func Compile(e ast.Expr, env *Env) (Kernel, error) {
	return (&compiler{env: env}).expr(e)
}

type compiler struct {
	env   *Env
	depth int
	// varying counts what was compiled that may differ from row to row or from call to call.
	varying int
	// elements counts for the variables of the loops that are being compiled how often they were met, each time as something
	// that varies: outside of the loop it is nothing that does.
	elements map[batch.Slot]int
	slots    int    // that were asked for: one more than the greatest
	subject  *given // of the CASE whose tests are being compiled
}

// slot returns where a variable lives.
func (c *compiler) slot(v *ast.Variable) (batch.Slot, error) {
	s, ok := c.env.Plan.Slots[v]
	if !ok {
		return batch.None, fmt.Errorf("the plan has no place for the variable %q", v.Name)
	}
	c.slots = max(c.slots, int(s)+1)
	return s, nil
}

// exprs compiles a list of expressions.
func (c *compiler) exprs(list []ast.Expr) ([]Kernel, error) {
	kernels := make([]Kernel, len(list))
	for i, e := range list {
		k, err := c.expr(e)
		if err != nil {
			return nil, err
		}
		kernels[i] = k
	}
	return kernels, nil
}

// expr compiles any expression. One in which nothing varies becomes a constant.
func (c *compiler) expr(e ast.Expr) (Kernel, error) {
	if c.depth++; c.depth > maxDepth {
		return nil, fmt.Errorf("the expression is nested more than %d deep", maxDepth)
	}
	before := c.varying
	k, err := c.kernel(e)
	c.depth--
	if err != nil {
		return nil, err
	}
	if _, ok := k.(scalar); ok {
		return k, nil
	}
	if pos := e.Position(); pos.Line > 0 && mayFail(e) {
		k = &site{kernel: k, pos: pos}
	}
	if c.varying == before {
		return &folded{kernel: k, none: batch.Batch{N: 1, Cols: make([]*column.Column, c.slots)}}, nil
	}
	return k, nil
}

func (c *compiler) kernel(e ast.Expr) (Kernel, error) {
	switch e := e.(type) {
	case *ast.Variable:
		c.varying++
		s, err := c.slot(e)
		if n, ok := c.elements[s]; ok {
			c.elements[s] = n + 1
		}
		return &variable{slot: s}, err
	case *ast.Literal:
		return newConstant(e.Value), nil
	case *ast.Parameter:
		return &parameter{name: e.Name}, nil
	case *ast.Property:
		return c.property(e)
	case *ast.Unary:
		return c.unary(e)
	case *ast.Binary:
		return c.binary(e)
	case *ast.Comparison:
		return c.comparison(e)
	case *ast.IsNull:
		x, err := c.expr(e.X)
		return &isNull{x: x, not: e.Not}, err
	case *ast.ListLit:
		return c.list(e)
	case *ast.MapLit:
		return c.mapping(e)
	case *ast.Case:
		return c.caseOf(e)
	case *ast.Call:
		return c.call(e)
	case *ast.Index:
		return c.index(e)
	case *ast.Slice:
		return c.slice(e)
	case *ast.HasLabels:
		return c.hasLabels(e)
	case *ast.ListComprehension:
		return c.comprehension(e)
	case *ast.Quantifier:
		return c.quantifier(e)
	case *ast.Reduce:
		return c.reduce(e)
	}
	return c.special(e)
}

// special compiles the rarer expressions.
func (c *compiler) special(e ast.Expr) (Kernel, error) {
	switch e := e.(type) {
	case *ast.IsType:
		return c.isType(e)
	case *ast.MapProjection:
		return c.mapProjection(e)
	case *ast.EnumLit:
		return c.enum(e)
	case *ast.PatternExpr, *ast.PatternComprehension, *ast.ShortestPathExpr, *ast.Subquery:
		c.varying++
		return c.subplan(e)
	case *ast.CaseSubject:
		c.varying++ // it is computed apart from what stands here
		return c.subject, nil
	case *ast.CountStar:
		return nil, argumentErrorf("Aggregation functions are only allowed in WITH and RETURN: count(*).")
	}
	return nil, fmt.Errorf("this expression can't be evaluated: %T", e)
}

// enum compiles Type::Value.
func (c *compiler) enum(e *ast.EnumLit) (Kernel, error) {
	v, err := c.env.enum(e.Type, e.Value)
	return newConstant(v), Locate(e.Position(), err)
}

// enum returns a value of an enumeration, if there is one.
func (env *Env) enum(typ, val string) (value.Value, error) {
	if env == nil || env.Enum == nil || !env.Enum(typ, val) {
		var known []string
		if env != nil && env.Enums != nil {
			known = env.Enums()
		}
		return value.Null, UnknownEnum(typ, val, known)
	}
	return value.EnumValue(value.Enum{Type: typ, Value: val}), nil
}

// UnknownEnum is the error of a value that no enumeration has; those known are written Type::Value.
func UnknownEnum(typ, val string, known []string) error {
	err := &value.Error{Class: value.ArgumentError, Msg: fmt.Sprintf("Enum value '%s::%s' doesn't exist.", typ, val), Word: typ}
	for _, k := range known {
		name, v, _ := strings.Cut(k, "::")
		switch {
		case name != typ && err.Word == typ:
			err.Known = append(err.Known, name)
		case name == typ && err.Word == typ: // the enumeration is there: it lacks the value
			err.Word, err.Known = val, []string{v}
		case name == typ:
			err.Known = append(err.Known, v)
		}
	}
	return err
}
