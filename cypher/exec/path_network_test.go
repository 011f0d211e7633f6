package exec

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// network is a small multigraph with loops and parallel edges; edge i has the
// weight i%4.
type network struct {
	n     int
	edges [][2]int
}

func drawNetwork(t *rapid.T) network {
	g := network{n: rapid.IntRange(1, 5).Draw(t, "nodes")}
	for range rapid.IntRange(0, 7).Draw(t, "edges") {
		g.edges = append(g.edges, [2]int{rapid.IntRange(0, g.n-1).Draw(t, "from"), rapid.IntRange(0, g.n-1).Draw(t, "to")})
	}
	return g
}

type trail struct {
	nodes, rels []int
	weight      int
}

func (t trail) String() string { return fmt.Sprint(t.nodes[len(t.nodes)-1], t.rels) }

// trails are all paths from a node without a relationship twice, of at most max steps.
func (g network) trails(from int, dir engine.Direction, max int) []trail {
	var out []trail
	var walk func(t trail)
	walk = func(t trail) {
		out = append(out, t)
		at := t.nodes[len(t.nodes)-1]
		if len(t.rels) == max {
			return
		}
		for i, e := range g.edges {
			if slices.Contains(t.rels, i) {
				continue
			}
			for _, step := range [][2]int{{e[0], e[1]}, {e[1], e[0]}} {
				forward := step == e
				if step[0] != at || dir == engine.Out && !forward || dir == engine.In && forward && e[0] != e[1] {
					continue
				}
				walk(trail{append(slices.Clone(t.nodes), step[1]), append(slices.Clone(t.rels), i), t.weight + i%4})
				if e[0] == e[1] {
					break
				}
			}
		}
	}
	walk(trail{nodes: []int{from}})
	return out
}

// simple reports whether no node occurs twice.
func (t trail) simple() bool {
	s := slices.Clone(t.nodes)
	slices.Sort(s)
	return len(slices.Compact(s)) == len(t.nodes)
}

func drawDirection(t *rapid.T) engine.Direction {
	return rapid.SampledFrom([]engine.Direction{engine.Out, engine.In, engine.Both}).Draw(t, "direction")
}

// pathCase is a pattern from node a, to node b if into.
type pathCase struct {
	g        network
	db       *engine.Database
	s        *sketch
	dir      engine.Direction
	a, b     int
	into     bool
	min, max int // max < 0: unbounded
}

func drawPathCase(t *rapid.T, tt *testing.T) *pathCase {
	c := &pathCase{g: drawNetwork(t), dir: drawDirection(t)}
	c.a, c.b = rapid.IntRange(0, c.g.n-1).Draw(t, "a"), rapid.IntRange(0, c.g.n-1).Draw(t, "b")
	c.into = rapid.Bool().Draw(t, "into")
	c.min, c.max = rapid.IntRange(0, 3).Draw(t, "min"), rapid.IntRange(-1, 4).Draw(t, "max")
	c.db = graph(tt, c.g.n, nil, c.g.edges...)
	c.s = newSketch(tt, c.db)
	return c
}

// expand is the pattern as an ExpandVar.
func (c *pathCase) expand(kind ast.ExpansionKind) *plan.ExpandVar {
	s := c.s
	in := s.filter(s.scan(s.from(), "a"), fmt.Sprintf("a.i = %d", c.a))
	if c.into {
		in = s.filter(s.scan(in, "b"), fmt.Sprintf("b.i = %d", c.b))
	}
	p := &plan.ExpandVar{
		Kind: kind, From: s.slot("a"), Rels: s.slot("r"), To: s.slot("b"), Into: c.into, Direction: c.dir,
		EdgeVar: batch.None, Total: batch.None,
	}
	p.Min = s.expr(fmt.Sprint(c.min))
	if c.max >= 0 {
		p.Max = s.expr(fmt.Sprint(c.max))
	}
	p.Input = in
	return p
}

// want are the trails that the pattern matches.
func (c *pathCase) want(keep func(trail) bool) []trail {
	limit := c.max
	if limit < 0 {
		limit = math.MaxInt
	}
	var out []trail
	for _, t := range c.g.trails(c.a, c.dir, limit) {
		if len(t.rels) >= c.min && (!c.into || t.nodes[len(t.nodes)-1] == c.b) && keep(t) {
			out = append(out, t)
		}
	}
	return out
}

// found turns rows of b and r into text like that of trails.
func found(rows [][]value.Value) []string {
	var out []string
	for _, row := range rows {
		var rels []string
		for _, r := range row[1].AsList() {
			rels = append(rels, fmt.Sprint(r.AsID()))
		}
		out = append(out, fmt.Sprint(row[0].AsID(), " [", strings.Join(rels, " "), "]"))
	}
	return out
}

func texts(trails []trail) []string {
	var out []string
	for _, t := range trails {
		out = append(out, t.String())
	}
	return out
}

func sameBag(t *rapid.T, got, want []string) {
	t.Helper()
	g, w := slices.Clone(got), slices.Clone(want)
	slices.Sort(g)
	slices.Sort(w)
	if !slices.Equal(g, w) {
		t.Fatalf("got  %v\nwant %v", g, w)
	}
}
