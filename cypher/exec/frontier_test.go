package exec

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// walkCase is a chain of hops, some of which must differ from those before.
type walkCase struct {
	g      network
	starts []int
	dirs   []engine.Direction
	free   []bool // a hop that need not differ from those before it, nor do the later from those
	labels []string
}

func drawWalkCase(t *rapid.T) walkCase {
	c := walkCase{g: drawNetwork(t)}
	for range rapid.IntRange(0, 5).Draw(t, "more edges") {
		c.g.edges = append(c.g.edges, [2]int{rapid.IntRange(0, c.g.n-1).Draw(t, "from"), rapid.IntRange(0, c.g.n-1).Draw(t, "to")})
	}
	c.starts = rapid.SliceOfNDistinct(rapid.IntRange(0, c.g.n-1), 1, c.g.n, rapid.ID[int]).Draw(t, "starts")
	for i := range rapid.IntRange(2, 5).Draw(t, "hops") {
		c.dirs = append(c.dirs, drawDirection(t))
		c.free = append(c.free, i == 0 || rapid.IntRange(0, 4).Draw(t, "free") == 0)
		c.labels = append(c.labels, rapid.SampledFrom([]string{"", "", "", "A"}).Draw(t, "label"))
	}
	return c
}

// ends are the last nodes of all walks that are allowed.
func (c walkCase) ends() []string {
	found := map[int]bool{}
	var walk func(at int, rels []int)
	walk = func(at int, rels []int) {
		i := len(rels)
		if i == len(c.dirs) {
			found[at] = true
			return
		}
		group := i
		for group > 0 && !c.free[group] {
			group--
		}
		for e, edge := range c.g.edges {
			if slices.Contains(rels[group:], e) {
				continue
			}
			for _, step := range [][2]int{edge, {edge[1], edge[0]}} {
				forward := step == edge
				if step[0] != at || c.dirs[i] == engine.Out && !forward || c.dirs[i] == engine.In && forward && edge[0] != edge[1] {
					continue
				}
				if c.labels[i] == "" || step[1]%2 == 0 { // even nodes have the label A
					walk(step[1], append(slices.Clone(rels), e))
				}
			}
		}
	}
	for _, s := range c.starts {
		walk(s, nil)
	}
	var out []string
	for at := range found {
		out = append(out, fmt.Sprintf("(%d)", at))
	}
	return out
}

// plan is the chain below a Distinct; what is live is only what it needs.
func (c walkCase) plan(s *sketch) plan.Operator {
	scan := s.scan(s.from(), "n0")
	in := s.filter(scan, fmt.Sprintf("n0.i IN %s", list(c.starts)))
	scan.Common().Live, in.Common().Live = s.slots("n0"), s.slots("n0")
	group := 0
	hops := make([]*plan.Expand, len(c.dirs))
	for i, dir := range c.dirs {
		h := s.hop(in, fmt.Sprintf("n%d r%d n%d", i, i, i+1), dir)
		if c.free[i] {
			group = i
		}
		for j := group; j < i; j++ {
			h.Distinct = append(h.Distinct, s.slot(fmt.Sprintf("r%d", j)))
		}
		if c.labels[i] != "" {
			h.ToLabels = s.labels(c.labels[i])
		}
		hops[i], in = h, h
	}
	for i, h := range hops {
		h.Live = append(h.Live, h.To)
		for _, later := range hops[i+1:] {
			for _, d := range later.Distinct {
				if d <= h.Rel && !contains(h.Live, d) {
					h.Live = append(h.Live, d)
				}
			}
		}
		if !usedBehind(h.Rel, hops) {
			h.Rel = batch.None
		}
	}
	d := &plan.Distinct{Slots: []plan.Slot{hops[len(hops)-1].To}}
	d.Input = in
	return d
}

func list(numbers []int) string {
	out := "["
	for i, n := range numbers {
		if i > 0 {
			out += ", "
		}
		out += fmt.Sprint(n)
	}
	return out + "]"
}

