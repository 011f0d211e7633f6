package exec

import (
	"cmp"
	"errors"
	"fmt"
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

func TestDepthFirst(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		rows := c.s.rows(c.expand(ast.VarLength), "b r")
		sameBag(rt, found(rows), texts(c.want(func(trail) bool { return true })))
	})
}

func TestPrune(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		p := c.expand(ast.VarLength)
		p.Prune, p.Rels = true, batch.None
		forbidden := rapid.IntRange(-1, 4).Draw(rt, "forbidden")
		if forbidden >= 0 {
			p.Filter = &plan.Lambda{
				Rel: c.s.slot("e"), Node: c.s.slot("n"), Path: batch.None, Weight: batch.None,
				Body: c.s.expr(fmt.Sprintf("n.i <> %d OR e.w = 1", forbidden)),
			}
		}
		// A relationship leads to the forbidden node only if it is the second one.
		allowed := func(w trail) bool {
			for i, rel := range w.rels {
				if w.nodes[i+1] == forbidden && rel != 1 {
					return false
				}
			}
			return true
		}
		ends := map[string]bool{}
		for _, w := range c.want(allowed) {
			ends[fmt.Sprint(w.nodes[len(w.nodes)-1])] = true
		}
		var got, want []string
		for _, row := range c.s.rows(p, "b") {
			got = append(got, fmt.Sprint(row[0].AsID()))
		}
		for e := range ends {
			want = append(want, e)
		}
		sameBag(rt, got, want)
	})
}

// A body of one hop makes a quantified group the same as a variable-length relationship.
func TestRepeat(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		s := c.s
		in := c.expand(ast.VarLength).Input
		p := &plan.Repeat{
			Body: s.hop(&plan.Argument{}, "x e y", c.dir), From: s.slot("a"), To: s.slot("b"), Into: c.into,
			BodyFrom: s.slot("x"), BodyTo: s.slot("y"), Min: int64(c.min), Max: int64(c.max),
			Groups: []plan.Group{{Inner: s.slot("e"), Outer: s.slot("es")}}, BodyRels: s.slots("e"), AllRels: s.slot("r"),
		}
		p.Input = in
		rows := s.rows(p, "b r es")
		want := texts(c.want(func(trail) bool { return true }))
		sameBag(rt, found(rows), want)
		for i := range rows {
			rows[i][1] = rows[i][2]
		}
		sameBag(rt, found(rows), want)
	})
}

func TestBreadthFirst(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		got := found(c.s.rows(c.expand(ast.BFS), "b r"))
		// One of the shortest paths to each node but, as it is reached at once, the start.
		shortest := map[int]int{c.a: 0}
		c2 := *c
		c2.min, c2.into = 0, false
		for _, w := range c2.want(func(trail) bool { return true }) {
			end := w.nodes[len(w.nodes)-1]
			if d, ok := shortest[end]; !ok || len(w.rels) < d {
				shortest[end] = len(w.rels)
			}
		}
		if c.into {
			d, ok := shortest[c.b]
			shortest = map[int]int{}
			if ok {
				shortest[c.b] = d
			}
		}
		all := texts(c.want(func(w trail) bool { return shortest[w.nodes[len(w.nodes)-1]] == len(w.rels) }))
		n := 0
		for _, d := range shortest {
			if d >= c.min && (c.max < 0 || c.min <= c.max) {
				n++
			}
		}
		checkSome(rt, got, all, n)
	})
}

// checkSome checks that got are n different ones of all.
func checkSome(t *rapid.T, got, all []string, n int) {
	t.Helper()
	seen := map[string]bool{}
	for _, g := range got {
		if seen[g] || !slices.Contains(all, g) {
			t.Fatalf("%s is not among %v", g, all)
		}
		seen[g] = true
	}
	if len(got) != n {
		t.Fatalf("got %v, want %d of %v", got, n, all)
	}
}

func (c *pathCase) weighted(kind ast.ExpansionKind) *plan.ExpandVar {
	p := c.expand(kind)
	p.Min = nil
	c.min = 1
	if c.max == 0 {
		c.max = 1
		p.Max = c.s.expr("1")
	}
	p.Weight = &plan.Lambda{Rel: c.s.slot("e"), Node: c.s.slot("n"), Path: batch.None, Weight: batch.None, Body: c.s.expr("e.w % 4")}
	p.Total = c.s.slot("total")
	return p
}

