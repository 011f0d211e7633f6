package differential

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/reference"
	"memgraphd/engine/value"
)

// TestDifferentialCorpus compares the answers to queries that were once wrong: in
// corpus.cypher, divided by blank lines, after what makes their graph.
func TestDifferentialCorpus(t *testing.T) {
	data, err := os.ReadFile("corpus.cypher")
	if err != nil {
		t.Fatal(err)
	}
	setRapid(t, 1)
	for stanza := range strings.SplitSeq(string(data), "\n\n") {
		var lines []string
		for line := range strings.Lines(stanza) {
			if !strings.HasPrefix(line, "//") {
				lines = append(lines, strings.TrimSpace(line))
			}
		}
		w := worldOf(lines[0])
		t.Run(lines[1], rapid.MakeCheck(func(t *rapid.T) {
			q := &generated{bag: strings.Contains(lines[1], "collect("), loose: true}
			q.finish(lines[1], nil)
			compareAll(t, w, q)
		}))
	}
}

// worldOf returns the world that a CREATE statement makes.
func worldOf(text string) *world {
	st, err := parser.Parse(text)
	must(err)
	g := &reference.Graph{Nodes: map[uint64]*reference.Node{}, Relationships: map[uint64]*reference.Relationship{}}
	_, err = g.Run(st.(*ast.Query), nil)
	must(err)
	w, at := &world{}, map[uint64]int{}
	for i, id := range slices.Sorted(maps.Keys(g.Nodes)) {
		at[id] = i
		w.nodes = append(w.nodes, thing{names: g.Nodes[id].Labels, properties: entries(g.Nodes[id].Properties)})
	}
	for _, id := range slices.Sorted(maps.Keys(g.Relationships)) {
		r := g.Relationships[id]
		w.rels = append(w.rels, thing{names: []string{r.Type}, from: at[r.From], to: at[r.To], properties: entries(r.Properties)})
	}
	return w
}

func entries(m map[string]value.Value) []value.Entry {
	var list []value.Entry
	for _, k := range slices.Sorted(maps.Keys(m)) {
		list = append(list, value.Entry{Key: k, Value: m[k]})
	}
	return list
}
