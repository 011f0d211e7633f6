package exec

import (
	"testing"

	"memgraphd/cypher/ast"

	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

func TestScanFilterProject(t *testing.T) {
	for _, n := range []int{1, 7, 1023, 1024, 1025, 3000} {
		db := graph(t, n, []string{"A", "B"})
		s := newSketch(t, db)
		root := s.project(s.filter(s.scan(s.from(), "n", "B"), "n.i < 6"), "x: n.i * 10")
		want := map[int]string{1: "", 7: "10\n30\n50"}[min(n, 7)]
		expect(t, s.rows(root, "x"), want)
	}
}

func TestScanForEachRow(t *testing.T) {
	db := graph(t, 3, nil)
	s := newSketch(t, db)
	root := s.project(s.scan(s.from("x: [10, 20]"), "n"), "y: x + n.i")
	expect(t, s.rows(root, "y"), "10\n11\n12\n20\n21\n22")
}

func TestExpand(t *testing.T) {
	db := graph(t, 4, []string{"A", "B"}, [2]int{0, 1}, [2]int{0, 2}, [2]int{1, 2}, [2]int{2, 2}, [2]int{0, 1})
	for _, c := range []struct {
		name string
		make func(s *sketch) plan.Operator
		want string
	}{
		{
			"out", func(s *sketch) plan.Operator { return s.hop(s.scan(s.from(), "a"), "a r b", engine.Out) },
			"(0) [0] (1)\n(0) [1] (2)\n(0) [4] (1)\n(1) [2] (2)\n(2) [3] (2)",
		},
		{
			"in", func(s *sketch) plan.Operator { return s.hop(s.scan(s.from(), "a"), "a r b", engine.In) },
			"(1) [0] (0)\n(2) [1] (0)\n(1) [4] (0)\n(2) [2] (1)\n(2) [3] (2)",
		},
		{"both", func(s *sketch) plan.Operator {
			return s.hop(s.filter(s.scan(s.from(), "a"), "a.i = 2"), "a r b", engine.Both)
		}, "(2) [1] (0)\n(2) [2] (1)\n(2) [3] (2)"},
		{"label", func(s *sketch) plan.Operator {
			h := s.hop(s.scan(s.from(), "a"), "a r b", engine.Out)
			h.ToLabels = s.labels("B")
			return h
		}, "(0) [0] (1)\n(0) [4] (1)"},
		{"no such type", func(s *sketch) plan.Operator { return s.hop(s.scan(s.from(), "a"), "a r b", engine.Out, "U") }, ""},
		{"into", func(s *sketch) plan.Operator {
			h := s.hop(s.filter(s.scan(s.scan(s.from(), "a"), "b"), "a.i = 0"), "a r b", engine.Out)
			h.Into = true
			return h
		}, "(0) [0] (1)\n(0) [1] (2)\n(0) [4] (1)"},
		{"distinct", func(s *sketch) plan.Operator {
			first := s.hop(s.filter(s.scan(s.from(), "a"), "a.i = 2"), "a q c", engine.Both)
			h := s.hop(first, "c r b", engine.Both)
			h.Distinct = s.slots("q")
			return s.filter(h, "a.i = 2")
		}, "(2) [0] (1)\n(2) [4] (1)\n(2) [0] (0)\n(2) [4] (0)\n(2) [1] (0)\n(2) [2] (1)"},
		{"optional", func(s *sketch) plan.Operator {
			h := s.hop(s.filter(s.scan(s.from(), "a"), "a.i > 0"), "a r b", engine.Out)
			h.Optional = true
			return h
		}, "(1) [2] (2)\n(2) [3] (2)\n(3) null null"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSketch(t, db)
			expectBag(t, s.rows(c.make(s), "a r b"), c.want)
		})
	}
}

func TestOptionalKeepsOrder(t *testing.T) {
	db := graph(t, 5, nil, [2]int{1, 0}, [2]int{1, 0}, [2]int{3, 0})
	s := newSketch(t, db)
	h := s.hop(s.scan(s.from(), "a"), "a r b", engine.Out)
	h.Optional = true
	expect(t, s.rows(s.project(h, "x: a.i", "y: b.i"), "x y"), "0 null\n1 0\n1 0\n2 null\n3 0\n4 null")
}

func TestAggregate(t *testing.T) {
	db := graph(t, 2000, []string{"A", "B"})
	s := newSketch(t, db)
	a := &plan.Aggregate{Keys: s.items("k: n.i % 3"), Calls: []plan.AggregateCall{
		{Func: "count", Slot: s.slot("c")},
		{Func: "sum", Args: s.exprs("n.i"), Slot: s.slot("s")},
	}}
	a.Input = s.scan(s.from(), "n")
	expect(t, s.rows(a, "k c s"), "0 667 666333\n1 667 667000\n2 666 665667")
}