// least are the trails of the least weight to each node but the start, without a node twice.
func (c *pathCase) least() []trail {
	all := c.want(func(w trail) bool { return w.simple() })
	best := map[int]int{}
	for _, w := range all {
		end := w.nodes[len(w.nodes)-1]
		if b, ok := best[end]; !ok || w.weight < b {
			best[end] = w.weight
		}
	}
	return slices.DeleteFunc(all, func(w trail) bool { return w.weight > best[w.nodes[len(w.nodes)-1]] })
}

func TestWeighted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		rows := c.s.rows(c.weighted(ast.WShortest), "b r total")
		least := c.least()
		ends := map[int]int{}
		for _, w := range least {
			ends[w.nodes[len(w.nodes)-1]] = w.weight
		}
		checkSome(rt, found(rows), texts(least), len(ends))
		for _, row := range rows {
			if got := row[2].AsInt(); int(got) != ends[int(row[0].AsID())] {
				rt.Fatalf("weight %d of %s", got, show([][]value.Value{row}))
			}
		}
	})
}

func TestAllShortest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		sameBag(rt, found(c.s.rows(c.weighted(ast.AllShortest), "b r total")), texts(c.least()))
	})
}

func TestKShortest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		c.into = true
		k := rapid.IntRange(0, 4).Draw(rt, "k")
		p := c.expand(ast.KShortest)
		p.Limit = c.s.expr(fmt.Sprint(k))
		all := c.want(func(w trail) bool { return w.simple() })
		checkRanked(rt, found(c.s.rows(p, "b r")), all, k)
	})
}

func TestKShortestByWeight(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		c.into = true
		k := rapid.IntRange(0, 4).Draw(rt, "k")
		p := c.weighted(ast.KShortest)
		p.Limit = c.s.expr(fmt.Sprint(k))
		all := c.want(func(w trail) bool { return w.simple() })
		slices.SortStableFunc(all, func(a, b trail) int {
			return cmp.Or(a.weight-b.weight, len(a.rels)-len(b.rels))
		})
		rows := c.s.rows(p, "b r total")
		got := found(rows)
		checkSome(rt, got, texts(all), min(k, len(all)))
		by := map[string]trail{}
		for _, w := range all {
			by[w.String()] = w
		}
		for i, g := range got {
			if by[g].weight != all[i].weight || len(by[g].rels) != len(all[i].rels) {
				rt.Fatalf("%s is path %d, but that should be like %v", g, i, all[i])
			}
			if total := rows[i][2].AsInt(); int(total) != all[i].weight {
				rt.Fatalf("weight %d of %s", total, g)
			}
		}
	})
}

// checkRanked checks that got are k of the shortest of all, in order.
func checkRanked(t *rapid.T, got []string, all []trail, k int) {
	t.Helper()
	slices.SortStableFunc(all, func(a, b trail) int { return len(a.rels) - len(b.rels) })
	checkSome(t, got, texts(all), min(k, len(all)))
	length := map[string]int{}
	for _, w := range all {
		length[w.String()] = len(w.rels)
	}
	for i, g := range got {
		if length[g] != len(all[i].rels) {
			t.Fatalf("%s is path %d, but that has %d steps", g, i, len(all[i].rels))
		}
	}
}

func (c *pathCase) shortest(selector ast.PathSelector, k int) *plan.ShortestPath {
	c.into = true
	s := c.s
	p := &plan.ShortestPath{
		From: s.slot("a"), To: s.slot("b"), Path: s.slot("p"), Rels: s.slot("r"), Selector: selector,
		Direction: c.dir, EdgeVar: batch.None,
	}
	e := c.expand(ast.VarLength)
	p.Min, p.Max, p.Input = e.Min, e.Max, e.Input
	if k >= 0 {
		p.K = s.expr(fmt.Sprint(k))
	}
	return p
}

func TestShortestPaths(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		k := rapid.IntRange(0, 4).Draw(rt, "k")
		p := c.shortest(ast.ShortestK, k)
		checkRanked(rt, found(c.s.rows(p, "b r")), c.want(func(trail) bool { return true }), k)
	})
}

