package differential

import (
	"fmt"
	"slices"
	"strings"

	"memgraphd/cypher/reference"
	"memgraphd/engine/value"
)

// Text and vector indexes are asked by name, and answer about what the transaction sees.

const (
	textRule   = "TEXT INDEX words ON :A(s)"
	vectorRule = `VECTOR INDEX near ON :B(v) WITH CONFIG {"dimension": 2, "capacity": 8}`
)

// seek asks one of these indexes, or creates them where there is none.
func (s *script) seek() {
	if !s.schema[textRule] && !s.schema[vectorRule] {
		for _, r := range rules {
			if r.text == textRule || r.text == vectorRule {
				s.toggle(r)
			}
		}
	}
	before := s.seen()
	words, near := s.schema[textRule], s.schema[vectorRule]
	switch {
	case words && (!near || pick(s.t, 2) == 0):
		word := []string{"a", "b", "ab", "aa", "missing"}[pick(s.t, 5)]
		s.answers(fmt.Sprintf("CALL text_search.search_all('words', '%s') YIELD node RETURN id(node) AS id ORDER BY id", word), withWord(before, word))
	case near:
		count := 1 + pick(s.t, 3)
		wanted := distances(before, 0.5, 1)
		s.answers(fmt.Sprintf("CALL vector_search.search('near', %d, [0.5, 1.0]) YIELD distance RETURN distance ORDER BY distance", count), wanted[:min(count, len(wanted))])
	}
}

// answers compares what a query of one column answers in the session.
func (s *script) answers(text string, want []value.Value) {
	s.said = append(s.said, text)
	rows, err := ask(s.session, text, value.Null)
	if err != nil {
		s.fatal("%v", err)
	}
	var got []value.Value
	for _, row := range rows {
		got = append(got, row[0])
	}
	if !slices.EqualFunc(want, got, value.Equivalent) {
		s.fatal("wanted %s\ngot %s", value.Literal(value.List(want)), value.Literal(value.List(got)))
	}
}

// withWord returns the ids of the nodes that the text index finds by a word.
func withWord(g *reference.Graph, word string) []value.Value {
	var ids []value.Value
	for id, n := range g.Nodes {
		text := n.Properties["s"]
		if slices.Contains(n.Labels, "A") && text.Kind() == value.KindString && slices.Contains(wordsOf(text.AsString()), word) {
			ids = append(ids, value.Int(int64(id)))
		}
	}
	slices.SortFunc(ids, value.Order)
	return ids
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' })
}

// distances returns how far from a point the vectors of the vector index are, squared, the nearest first.
func distances(g *reference.Graph, x, y float64) []value.Value {
	var all []value.Value
	for _, n := range g.Nodes {
		if v := n.Properties["v"]; slices.Contains(n.Labels, "B") && v.Kind() == value.KindList {
			dx, dy := v.AsList()[0].AsFloat()-x, v.AsList()[1].AsFloat()-y
			all = append(all, value.Float(dx*dx+dy*dy))
		}
	}
	slices.SortFunc(all, value.Order)
	return all
}
