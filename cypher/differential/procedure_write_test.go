package differential

import "fmt"

// written draws CALL of a procedure that changes the graph: the only change of its query, behind which there may only be RETURN.
func (g *gen) written() string {
	g.created, g.q.writer = true, true
	nodes := g.of(aNode)
	if len(nodes) == 0 || g.chance(3) {
		return g.one(g.madeByProcedure, g.mergedByProcedure)
	}
	n, m := nodes[g.pick(len(nodes))].name, nodes[g.pick(len(nodes))].name
	text := fmt.Sprintf("FILTER %s IS NOT NULL AND %s IS NOT NULL CALL ", n, m)
	return text + g.one(
		func() string {
			return fmt.Sprintf("create.relationship(%s, '%s', {w: %s}, %s) YIELD relationship AS %s ", n, g.word("R", "U"), g.leaf(anInt), m, g.declare("r", aRel))
		},
		func() string {
			return fmt.Sprintf("create.set_property(%s, '%s', %s) YIELD node AS %s ", n, g.word("i", "x"), g.literal(g.word("1", "null", "3")), g.declare("n", aNode))
		},
		func() string {
			return fmt.Sprintf("create.remove_labels(%s, [%s]) YIELD node AS %s ", n, g.word("'A'", "'B', 'D'", ""), g.declare("n", aNode))
		},
		func() string { return fmt.Sprintf("nodes.link([%s, %s, %s], '%s') ", n, m, n, g.word("S", "U")) },
	)
}

func (g *gen) madeByProcedure() string {
	props := fmt.Sprintf("{i: %s, s: 'a'}", g.leaf(anInt))
	if g.chance(4) {
		g.rows *= 2
		return fmt.Sprintf("CALL create.nodes([%s], [%s, {i: null}]) YIELD node AS %s ", g.word("'A'", "'B', 'D'", ""), props, g.declare("n", aNode))
	}
	return fmt.Sprintf("CALL create.node([%s], %s) YIELD node AS %s ", g.word("'A'", "'B', 'D'", ""), props, g.declare("n", aNode))
}

func (g *gen) mergedByProcedure() string {
	g.rows *= 2
	return fmt.Sprintf("CALL merge.node([%s], {i: %s}, {y: 1}, {z: true}) YIELD node AS %s ", g.word("'A'", "'B', 'D'", "'D'"), g.leaf(anInt), g.declare("n", aNode))
}
