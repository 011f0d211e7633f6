package exec

import (
	"context"
	"strings"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// clause parses one updating clause.
func (s *sketch) clause(text string) ast.Clause {
	s.t.Helper()
	st, err := parser.Parse("MATCH (zz) " + text)
	if err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
	c := st.(*ast.Query).Parts[0].Clauses[1]
	s.bind(c)
	return c
}

func (s *sketch) set(in plan.Operator, text string) plan.Operator {
	s.t.Helper()
	p := &plan.Set{Items: s.clause(text).(*ast.Set).Items}
	p.Input = in
	return p
}

func (s *sketch) remove(in plan.Operator, text string) plan.Operator {
	s.t.Helper()
	p := &plan.Remove{Items: s.clause(text).(*ast.Remove).Items}
	p.Input = in
	return p
}

// counted runs a plan and returns its counters as well.
func (s *sketch) counted(root plan.Operator, columns string) (string, Counters, error) {
	s.t.Helper()
	s.plan.Writes = true
	prog := s.prepare(root, columns)
	txn := s.db.Begin(engine.TxnOptions{})
	rows, counters, err := collectCounted(prog, start(txn))
	if err != nil {
		txn.Abort()
		return "", counters, err
	}
	if err := txn.Commit(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	return rows, counters, nil
}

func collectCounted(prog *Program, st Start) (string, Counters, error) {
	x, err := prog.Start(context.Background(), st)
	if err != nil {
		return "", Counters{}, err
	}
	defer x.Close()
	rows, err := read(prog, x)
	return show(rows), x.Counters(), err
}

func TestSet(t *testing.T) {
	for _, c := range []struct {
		name, set, read, want string
		counters              Counters
		err                   string
	}{
		{name: "property", set: "SET n.x = n.i + 1", read: "n.x", want: "1\n2\n3", counters: Counters{PropertiesSet: 3}},
		{name: "in order", set: "SET n.x = n.i, n.i = 7, n.y = n.i", read: "[n.x, n.i, n.y]", want: "[0,7,7]\n[1,7,7]\n[2,7,7]", counters: Counters{PropertiesSet: 9}},
		{name: "null removes", set: "SET n.i = null, n.none = null", read: "n.i", want: "null\nnull\nnull", counters: Counters{PropertiesSet: 3}},
		{name: "map", set: "SET n = {a: n.i, b: null}", read: "properties(n)", want: "{a:0}\n{a:1}\n{a:2}", counters: Counters{PropertiesSet: 6}},
		{name: "merge map", set: "SET n += {a: 1, i: null}", read: "properties(n)", want: "{a:1}\n{a:1}\n{a:1}", counters: Counters{PropertiesSet: 6}},
		{name: "from a node", set: "SET n.x = 1 SET n += n", read: "properties(n)", want: "{i:0,x:1}\n{i:1,x:1}\n{i:2,x:1}"},
		{name: "dynamic key", set: "SET n['k' + toString(n.i)] = 1", read: "keys(n)", want: "[i,k0]\n[i,k1]\n[i,k2]"},
		{name: "labels", set: "SET n:A:B:C", read: "labels(n)", want: "[A,B,C]\n[B,A,C]\n[A,B,C]", counters: Counters{LabelsAdded: 6}},
		{name: "nested", set: "SET n.a.b.c = n.i SET n.a.d = null", read: "n.a", want: "{b:{c:0},d:null}\n{b:{c:1},d:null}\n{b:{c:2},d:null}"},
		{name: "nested merge", set: "SET n.a.b = {x: 1} SET n.a.b += {y: 2} SET n.a += {z: 3}", read: "n.a", want: "{b:{x:1,y:2},z:3}\n{b:{x:1,y:2},z:3}\n{b:{x:1,y:2},z:3}"},
		{name: "nested in a number", set: "SET n.i.b = 1", err: "not a map"},
		{name: "no map", set: "SET n = 1", err: "Right-hand side in SET expression must be a node, an edge or a map."},
		{name: "not storable", set: "SET n.x = n", err: "'vertex' cannot be used as a property value."},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := graph(t, 3, []string{"A", "B"})
			s := newSketch(t, db)
			root := s.scan(s.from(), "n")
			for _, text := range strings.Split(c.set, " SET ") {
				root = s.set(root, "SET "+strings.TrimPrefix(text, "SET "))
			}
			e := &plan.EmptyResult{}
			e.Input = root
			_, counters, err := s.counted(e, "")
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("got %v, want %s", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.counters != (Counters{}) && counters != c.counters {
				t.Errorf("counters %+v, want %+v", counters, c.counters)
			}
			check := newSketch(t, db)
			expect(t, check.rows(check.project(check.scan(check.from(), "n"), "x: "+c.read), "x"), c.want)
		})
	}
}

// A row sees what the row before has written to the same node.
func TestSetRepeatedly(t *testing.T) {
	db := graph(t, 2, nil)
	s := newSketch(t, db)
	root := s.set(s.scan(s.from("k: range(1, 1500)"), "n"), "SET n.i = n.i + k")
	e := &plan.EmptyResult{}
	e.Input = root
	if _, _, err := s.counted(e, ""); err != nil {
		t.Fatal(err)
	}
	check := newSketch(t, db)
	expect(t, check.rows(check.project(check.scan(check.from(), "n"), "i: n.i"), "i"), "1125750\n1125751")
}

func TestRemove(t *testing.T) {
	for _, c := range []struct{ name, remove, want, err string }{
		{name: "property", remove: "REMOVE n.i, n.none", want: "{m:{a:1,b:{c:2}}} [A]"},
		{name: "label", remove: "REMOVE n:A:None", want: "{i:0,m:{a:1,b:{c:2}}} []"},
		{name: "nested", remove: "REMOVE n.m.b.c", want: "{i:0,m:{a:1,b:{}}} [A]"},
		{name: "dynamic", remove: "REMOVE n['m']", want: "{i:0} [A]"},
		{name: "nonexistent", remove: "REMOVE n.m.x", err: "Nested property 'x' is nonexistent!"},
		{name: "nonexistent below", remove: "REMOVE n.x.y", err: "Nested property 'x' is nonexistent!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := graph(t, 1, []string{"A"})
			s := newSketch(t, db)
			root := s.remove(s.set(s.scan(s.from(), "n"), "SET n.m = {a: 1, b: {c: 2}}"), c.remove)
			_, _, err := s.counted(root, "")
			if c.err != "" {
				if err == nil || bare(err) != c.err {
					t.Fatalf("got %v, want %s", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			check := newSketch(t, db)
			expect(t, check.rows(check.project(check.scan(check.from(), "n"), "x: properties(n)", "l: labels(n)"), "x l"), c.want)
		})
	}
}

func TestDelete(t *testing.T) {
	for _, c := range []struct {
		name, exprs string
		detach      bool
		counters    Counters
		err         string
	}{
		{name: "all of it", exprs: "a r b", counters: Counters{NodesDeleted: 3, RelationshipsDeleted: 2}},
		{name: "detach", exprs: "a null", detach: true, counters: Counters{NodesDeleted: 2, RelationshipsDeleted: 2}},
		{name: "relationships", exprs: "r r", counters: Counters{RelationshipsDeleted: 2}},
		{name: "attached", exprs: "a", err: "Failed to remove node because of its existing connections. Consider using DETACH DELETE."},
		{name: "no entity", exprs: "1", err: "Edges, vertices and paths can be deleted."},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := graph(t, 3, nil, [2]int{0, 1}, [2]int{1, 2})
			s := newSketch(t, db)
			d := &plan.Delete{Detach: c.detach, Exprs: s.exprs(strings.Fields(c.exprs)...)}
			acc := &plan.Accumulate{}
			acc.Input = s.hop(s.scan(s.from(), "a"), "a r b", engine.Out)
			d.Input = acc
			rows, counters, err := s.counted(d, "a")
			if c.err != "" {
				if err == nil || bare(err) != c.err {
					t.Fatalf("got %v, want %s", err, c.err)
				}
				return
			}
			if err != nil || rows != "(0)\n(1)" || counters != c.counters {
				t.Fatalf("got %s, %+v, %v", rows, counters, err)
			}
		})
	}
}

// mergeNode is MERGE (n:L {k: x}) with actions.
func (s *sketch) mergeNode(in plan.Operator, onCreate, onMatch string) *plan.Merge {
	match := s.filter(s.scan(&plan.Argument{}, "n", "L"), "n.k = x")
	create := &plan.Create{NonNull: true, Nodes: []plan.CreateNode{
		{Slot: s.slot("n"), Labels: []ast.Label{{Name: "L"}}, Properties: s.expr("{k: x}")},
	}}
	create.Input = &plan.Argument{}
	m := &plan.Merge{Input: in, Match: match, Create: create}
	if onCreate != "" {
		m.Create = s.set(create, "SET "+onCreate)
	}
	if onMatch != "" {
		m.Match = s.set(match, "SET "+onMatch)
	}
	return m
}

func TestMergeNode(t *testing.T) {
	for _, c := range []struct {
		name, list, onCreate, onMatch, want string
		created                             int64
	}{
		{name: "each key once", list: "[1, 2, 1, 3, 2]", want: "1 0\n2 1\n1 0\n3 2\n2 1", created: 3},
		{name: "actions", list: "[1, 2, 1, 1]", onCreate: "n.c = 1", onMatch: "n.c = n.c + 1", want: "1 0\n2 1\n1 0\n1 0", created: 2},
		{name: "actions on the key", list: "[1, 2, 1]", onCreate: "n.k = 2", want: "1 0\n2 0\n1 1", created: 2},
		{name: "not equal to itself", list: "[[null], [null]]", want: "[null] 0\n[null] 1", created: 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := graph(t, 0, nil)
			s := newSketch(t, db)
			m := s.mergeNode(s.from("x: "+c.list), c.onCreate, c.onMatch)
			rows, counters, err := s.counted(s.project(m, "x: x", "id: id(n)"), "x id")
			if err != nil || rows != c.want || counters.NodesCreated != c.created {
				t.Fatalf("got\n%s\n%+v, %v", rows, counters, err)
			}
			if c.name == "actions" {
				check := newSketch(t, db)
				expect(t, check.rows(check.project(check.scan(check.from(), "n"), "c: n.c"), "c"), "3\n1")
			}
		})
	}
}

