package optimize

import (
	"math"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// indexUse is a way to answer conditions on a variable from an index.
type indexUse struct {
	index      *engine.Index
	label      string   // or type; empty for an index over all
	properties []string // as EXPLAIN shows them
	keys       []string // without what is nested in them
	equal      []ast.Expr
	bounds     *plan.Range
	in         ast.Expr
	preds      []int // conditions that it answers
	rows       float64
	hinted     bool
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
	return uses
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

// indexUse matches conditions with an index: values for its first properties, then bounds. Only what has all
// of its properties is in an index, so each must be demanded by some condition.
func (s *search) indexUse(st state, ix *engine.Index, label string, conditions map[engine.PropertyID][]candidate) *indexUse {
	use := &indexUse{index: ix, label: label}
	parts := make([][]candidate, len(ix.Spec.Properties))
	for i, id := range ix.Spec.Properties {
		parts[i] = within(conditions[id], ix.Spec.Path(i))
		if len(parts[i]) == 0 {
			return nil
		}
		first := parts[i][0]
		use.keys = append(use.keys, first.key)
		use.properties = append(use.properties, strings.Join(append([]string{first.key}, first.below...), "."))
		for _, c := range parts[i] {
			if c.kind == testPresent {
				use.preds = append(use.preds, c.pred)
			}
		}
	}
	for i, part := range parts {
		if !use.exact(st, i, part) {
			use.stretch(st, part)
			break
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

// exact takes the value of the i-th property from an equality, or of the first from a list.
func (use *indexUse) exact(st state, i int, conditions []candidate) bool {
	for _, c := range conditions {
		if c.kind == testEqual && st.bound.covers(c.free) {
			use.equal, use.preds = append(use.equal, c.value), append(use.preds, c.pred)
			return true
		}
	}
	if i > 0 {
		return false
	}
	for _, c := range conditions {
		if c.kind == testIn && st.bound.covers(c.free) {
			use.in, use.preds = c.value, append(use.preds, c.pred)
			return true
		}
	}
	return false
}

// stretch takes the bounds of the property behind the exact ones.
func (use *indexUse) stretch(st state, conditions []candidate) {
	r := &plan.Range{}
	use.bounds = r
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

// hinted reports whether the query asks for an index.
func (p *planner) hinted(use *indexUse) bool {
	for _, h := range p.hints {
		if h.Label != use.label || len(h.Properties) != len(use.properties) {
			continue
		}
		same := true
		for i, name := range h.Properties {
			same = same && name == use.properties[i]
		}
		if same {
			return true
		}
	}
	return false
}

// indexRows estimates how many entries one seek finds.
func (p *planner) indexRows(use *indexUse) float64 {
	entries, distinct := p.names.IndexEntries(use.index)
	rows := math.Max(float64(entries), 1)
	exact := len(use.equal)
	if use.in != nil {
		exact++
	}
	if exact > 0 {
		keys := math.Pow(math.Max(float64(distinct), 1), float64(exact)/float64(len(use.properties)))
		rows = math.Max(rows/keys, 0.1)
	}
	if use.in != nil {
		rows *= listLength(use.in)
	}
	if use.bounds != nil {
		rows = p.stretchRows(use, rows)
	}
	return rows
}

// stretchRows estimates how many of the rows lie within bounds.
func (p *planner) stretchRows(use *indexUse, rows float64) float64 {
	if b, ok := constantBounds(use); ok {
		return math.Max(float64(p.names.EstimateRange(use.index, b)), 0.1)
	}
	switch r := use.bounds; {
	case r.Prefix != nil:
		return rows * selPrefix
	case r.Lower != nil && r.Upper != nil:
		return rows * selRange * selRange
	case r.Lower != nil || r.Upper != nil:
		return rows * selRange
	}
	return rows
}

// constantBounds returns the bounds of a seek if they are known now.
func constantBounds(use *indexUse) (b engine.Bounds, ok bool) {
	r := use.bounds
	ok = use.in == nil && (r.Prefix != nil || r.Lower != nil || r.Upper != nil)
	constant := func(e ast.Expr) value.Value {
		lit, isLiteral := e.(*ast.Literal)
		if e != nil && !isLiteral {
			ok = false
		}
		if !isLiteral {
			return value.Null
		}
		return lit.Value
	}
	for _, e := range use.equal {
		b.Equal = append(b.Equal, constant(e))
	}
	b.Lower, b.Upper = constant(r.Lower), constant(r.Upper)
	b.LowerExclusive, b.UpperExclusive = r.LowerExclusive, r.UpperExclusive
	if v := constant(r.Prefix); v.Kind() == value.KindString {
		b.Prefix, b.HasPrefix = v.AsString(), true
	} else if !v.IsNull() {
		ok = false
	}
	return b, ok
}

// seekCost returns the cost of a seek for each of some rows.
func (use *indexUse) seekCost(rows float64) float64 { return rows * (costSeek + use.rows*costRow) }

func (s *search) indexSeek(st state, n *semantic.Symbol, use *indexUse) state {
	op := &plan.NodeIndexSeek{
		Node: slot(n), Index: use.index, Equal: use.equal, Range: use.bounds, In: use.in,
		Label: use.label, Properties: use.properties,
	}
	reads := effects{}
	reads.properties.add(owners{nodes: true}, use.keys...)
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
		st.order = use.order(op, n)
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

// indexedLabel returns the label whose index a scan stands for in EXPLAIN.
func (p *planner) indexedLabel(tests []ast.LabelExpr) string {
	for _, t := range tests {
		names, exact := requiredLabels(t)
		if !exact || len(names) != 1 {
			continue
		}
		id, ok := p.names.FindLabel(names[0])
		if !ok {
			continue
		}
		for _, ix := range p.names.PlanIndexes() {
			if ix.Spec.Kind == engine.IndexLabel && ix.Spec.Label == id {
				return names[0]
			}
		}
	}
	return ""
}
