package differential

import (
	"cmp"
	"context"
	"slices"

	"memgraphd/cypher/reference"
	"memgraphd/engine/value"
)

// rule is an index or a constraint that scripts create and drop. broken reports whether a node breaks it,
// given those before it.
type rule struct {
	text   string
	drop   string // what drops it; empty: DROP and the text
	label  string
	key    string
	unique bool
	must   bool
}

var rules = []rule{
	{text: "INDEX ON :A"},
	{text: "INDEX ON :A(i)", drop: `INDEX ON :A(i) WITH CONFIG {"order": "ASC"}`},
	{text: "INDEX ON :B(i, s)"},
	{text: "INDEX ON :C(m)"},
	{text: "INDEX ON :D(i)"},
	{text: "INDEX ON :A(s)"},
	{text: "INDEX ON :A(j.k)"},
	{text: "INDEX ON :D(j.k, i)"},
	{text: `INDEX ON :A(i) WITH CONFIG {"order": "DESC"}`},
	{text: `INDEX ON :B(s, i, m) WITH CONFIG {"order": "DESC"}`},
	{text: `INDEX ON :C(i, j.k) WITH CONFIG {"order": "DESC"}`},
	{text: "INDEX ON :A(m, f, i)"},
	{text: textRule, drop: "TEXT INDEX words"},
	{text: vectorRule, drop: "VECTOR INDEX near"},
	{text: "EDGE INDEX ON :R"},
	{text: "EDGE INDEX ON :R(w)"},
	{text: "GLOBAL EDGE INDEX ON :(w)"},
	{text: "CONSTRAINT ON (n:A) ASSERT n.u IS UNIQUE", label: "A", key: "u", unique: true},
	{text: "CONSTRAINT ON (n:D) ASSERT n.i IS UNIQUE", label: "D", key: "i", unique: true},
	{text: "CONSTRAINT ON (n:B) ASSERT n.i IS UNIQUE", label: "B", key: "i", unique: true},
	{text: "CONSTRAINT ON (n:D) ASSERT EXISTS (n.i)", label: "D", key: "i", must: true},
	{text: "CONSTRAINT ON (n:C) ASSERT EXISTS (n.s)", label: "C", key: "s", must: true},
}

// holds reports whether a graph keeps a rule.
func (r rule) holds(g *reference.Graph) bool {
	var taken []value.Value
	for _, n := range g.Nodes {
		if r.label == "" || !slices.Contains(n.Labels, r.label) {
			continue
		}
		v, ok := n.Properties[r.key]
		if r.must && !ok || r.unique && slices.ContainsFunc(taken, func(t value.Value) bool { return ok && value.Equivalent(t, v) }) {
			return false
		}
		if ok {
			taken = append(taken, v)
		}
	}
	return true
}

// violated returns the constraint that a graph breaks, or "".
func (s *script) violated(g *reference.Graph) string {
	for _, r := range rules {
		if s.schema[r.text] && !r.holds(g) {
			return r.text
		}
	}
	return ""
}

// remodel creates an index or a constraint, or drops one that is there.
func (s *script) remodel() { s.toggle(rules[pick(s.t, len(rules))]) }

func (s *script) toggle(r rule) {
	creates := !s.schema[r.text]
	text := "CREATE " + r.text
	if !creates {
		text = "DROP " + cmp.Or(r.drop, r.text)
	}
	s.said = append(s.said, text)
	_, err := ask(s.other, text, value.Null)
	refused := creates && !r.holds(s.committed())
	if (err != nil) != refused {
		s.fatal("wanted it to be refused: %t\ngot error: %v", refused, err)
	}
	if err == nil {
		s.schema[r.text] = creates
	}
}

func (s *script) ctx() context.Context { return context.Background() }
