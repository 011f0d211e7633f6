package optimize

import (
	"cmp"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
)

// indexUse is a way to answer conditions on a variable from an index.
type indexUse struct {
	index      *engine.Index
	label      string   // or type; empty for an index over all
	properties []string // that are sought, as EXPLAIN shows them
	plan.Keys
	preds  []int // conditions that it answers
	rows   float64
	hinted bool
}

// candidate is a condition on a property of the variable.
type candidate struct {
	pred int
	test
}

// conditions returns the conditions on properties of a variable, by property.
func (s *search) conditions(st state, sym *semantic.Symbol) map[engine.PropertyID][]candidate {
	var all map[engine.PropertyID][]candidate
	for i, pred := range s.preds {
		if st.used.has(i) {
			continue
		}
		for _, t := range pred.tests {
			if t.sym != sym || t.key == "" {
				continue
			}
			if id, ok := s.p.names.FindProperty(t.key); ok {
				if all == nil {
					all = map[engine.PropertyID][]candidate{}
				}
				all[id] = append(all[id], candidate{pred: i, test: t})
			}
		}
	}
	return all
}

// indexUses returns the ways to find a node in an index.
func (s *search) indexUses(st state, n *semantic.Symbol) []*indexUse {
	conditions := s.conditions(st, n)
	if len(conditions) == 0 {
		return nil
	}
	labels := s.indexLabels(st, n)
	var uses []*indexUse
	for _, ix := range s.p.names.PlanIndexes() {
		label := ""
		switch ix.Spec.Kind {
		case engine.IndexLabelProps, engine.IndexNested:
			name, ok := labels[ix.Spec.Label]
			if !ok {
				continue
			}
			label = name
		case engine.IndexNodeProp:
		default:
			continue
		}
		if use := s.indexUse(st, ix, label, conditions); use != nil {
			uses = append(uses, use)
		}
	}
	slices.SortStableFunc(uses, prefer)
	return uses
}

// prefer compares two indexes that cost the same: the one that answers more conditions is better, then the one over
// fewer properties.
func prefer(a, b *indexUse) int {
	return cmp.Or(cmp.Compare(len(b.preds), len(a.preds)), cmp.Compare(len(a.index.Spec.Properties), len(b.index.Spec.Properties)))
}

// indexLabels returns the labels that a node must have, by id.
func (s *search) indexLabels(st state, n *semantic.Symbol) map[engine.LabelID]string {
	labels := map[engine.LabelID]string{}
	tests, _ := s.labelsOf(st, n)
	for _, t := range tests {
		names, _ := requiredLabels(t)
		for _, name := range names {
			if id, ok := s.p.names.label(name); ok {
				labels[id] = name
			}
		}
	}
	return labels
}

