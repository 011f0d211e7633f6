package differential

import (
	"fmt"

	"memgraphd/cypher/compile/compiletest"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/procedure"
	"memgraphd/cypher/semantic"
)

// registry are the procedures that queries are drawn with, among others.
var registry = procedure.NewRegistry()

// environment knows the built-in functions and procedures.
type environment struct{ compiletest.Functions }

func (environment) Procedure(name string) (*semantic.Procedure, bool) {
	return registry.Signature(name)
}

// calls finds procedures for plans that run outside of a session.
type calls struct{}

func (calls) Procedure(name string) (exec.Procedure, bool) { return registry.In(nil, name) }

// procedure draws CALL of a procedure that reads: about the graph, about a part of it or about a node.
func (g *gen) procedure() string {
	if g.tooMany() {
		return g.unwind()
	}
	choices := []func() string{g.ofGraph}
	if len(g.of(aNode)) > 0 {
		choices = append(choices, g.aroundNode, g.aroundNode, g.aroundNode)
	}
	if g.inside == 0 {
		choices = append(choices, g.ofPart)
	}
	return g.one(choices...)
}

func (g *gen) ofGraph() string {
	g.rows *= 4
	if g.chance(5) {
		return fmt.Sprintf("CALL weakly_connected_components.get() YIELD component_id AS %s, node AS %s%s ",
			g.declare("v", anInt), g.declare("n", aNode), g.where())
	}
	return fmt.Sprintf("CALL degree_centrality.get(%s) YIELD node AS %s, degree AS %s%s ",
		g.word("", "'in'", "'out'", g.literal("'undirected'")), g.declare("n", aNode), g.declare("v", aNumber), g.where())
}

// ofPart draws a procedure about the graph of some paths.
func (g *gen) ofPart() string {
	p := g.name("p")
	text := fmt.Sprintf("MATCH %s = %s WITH project(%s) AS part ", p, g.subpattern(), p)
	g.vars, g.rows = nil, 4
	return text + fmt.Sprintf("CALL degree_centrality.get(part, %s) YIELD node AS %s, degree AS %s ",
		g.word("'in'", "'undirected'"), g.declare("n", aNode), g.declare("v", aNumber))
}

func (g *gen) aroundNode() string {
	nodes := g.of(aNode)
	n := nodes[g.pick(len(nodes))].name
	types := g.word("[]", "['R']", "['R>', '<S']", "['>']", "['<']")
	text := fmt.Sprintf("FILTER %s IS NOT NULL CALL ", n)
	return text + g.one(
		func() string {
			g.rows *= 2
			return fmt.Sprintf("neighbors.at_hop(%s, %s, %s) YIELD nodes AS %s%s ", n, types, g.literal(g.word("1", "2")), g.declare("n", aNode), g.where())
		},
		func() string {
			g.q.bag = true
			return fmt.Sprintf("neighbors.by_hop(%s, %s, 2) YIELD nodes AS %s ", n, types, g.declare("ns", aBag))
		},
		func() string {
			return fmt.Sprintf("node.relationship_exists(%s, %s) YIELD result AS %s ", n, types, g.declare("v", aBool))
		},
		func() string {
			g.q.bag = true
			return fmt.Sprintf("node.relationship_types(%s, %s) YIELD relationship_types AS %s ", n, types, g.declare("v", aBag))
		},
	)
}