func TestMergeRefusesNull(t *testing.T) {
	db := graph(t, 0, nil)
	s := newSketch(t, db)
	_, _, err := s.counted(s.mergeNode(s.from("x: [1, null]"), "", ""), "n")
	if err == nil || bare(err) != "Can't have null literal properties inside merge (n.k)!" {
		t.Fatal(err)
	}
}

func TestMergeRelationship(t *testing.T) {
	db := graph(t, 3, nil, [2]int{0, 1})
	s := newSketch(t, db)
	in := s.filter(s.scan(s.scan(s.from("k: [1, 2]"), "a"), "b"), "a.i < b.i")
	match := s.hop(&plan.Argument{}, "a r b", engine.Out, "T")
	match.Into = true
	create := &plan.Create{NonNull: true, Relationships: []plan.CreateRelationship{
		{Slot: s.slot("r"), From: s.slot("a"), To: s.slot("b"), Type: ast.Label{Name: "T"}},
	}}
	create.Input = &plan.Argument{}
	m := &plan.Merge{Input: in, Match: match, Create: create}
	rows, counters, err := s.counted(m, "k a r b")
	want := "1 (0) [0] (1)\n1 (0) [1] (2)\n1 (1) [2] (2)\n2 (0) [0] (1)\n2 (0) [1] (2)\n2 (1) [2] (2)"
	if err != nil || rows != want || counters.RelationshipsCreated != 2 {
		t.Fatalf("got\n%s\n%+v, %v", rows, counters, err)
	}
}

