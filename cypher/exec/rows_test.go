package exec

import (
	"context"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

func TestCartesian(t *testing.T) {
	db := graph(t, 0, nil)
	s := newSketch(t, db)
	c := &plan.Cartesian{}
	c.Left, c.Right = s.from("x: [1, 2]"), s.from("y: ['a', 'b', 'c']")
	expect(t, s.rows(c, "x y"), "1 a\n1 b\n1 c\n2 a\n2 b\n2 c")
}

func TestCartesianFillsBatches(t *testing.T) {
	db := graph(t, 0, nil)
	s := newSketch(t, db)
	c := &plan.Cartesian{}
	c.Left, c.Right = s.from("x: range(1, 1025)"), s.from("y: range(1, 1025)")
	a := &plan.Aggregate{Calls: []plan.AggregateCall{{Func: "count", Slot: s.slot("c")}, {Func: "sum", Args: s.exprs("x * y"), Slot: s.slot("s")}}}
	a.Input = c
	expect(t, s.rows(a, "c s"), "1050625 276491930625")
}

func TestHashJoin(t *testing.T) {
	db := graph(t, 0, nil)
	s := newSketch(t, db)
	j := &plan.HashJoin{LeftKeys: s.exprs("x % 3"), RightKeys: s.exprs("y")}
	j.Left, j.Right = s.from("x: [1, 2, 3, null, 4]"), s.from("y: [1.0, null, 0, 1, 5]")
	expect(t, s.rows(j, "x y"), "1 1\n1 1\n3 0\n4 1\n4 1")
}

func TestUnion(t *testing.T) {
	db := graph(t, 0, nil)
	s := newSketch(t, db)
	u := &plan.Union{
		Branches: []plan.Operator{s.from("x: [1, 2]"), s.from("y: [2, 3]")},
		Columns:  [][]plan.Slot{s.slots("x"), s.slots("y")}, Out: s.slots("z"),
	}
	expect(t, s.rows(u, "z"), "1\n2\n2\n3")
}

func TestNamedPath(t *testing.T) {
	db := graph(t, 3, nil, [2]int{0, 1}, [2]int{2, 1})
	s := newSketch(t, db)
	h := s.hop(s.hop(s.filter(s.scan(s.from(), "a"), "a.i = 0"), "a r b", engine.Out), "b q c", engine.In)
	h.Distinct = s.slots("r")
	p := &plan.NamedPath{Path: s.slot("p"), Steps: []plan.PathStep{
		{Slot: s.slot("a"), Node: true}, {Slot: s.slot("r")}, {Slot: s.slot("b"), Node: true}, {Slot: s.slot("q")}, {Slot: s.slot("c"), Node: true},
	}}
	p.Input = h
	expect(t, s.rows(p, "p"), "(0)[0](1)[1](2)")
}

func TestUniqueness(t *testing.T) {
	db := graph(t, 3, nil, [2]int{0, 1}, [2]int{2, 1})
	s := newSketch(t, db)
	h := s.hop(s.hop(s.scan(s.from(), "a"), "a r b", engine.Out), "b q c", engine.In)
	u := &plan.Uniqueness{Rels: s.slots("r q")}
	u.Input = h
	expectBag(t, s.rows(u, "a c"), "(0) (2)\n(2) (0)")
}

func TestCountStore(t *testing.T) {
	db := graph(t, 3, []string{"A", "B"}, [2]int{0, 1}, [2]int{2, 1})
	for _, c := range []struct {
		p    plan.CountStore
		want string
	}{
		{plan.CountStore{}, "3"},
		{plan.CountStore{Label: "A"}, "2"},
		{plan.CountStore{Label: "C"}, "0"},
		{plan.CountStore{Relationships: true}, "2"},
		{plan.CountStore{Relationships: true, Type: "T"}, "2"},
	} {
		s := newSketch(t, db)
		p := c.p
		p.Slot = s.slot("n")
		expect(t, s.rows(&p, "n"), c.want)
	}
}

func TestCountStoreSeesOwnChanges(t *testing.T) {
	db := graph(t, 3, []string{"A", "B"})
	s := newSketch(t, db)
	s.plan.Writes = true
	create := &plan.Create{Nodes: []plan.CreateNode{{Slot: s.slot("n"), Labels: []ast.Label{{Name: "A"}}}}}
	create.Input = s.from("i: range(1, 2000)")
	a := &plan.Apply{Each: true}
	l := &plan.Limit{Count: s.expr("1"), Exhaust: true}
	l.Input = create
	a.Left, a.Right = l, &plan.CountStore{Label: "A", Slot: s.slot("c")}
	expect(t, s.rows(a, "c"), "1026")
}

func TestSeek(t *testing.T) {
	db := graph(t, 3000, []string{"A", "B"})
	spec := engine.IndexSpec{Kind: engine.IndexLabelProps, Label: db.Label("A"), Properties: []engine.PropertyID{db.Property("i")}}
	if err := db.CreateIndex(context.Background(), spec); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		seek func(s *sketch, p *plan.NodeIndexSeek)
		want string
	}{
		{"equal", func(s *sketch, p *plan.NodeIndexSeek) { p.Equal = s.exprs("x") }, "2\n4"},
		{"in", func(s *sketch, p *plan.NodeIndexSeek) { p.In = s.expr("[x, 6, 6.0, null, 7]") }, "2\n6\n6\n6\n4\n6"},
		{"range", func(s *sketch, p *plan.NodeIndexSeek) {
			p.Range = &plan.Range{Upper: s.expr("x"), UpperExclusive: true}
		}, "0\n0\n0\n2\n2"},
		{"null", func(s *sketch, p *plan.NodeIndexSeek) { p.Range = &plan.Range{Upper: s.expr("null")} }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSketch(t, db)
			p := &plan.NodeIndexSeek{Node: s.slot("n"), Index: db.Indexes()[0]}
			p.Input = s.from("x: [2, null, 3, 4]")
			c.seek(s, p)
			expectBag(t, s.rows(s.project(p, "i: n.i"), "i"), c.want)
		})
	}
}