func TestAggregateWithoutRows(t *testing.T) {
	db := graph(t, 0, nil)
	s := newSketch(t, db)
	a := &plan.Aggregate{Calls: []plan.AggregateCall{{Func: "count", Slot: s.slot("c")}, {Func: "max", Args: s.exprs("n.i"), Slot: s.slot("m")}}}
	a.Input = s.scan(s.from(), "n")
	expect(t, s.rows(a, "c m"), "0 null")
}

func TestSortSkipLimit(t *testing.T) {
	db := graph(t, 3000, nil)
	s := newSketch(t, db)
	o := &plan.Sort{Keys: []plan.SortKey{{Expr: s.expr("n.i % 1000"), Descending: true}, {Expr: s.expr("n.i")}}}
	o.Input = s.scan(s.from(), "n")
	k := &plan.Skip{Count: s.expr("1")}
	k.Input = o
	l := &plan.Limit{Count: s.expr("4")}
	l.Input = k
	expect(t, s.rows(s.project(l, "x: n.i"), "x"), "1999\n2999\n998\n1998")
}

func TestTop(t *testing.T) {
	db := graph(t, 20000, nil)
	s := newSketch(t, db)
	o := &plan.Sort{Keys: []plan.SortKey{{Expr: s.expr("n.i % 7000"), Descending: true}}, Limit: s.exprs("2", "3")}
	o.Input = s.scan(s.from(), "n")
	expect(t, s.rows(s.project(o, "x: n.i"), "x"), "6999\n13999\n6998\n13998\n6997")
}

func TestUnwindDistinct(t *testing.T) {
	db := graph(t, 0, nil)
	s := newSketch(t, db)
	d := &plan.Distinct{Slots: s.slots("x y")}
	d.Input = s.from("x: [1, 2, 1.0, null, null]", "y: [x, 2]")
	expect(t, s.rows(d, "x y"), "1 1\n1 2\n2 2\nnull null\nnull 2")
}

func TestCreate(t *testing.T) {
	for _, n := range []string{"1", "7", "1023", "1024", "1025"} {
		db := graph(t, 0, nil)
		s := newSketch(t, db)
		s.plan.Writes = true
		c := &plan.Create{
			Nodes: []plan.CreateNode{
				{Slot: s.slot("a"), Labels: []ast.Label{{Name: "A"}}, Properties: s.expr("{x: i, y: null}")},
				{Slot: s.slot("b"), Properties: s.expr("{x: i * 2}")},
			},
			Relationships: []plan.CreateRelationship{
				{Slot: s.slot("r"), From: s.slot("a"), To: s.slot("b"), Type: ast.Label{Name: "R"}, Properties: s.expr("{w: i}")},
			},
		}
		c.Input = s.from("i: range(1, " + n + ")")
		s.rows(c, "")
		check := newSketch(t, db)
		h := check.hop(check.scan(check.from(), "a", "A"), "a r b", engine.Out, "R")
		a := &plan.Aggregate{Calls: []plan.AggregateCall{
			{Func: "count", Slot: check.slot("c")},
			{Func: "min", Args: check.exprs("b.x - r.w - a.x"), Slot: check.slot("least")},
			{Func: "max", Args: check.exprs("b.x - r.w - a.x"), Slot: check.slot("most")},
		}}
		a.Input = h
		expect(t, check.rows(a, "c least most"), n+" 0 0")
	}
}

func TestApply(t *testing.T) {
	db := graph(t, 4, nil, [2]int{1, 0}, [2]int{1, 2}, [2]int{3, 0})
	s := newSketch(t, db)
	right := s.hop(&plan.Argument{}, "a r b", engine.Out)
	a := &plan.Apply{Optional: true, Nulls: s.slots("r b")}
	a.Left, a.Right = s.scan(s.from(), "a"), right
	expect(t, s.rows(s.project(a, "x: a.i", "y: b.i"), "x y"), "0 null\n1 0\n1 2\n2 null\n3 0")
}

func TestApplyCountsRowByRow(t *testing.T) {
	db := graph(t, 1025, nil, [2]int{1, 0}, [2]int{1, 2}, [2]int{3, 0})
	s := newSketch(t, db)
	count := &plan.Aggregate{Calls: []plan.AggregateCall{{Func: "count", Args: s.exprs("b"), Slot: s.slot("c")}}}
	count.Input = s.hop(&plan.Argument{}, "a r b", engine.Out)
	a := &plan.Apply{Each: true}
	a.Left, a.Right = s.scan(s.from(), "a"), count
	expect(t, s.rows(s.project(s.filter(a, "a.i < 5"), "x: a.i", "c: c"), "x c"), "0 0\n1 2\n2 0\n3 1\n4 0")
}

func TestSemiApply(t *testing.T) {
	db := graph(t, 4, nil, [2]int{1, 0}, [2]int{1, 2}, [2]int{3, 0})
	for anti, want := range map[bool]string{false: "1\n3", true: "0\n2"} {
		s := newSketch(t, db)
		a := &plan.SemiApply{Anti: anti}
		a.Left, a.Right = s.scan(s.from(), "a"), s.hop(&plan.Argument{}, "a r b", engine.Out)
		expect(t, s.rows(s.project(a, "x: a.i"), "x"), want)
	}
}