func TestForeach(t *testing.T) {
	db := graph(t, 2, nil)
	s := newSketch(t, db)
	c := &plan.Create{Nodes: []plan.CreateNode{{Slot: s.slot("m"), Properties: s.expr("{v: n.i * 10 + x}")}}}
	c.Input = &plan.Argument{}
	acc := &plan.Accumulate{}
	acc.Input = s.scan(s.from(), "n")
	f := &plan.Foreach{Slot: s.slot("x"), List: s.expr("range(1, 1500 * n.i + 1)"), Body: c}
	f.Input = acc
	rows, counters, err := s.counted(f, "n")
	if err != nil || rows != "(0)\n(1)" || counters.NodesCreated != 1502 {
		t.Fatalf("%s %+v %v", rows, counters, err)
	}
}

// An element sees what the body did for the one before.
func TestForeachInOrder(t *testing.T) {
	db := graph(t, 1, nil)
	s := newSketch(t, db)
	body := s.set(s.set(&plan.Argument{}, "SET n.a = coalesce(n.b, 0) + x"), "SET n.b = n.a * 2")
	f := &plan.Foreach{Slot: s.slot("x"), List: s.expr("[1, 2, 3]"), Body: body}
	f.Input = s.scan(s.from(), "n")
	if _, _, err := s.counted(f, ""); err != nil {
		t.Fatal(err)
	}
	check := newSketch(t, db)
	expect(t, check.rows(check.project(check.scan(check.from(), "n"), "a: n.a", "b: n.b"), "a b"), "11 22")
}
