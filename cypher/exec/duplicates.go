package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
)

// distinctInput makes the input of Distinct, which does not care how often a row
// comes, so that the operators below may leave duplicates out.
func (b *builder) distinctInput(p *plan.Distinct) (*node, error) {
	was := b.duplicates
	b.duplicates = ignored
	defer func() { b.duplicates = was }()
	if b.ramp > 0 {
		return b.operator(p.Input)
	}
	return b.parallelInput(p, p.Input, p.Slots)
}

// duplicates tells what duplicates of a row are to the operators above.
type duplicates uint8

const (
	counted duplicates = iota
	ignored
)

// passesDuplicates reports whether an operator makes of equal rows equal rows,
// and looks at each by itself: then what holds of duplicates above it holds below.
func passesDuplicates(p plan.Operator) bool {
	switch p := p.(type) {
	case *plan.Filter:
		for _, e := range p.Predicates {
			if !pure(e) {
				return false
			}
		}
		return true
	case *plan.Project:
		for _, item := range p.Items {
			if !pure(item.Expr) {
				return false
			}
		}
		return true
	case *plan.Expand, *plan.Distinct, *plan.Uniqueness, *plan.LabelFilter, *plan.NamedPath:
		return true
	}
	return false
}

// pure reports whether an expression has the same value whenever it is evaluated
// for the same row, so that it may be evaluated once instead of twice.
func pure(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n any) bool {
		switch n := n.(type) {
		case *ast.Call:
			f, known := eval.LookupFunction(n.Name)
			ok = ok && known && f.Pure
		case *ast.Subquery, *ast.PatternComprehension, *ast.PatternExpr, *ast.ShortestPathExpr:
			ok = false
		}
		return ok
	})
	return ok
}

// ignoresDuplicates reports whether an aggregation has the same result if rows
// come once or several times.
func ignoresDuplicates(p *plan.Aggregate) bool {
	for _, key := range p.Keys {
		if !pure(key.Expr) {
			return false
		}
	}
	for _, call := range p.Calls {
		if !call.Distinct && call.Func != "min" && call.Func != "max" {
			return false
		}
		for _, arg := range call.Args {
			if !pure(arg) {
				return false
			}
		}
	}
	return true
}

// chain is a row of hops of which only the last node is wanted, in any number.
type chain struct {
	hops  []*plan.Expand // the first one first
	input plan.Operator
}

// chainOf returns the hops that end with p and may be followed as a whole: each
// starts where the one before has ended, nobody looks at what lies between, and
// each either is free of the ones before or must differ from all of them back to
// the last that is free.
func chainOf(p *plan.Expand) chain {
	c := chain{hops: []*plan.Expand{p}, input: p.Input}
	if !onlyEnd(p, nil) {
		return chain{}
	}
	for {
		e, ok := c.input.(*plan.Expand)
		if !ok || e.To != c.hops[0].From || !onlyEnd(e, c.hops) {
			break
		}
		c.hops = append([]*plan.Expand{e}, c.hops...)
		c.input = e.Input
	}
	for len(c.hops) > 0 && !c.uniform() {
		c.input = c.hops[0]
		c.hops = c.hops[1:]
	}
	return c
}

// onlyEnd reports whether what is live behind a hop is its end, but for
// relationships that the hops behind it must differ from.
func onlyEnd(e *plan.Expand, behind []*plan.Expand) bool {
	if e.Into || e.Optional || e.From == e.To {
		return false
	}
	for _, s := range e.Live {
		if s != e.To && !usedBehind(s, behind) {
			return false
		}
	}
	return true
}

// usedBehind reports whether a slot is live only for the sake of uniqueness.
func usedBehind(s batch.Slot, behind []*plan.Expand) bool {
	for _, e := range behind {
		if contains(e.Distinct, s) {
			return true
		}
	}
	return false
}

// uniform reports whether the hops fall into groups as chainOf says.
func (c chain) uniform() bool {
	group := 0
	for i, e := range c.hops {
		if len(e.Distinct) == 0 {
			group = i
			continue
		}
		if len(e.Distinct) != i-group {
			return false
		}
		for _, before := range c.hops[group:i] {
			if !contains(e.Distinct, before.Rel) {
				return false
			}
		}
	}
	return true
}