func TestShortestPathGroups(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		k := rapid.IntRange(1, 3).Draw(rt, "k")
		p := c.shortest(ast.ShortestKGroups, k)
		all := c.want(func(trail) bool { return true })
		var lengths []int
		for _, w := range all {
			lengths = append(lengths, len(w.rels))
		}
		slices.Sort(lengths)
		lengths = slices.Compact(lengths)
		lengths = lengths[:min(k, len(lengths))]
		all = slices.DeleteFunc(all, func(w trail) bool { return !slices.Contains(lengths, len(w.rels)) })
		sameBag(rt, found(c.s.rows(p, "b r")), texts(all))
	})
}

func TestShortestPathWithPredicate(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawPathCase(rt, t)
		p := c.shortest(ast.ShortestPath, -1)
		p.PathPredicate = c.s.expr("all(e IN r WHERE e.w % 3 > 0) AND length(p) >= 2")
		all := c.want(func(w trail) bool {
			return len(w.rels) >= 2 && !slices.ContainsFunc(w.rels, func(i int) bool { return i%3 == 0 })
		})
		checkRanked(rt, found(c.s.rows(p, "b r")), all, 1)
	})
}

// Predicates and filters that look at the hop, and at the path, agree with a filter behind.
func TestPathFilters(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(s *sketch, p *plan.ExpandVar)
	}{
		{"predicate", func(s *sketch, p *plan.ExpandVar) { p.EdgeVar, p.Predicate = s.slot("e"), s.expr("e.w <> 2") }},
		{"filter", func(s *sketch, p *plan.ExpandVar) {
			p.Filter = &plan.Lambda{Rel: s.slot("e"), Node: s.slot("n"), Path: batch.None, Weight: batch.None, Body: s.expr("e.w <> 2 AND n.i >= 0")}
		}},
		{"path", func(s *sketch, p *plan.ExpandVar) {
			p.Filter = &plan.Lambda{Rel: s.slot("e"), Node: s.slot("n"), Path: s.slot("p"), Weight: batch.None, Body: s.expr("all(x IN relationships(p) WHERE x.w <> 2)")}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				pc := drawPathCase(rt, t)
				allowed := func(w trail) bool { return !slices.Contains(w.rels, 2) }
				p := pc.expand(ast.VarLength)
				c.set(pc.s, p)
				sameBag(rt, found(pc.s.rows(p, "b r")), texts(pc.want(allowed)))
				// Breadth first, from one end and, if the filter is none of the path, from both.
				shortest := pc.want(allowed)
				reach := map[string]bool{}
				for _, w := range shortest {
					if w.simple() || pc.into && pc.a == pc.b && len(w.rels) == 0 {
						reach[fmt.Sprint(w.nodes[len(w.nodes)-1])] = true
					}
				}
				pc.s = newSketch(t, pc.db)
				p = pc.expand(ast.BFS)
				c.set(pc.s, p)
				for _, f := range found(pc.s.rows(p, "b r")) {
					if end, _, _ := strings.Cut(f, " "); !reach[end] {
						rt.Fatalf("%s was reached, but only %v can be", f, reach)
					}
				}
			})
		})
	}
}

func TestWeightErrors(t *testing.T) {
	db := graph(t, 3, nil, [2]int{0, 1}, [2]int{1, 2})
	for body, want := range map[string]string{
		"'x'":  "Weight must be numeric or a Duration, got string.",
		"-1":   "Weight must be non-negative, got -1.",
		"null": "Weight must be numeric or a Duration, got null.",
	} {
		c := &pathCase{db: db, s: newSketch(t, db), max: -1, min: 1}
		p := c.weighted(ast.WShortest)
		p.Weight.Body = c.s.expr(body)
		prog := c.s.prepare(p, "b")
		txn := db.Begin(engine.TxnOptions{})
		if _, err := collect(prog, start(txn)); err == nil || bare(err) != want {
			t.Errorf("%s: %v", body, err)
		}
		txn.Abort()
	}
}

func TestBoundErrors(t *testing.T) {
	db := graph(t, 2, nil, [2]int{0, 1})
	for _, bad := range []string{"-1", "1.5", "'a'", "null"} {
		c := &pathCase{db: db, s: newSketch(t, db), max: -1, min: 1}
		p := c.expand(ast.VarLength)
		p.Max = c.s.expr(bad)
		prog := c.s.prepare(p, "b")
		txn := db.Begin(engine.TxnOptions{})
		if _, err := collect(prog, start(txn)); !errors.Is(err, errBound) {
			t.Errorf("%s: %v", bad, err)
		}
		txn.Abort()
	}
}
