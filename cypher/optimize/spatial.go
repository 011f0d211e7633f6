package optimize

import (
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
)

// spatialTest reads a predicate as: the point in a property of a variable is within
// a distance of a centre, or in a box.
type spatialTest struct {
	sym                   *semantic.Symbol
	key                   string
	centre, distance      ast.Expr
	lowerLeft, upperRight ast.Expr
	free                  set // of these
}

// nearby reads point.distance(n.p, centre) < distance, either way round.
func (p *planner) nearby(pred *predicate, e *ast.Comparison) {
	x, op, distance := e.Operands[0], e.Ops[0], e.Operands[1]
	if op == ast.Gt || op == ast.Ge {
		x, op, distance = distance, mirrored[op], x
	}
	call, ok := x.(*ast.Call)
	if !ok || op != ast.Lt && op != ast.Le || len(call.Args) != 2 {
		return
	}
	if name := fold(call.Name); name != "point.distance" && name != "distance" {
		return
	}
	for i, end := range call.Args {
		p.addSpatial(pred, end, spatialTest{centre: call.Args[1-i], distance: distance})
	}
}

// boxed reads point.withinbbox(n.p, lowerLeft, upperRight).
func (p *planner) boxed(pred *predicate, call *ast.Call) {
	if fold(call.Name) == "point.withinbbox" && len(call.Args) == 3 {
		p.addSpatial(pred, call.Args[0], spatialTest{lowerLeft: call.Args[1], upperRight: call.Args[2]})
	}
}

func (p *planner) addSpatial(pred *predicate, x ast.Expr, t spatialTest) {
	property, ok := x.(*ast.Property)
	if !ok {
		return
	}
	v, ok := property.Target.(*ast.Variable)
	if !ok {
		return
	}
	t.sym, t.key = p.info.Uses[v], property.Key
	for _, e := range []ast.Expr{t.centre, t.distance, t.lowerLeft, t.upperRight} {
		if e != nil {
			t.free = t.free.union(p.freeOf(e))
		}
	}
	if t.sym != nil && !t.free.has(t.sym.ID) {
		pred.spatial = append(pred.spatial, t)
	}
}

// pointSeeks calls try for each way to find a node in a point index.
func (s *search) pointSeeks(st state, n *semantic.Symbol, try func(state)) {
	var labels map[engine.LabelID]string
	for i, pred := range s.preds {
		for _, t := range pred.spatial {
			key, known := s.p.names.FindProperty(t.key)
			if t.sym != n || !known || st.used.has(i) || !st.bound.covers(t.free) {
				continue
			}
			if labels == nil {
				labels = s.indexLabels(st, n)
			}
			for _, ix := range s.p.names.PlanIndexes() {
				if label, asked := labels[ix.Spec.Label]; asked && ix.Spec.Kind == engine.IndexPoint && ix.Spec.Properties[0] == key {
					try(s.pointSeek(st, n, &indexUse{index: ix, label: label, properties: []string{t.key}}, t))
				}
			}
		}
	}
}

// pointSeek leaves the condition to a filter: the index finds a strip of the map.
func (s *search) pointSeek(st state, n *semantic.Symbol, use *indexUse, t spatialTest) state {
	op := &plan.PointSeek{
		Node: slot(n), Index: use.index, Centre: t.centre, Distance: t.distance,
		LowerLeft: t.lowerLeft, UpperRight: t.upperRight, Label: use.label, Property: t.key,
	}
	entries, _ := s.p.names.IndexEntries(use.index)
	use.rows = math.Max(float64(entries)*selStrip, 1)
	if s.p.hinted(use) {
		st.hinted++
	}
	reads := effects{}
	reads.properties.add(owners{nodes: true}, t.key)
	reads.nodes.add(use.label)
	reads.labels.add(use.label)
	st = st.using(s.impliedLabel(st, n, use.label)...)
	st.tree = st.on(op, st.rows*use.rows, st.cost+use.seekCost(st.rows), n).reading(reads)
	return st
}