func TestFrontier(t *testing.T) {
	fused, cases := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		cases++
		c := drawWalkCase(rt)
		db := graph(t, c.g.n, []string{"A", "B"}, c.g.edges...)
		s := newSketch(t, db)
		root := c.plan(s)
		last := fmt.Sprintf("n%d", len(c.dirs))
		prog := s.prepare(root, last)
		x, err := build(prog)
		if err != nil {
			rt.Fatal(err)
		}
		for _, n := range x.nodes {
			if _, ok := n.op.(*frontier); ok {
				fused++
			}
		}
		var got []string
		for _, row := range s.rows(root, last) {
			got = append(got, literal(row[0]))
		}
		sameBag(rt, got, c.ends())
	})
	if fused < cases/2 {
		t.Errorf("only %d chains of %d were followed as a whole", fused, cases)
	}
}

// Counting walks without following their last hop counts the same.
func TestDegrees(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawWalkCase(rt)
		c.labels[len(c.labels)-1] = ""
		db := graph(t, c.g.n, []string{"A", "B"}, c.g.edges...)
		counts := [2]string{}
		for i := range counts {
			s := newSketch(t, db)
			in := c.plan(s).Inputs()[0]
			if i == 1 { // a hop that is filtered cannot be counted unseen
				in = s.filter(in, fmt.Sprintf("n%d IS NOT NULL", len(c.dirs)))
			}
			a := &plan.Aggregate{Keys: s.items("k: n0.i"), Calls: []plan.AggregateCall{{Func: "count", Slot: s.slot("c")}}}
			a.Input = in
			for _, p := range []plan.Operator{in, in.Inputs()[0]} {
				p.Common().Live = nil
			}
			for p := in; len(p.Inputs()) > 0; p = p.Inputs()[0] {
				p.Common().Live = append(p.Common().Live, s.slot("n0"))
				for j := range c.dirs {
					p.Common().Live = append(p.Common().Live, s.slots(fmt.Sprintf("n%d r%d n%d", j, j, j+1))...)
				}
			}
			rows := strings.Split(show(s.rows(a, "k c")), "\n")
			slices.Sort(rows)
			counts[i] = strings.Join(rows, ",")
		}
		if counts[0] != counts[1] {
			rt.Fatalf("%s without following, %s with", counts[0], counts[1])
		}
	})
}

// A family stands for all ways: whatever is to be avoided, it has a way that does if there is any.
func TestFamily(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := family{size: rapid.IntRange(1, 3).Draw(t, "size"), ahead: rapid.IntRange(0, 3).Draw(t, "ahead")}
		rel := rapid.Uint64Range(1, 6)
		var all [][]uint64
		for range rapid.IntRange(1, 12).Draw(t, "ways") {
			way := rapid.SliceOfNDistinct(rel, f.size, f.size, rapid.ID[uint64]).Draw(t, "way")
			all = append(all, way)
			if f.n() == 0 || f.needs(way) {
				f.ways = append(f.ways, way...)
			}
		}
		if most := (&frontierHop{size: f.size, ahead: f.ahead}).waysPerNode(); f.n() > most {
			t.Fatalf("%d ways are kept, %d at most", f.n(), most)
		}
		avoid := rapid.SliceOfNDistinct(rel, f.ahead, f.ahead, rapid.ID[uint64]).Draw(t, "avoid")
		free := func(way []uint64) bool { return !meets(way, avoid) }
		kept := false
		for i := range f.n() {
			kept = kept || free(f.way(i))
		}
		if slices.ContainsFunc(all, free) != kept {
			t.Fatalf("avoiding %v: all %v, kept %v", avoid, all, f.ways)
		}
		if !f.needs(nil) && !kept {
			t.Fatalf("the family %v is complete, but %v meets all of it", f.ways, avoid)
		}
	})
}