// indexUse matches conditions with the longest prefix of an index that they are on: values for its first properties,
// then bounds of the one behind. What only has all properties is in an index asks that each is demanded.
func (s *search) indexUse(st state, ix *engine.Index, label string, conditions map[engine.PropertyID][]candidate) *indexUse {
	use := &indexUse{index: ix, label: label}
	parts := make([][]candidate, 0, len(ix.Spec.Properties))
	for i, id := range ix.Spec.Properties {
		part := within(conditions[id], ix.Spec.Path(i))
		if len(part) == 0 {
			break
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 || ix.Whole() && len(parts) < len(ix.Spec.Properties) {
		return nil
	}
	sought := parts
	for i, part := range parts {
		if !use.exact(st, i, part) {
			use.stretch(st, part)
			sought = parts[:i+1]
			break
		}
	}
	for _, part := range sought {
		use.properties = append(use.properties, strings.Join(append([]string{part[0].key}, part[0].below...), "."))
	}
	if ix.Whole() {
		sought = parts
	}
	for _, part := range sought {
		for _, c := range part {
			if c.kind == testPresent {
				use.preds = append(use.preds, c.pred)
			}
		}
	}
	use.hinted = s.p.hinted(use)
	use.rows = s.p.indexRows(use)
	return use
}

// within returns the conditions on what lies at the end of a path, of those on a property.
func within(conditions []candidate, path []string) (on []candidate) {
	for _, c := range conditions {
		if slices.Equal(c.below, path) {
			on = append(on, c)
		}
	}
	return on
}

// exact takes the value of the i-th property from an equality or, of one property, from a list.
func (use *indexUse) exact(st state, i int, conditions []candidate) bool {
	for _, c := range conditions {
		if c.kind == testEqual && st.bound.covers(c.free) {
			use.Equal, use.preds = append(use.Equal, c.value), append(use.preds, c.pred)
			return true
		}
	}
	if use.In != nil {
		return false
	}
	for _, c := range conditions {
		if c.kind == testIn && st.bound.covers(c.free) {
			use.In, use.InAt, use.preds = c.value, i, append(use.preds, c.pred)
			return true
		}
	}
	return false
}

// stretch takes the bounds of the property behind the exact ones.
func (use *indexUse) stretch(st state, conditions []candidate) {
	r := &plan.Range{}
	use.Range = r
	for _, c := range conditions {
		if !st.bound.covers(c.free) {
			continue
		}
		switch {
		case c.kind == testPrefix && r.Prefix == nil && r.Lower == nil && r.Upper == nil:
			r.Prefix = c.value
		case c.kind == testLower && r.Lower == nil && r.Prefix == nil:
			r.Lower, r.LowerExclusive = c.value, c.exclusive
		case c.kind == testUpper && r.Upper == nil && r.Prefix == nil:
			r.Upper, r.UpperExclusive = c.value, c.exclusive
		default:
			continue
		}
		use.preds = append(use.preds, c.pred)
	}
}

// hinted reports whether the query asks for an index: it names the label and all properties.
func (p *planner) hinted(use *indexUse) bool {
	spec := &use.index.Spec
	return slices.ContainsFunc(p.hints, func(h ast.IndexHint) bool {
		if h.Label != use.label || len(h.Paths) != len(spec.Properties) {
			return false
		}
		for i, path := range h.Paths {
			id, ok := p.names.FindProperty(path[0])
			if !ok || id != spec.Properties[i] || !slices.Equal(path[1:], spec.Path(i)) {
				return false
			}
		}
		return true
	})
}

// seekCost returns the cost of a seek for each of some rows.
func (use *indexUse) seekCost(rows float64) float64 { return rows * (costSeek + use.rows*costRow) }

func (s *search) indexSeek(st state, n *semantic.Symbol, use *indexUse) state {
	op := &plan.NodeIndexSeek{
		Node: slot(n), Index: use.index, Keys: use.Keys, Descending: use.index.Spec.Descending, Label: use.label, Properties: use.properties,
	}
	reads := effects{}
	for _, id := range use.index.Spec.Properties { // whatever part of its key is changed, a node changes its place
		reads.properties.add(owners{nodes: true}, s.p.names.PropertyName(id))
	}
	if use.label != "" {
		reads.nodes.add(use.label)
		reads.labels.add(use.label)
	} else {
		reads.nodes.any = true
	}
	preds := append(append([]int(nil), use.preds...), s.impliedLabel(st, n, use.label)...)
	st = st.using(preds...)
	if use.hinted {
		st.hinted++
	}
	first := isOnce(st.op)
	st.tree = st.on(op, st.rows*use.rows, st.cost+use.seekCost(st.rows), n).reading(reads)
	if first {
		st.order = s.p.order(use, op, n)
	}
	return st
}

// impliedLabel returns the conditions that only ask for the label of an index.
func (s *search) impliedLabel(st state, n *semantic.Symbol, label string) []int {
	var implied []int
	for i, pred := range s.preds {
		if pred.node != n || st.used.has(i) {
			continue
		}
		if l, ok := pred.labels.(*ast.LabelName); ok && l.Label.Dynamic == nil && l.Label.Name == label {
			implied = append(implied, i)
		}
	}
	return implied
}

// indexedLabel returns the label whose index a scan stands for in EXPLAIN, or labels one of which is enough.
func (p *planner) indexedLabel(tests []ast.LabelExpr) string {
	for _, t := range tests {
		names, plain := plainAlternatives(t)
		if plain && !slices.ContainsFunc(names, func(name string) bool { return !p.hasLabelIndex(name) }) {
			return ast.FormatLabels(t)
		}
	}
	return ""
}

func (p *planner) hasLabelIndex(label string) bool {
	id, ok := p.names.FindLabel(label)
	return ok && slices.ContainsFunc(p.names.PlanIndexes(), func(ix *engine.Index) bool {
		return ix.Spec.Kind == engine.IndexLabel && ix.Spec.Label == id
	})
}
