package plan

import (
	"strconv"

	"memgraphd/cypher/ast"
)

// pathSearch shows a search for paths by its segments, in the order in which they are searched.
func (e *explainer) pathSearch(op *PathSearch) {
	conditions := append([]ast.Expr(nil), op.Predicates...)
	for _, t := range op.tests() {
		conditions = append(conditions, t.Body)
	}
	if len(conditions) > 0 {
		e.add(op, "Filter "+e.predicates(conditions))
	}
	text := "(" + e.name(op.From) + ")"
	for i, seg := range op.Segments {
		to := seg.To
		if i == len(op.Segments)-1 {
			to = op.To
		}
		text += e.segment(&seg) + "(" + e.name(to) + ")"
	}
	e.add(op, "SearchPaths "+text)
}

func (e *explainer) segment(seg *Segment) string {
	text, lone := "", len(seg.Hops) == 1
	for i, h := range seg.Hops {
		rel := Slot(-1)
		if lone {
			rel = seg.Rel
		}
		arrow := e.arrow(-1, rel, -1, h.Direction, h.TypeNames)
		text += arrow[len("()") : len(arrow)-len("()")]
		if i < len(seg.Hops)-1 {
			text += "()"
		}
	}
	if !lone {
		text = "(()" + text + "())"
	}
	if !seg.Repeated {
		return text
	}
	return text + "{" + bound(seg.Min, "1") + "," + bound(seg.Max, "") + "}"
}

// bound shows a number of repetitions.
func bound(e ast.Expr, otherwise string) string {
	if e == nil {
		return otherwise
	}
	if lit, ok := e.(*ast.Literal); ok {
		return strconv.FormatInt(lit.Value.AsInt(), 10)
	}
	return ast.Format(e)
}
