package tck

import (
	"fmt"
	"strconv"
)

// Graph is what a database holds, as far as side effects are counted: the sets of
// nodes, relationships, labels and properties.
type Graph struct {
	nodes, relationships, labels, properties map[string]struct{}
}

// NewGraph returns an empty graph.
func NewGraph() *Graph {
	return &Graph{
		nodes: map[string]struct{}{}, relationships: map[string]struct{}{},
		labels: map[string]struct{}{}, properties: map[string]struct{}{},
	}
}

// AddNode adds a node by its id.
func (g *Graph) AddNode(id uint64, labels []string, properties Shape) {
	key := "n" + strconv.FormatUint(id, 10)
	g.nodes[key] = struct{}{}
	for _, label := range labels {
		g.labels[label] = struct{}{}
	}
	g.addProperties(key, properties)
}

// AddRelationship adds a relationship by its id.
func (g *Graph) AddRelationship(id uint64, properties Shape) {
	key := "r" + strconv.FormatUint(id, 10)
	g.relationships[key] = struct{}{}
	g.addProperties(key, properties)
}

func (g *Graph) addProperties(owner string, properties Shape) {
	for i, key := range properties.Keys {
		g.properties[owner+"."+key+"="+properties.Values[i].String()] = struct{}{}
	}
}

// effects are the counts of what was added and removed, as the scenarios name them.
func effects(before, after *Graph) map[string]int {
	return map[string]int{
		"+nodes": minus(after.nodes, before.nodes), "-nodes": minus(before.nodes, after.nodes),
		"+relationships": minus(after.relationships, before.relationships),
		"-relationships": minus(before.relationships, after.relationships),
		"+labels":        minus(after.labels, before.labels), "-labels": minus(before.labels, after.labels),
		"+properties": minus(after.properties, before.properties), "-properties": minus(before.properties, after.properties),
	}
}

func minus(a, b map[string]struct{}) int {
	n := 0
	for key := range a {
		if _, ok := b[key]; !ok {
			n++
		}
	}
	return n
}

// checkEffects compares the effects with the rows of a table; what it does not name is zero.
func checkEffects(before, after *Graph, rows [][]string) error {
	want := map[string]int{}
	for _, r := range rows {
		n, err := strconv.Atoi(r[1])
		if err != nil {
			return err
		}
		want[r[0]] = n
	}
	got := effects(before, after)
	for name := range want {
		if _, known := got[name]; !known {
			return fmt.Errorf("unknown side effect %s", name)
		}
	}
	for name, n := range got {
		if want[name] != n {
			return fmt.Errorf("side effect %s is %d, want %d", name, n, want[name])
		}
	}
	return nil
}