func TestSeekOfManyRows(t *testing.T) {
	db := graph(t, 3000, []string{"A"})
	spec := engine.IndexSpec{Kind: engine.IndexLabelProps, Label: db.Label("A"), Properties: []engine.PropertyID{db.Property("i")}}
	if err := db.CreateIndex(context.Background(), spec); err != nil {
		t.Fatal(err)
	}
	s := newSketch(t, db)
	p := &plan.NodeIndexSeek{Node: s.slot("n"), Index: db.Indexes()[0], Keys: plan.Keys{Range: &plan.Range{Lower: s.expr("x")}}}
	p.Input = s.from("x: range(0, 2999)")
	a := &plan.Aggregate{Calls: []plan.AggregateCall{{Func: "count", Slot: s.slot("c")}, {Func: "min", Args: s.exprs("n.i - x"), Slot: s.slot("m")}}}
	a.Input = p
	expect(t, s.rows(a, "c m"), "4501500 0")
}

func TestByID(t *testing.T) {
	db := graph(t, 3, nil, [2]int{0, 1}, [2]int{2, 1})
	s := newSketch(t, db)
	p := &plan.NodeByID{Node: s.slot("n"), ID: s.expr("x"), Many: true}
	p.Input = s.from("x: [[0, 2, 2.0, 9, -1, 'a'], null, [1]]")
	expect(t, s.rows(p, "n"), "(0)\n(2)\n(1)")
	s = newSketch(t, db)
	q := &plan.RelationshipByID{Rel: s.slot("r"), From: s.slot("a"), To: s.slot("b"), ID: s.expr("'1'"), ElementID: true, Undirected: true}
	q.Input = s.from()
	expect(t, s.rows(q, "r a b"), "[1] (2) (1)\n[1] (1) (2)")
}

func TestRelationshipScan(t *testing.T) {
	db := graph(t, 3, nil, [2]int{0, 1}, [2]int{2, 2})
	for undirected, want := range map[bool]string{false: "[0] (0) (1)\n[1] (2) (2)", true: "[0] (0) (1)\n[0] (1) (0)\n[1] (2) (2)"} {
		s := newSketch(t, db)
		p := &plan.RelationshipScan{Rel: s.slot("r"), From: s.slot("a"), To: s.slot("b"), Undirected: undirected}
		p.Types, p.TypeNames, _ = s.types([]string{"T"})
		p.Input = s.from()
		expect(t, s.rows(p, "r a b"), want)
	}
}
