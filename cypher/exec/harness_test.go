package exec

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// sketch helps to write plans by hand: variables are known by name, and every
// column is live everywhere.
type sketch struct {
	t     testing.TB
	db    *engine.Database
	plan  plan.Plan
	names map[string]plan.Slot
}

func newSketch(t testing.TB, db *engine.Database) *sketch {
	s := &sketch{t: t, db: db, names: map[string]plan.Slot{}}
	s.plan.Slots = map[*ast.Variable]plan.Slot{}
	s.plan.Subplans = map[ast.Expr]*plan.Subplan{}
	return s
}

// slot returns the slot of a variable.
func (s *sketch) slot(name string) plan.Slot {
	if name == "" {
		return batch.None
	}
	slot, ok := s.names[name]
	if !ok {
		slot = plan.Slot(s.plan.NumSlots)
		s.plan.NumSlots++
		s.names[name] = slot
		s.plan.SlotNames = append(s.plan.SlotNames, name)
	}
	return slot
}

func (s *sketch) slots(names string) []plan.Slot {
	var out []plan.Slot
	for _, name := range strings.Fields(names) {
		out = append(out, s.slot(name))
	}
	return out
}

// expr parses an expression.
func (s *sketch) expr(text string) ast.Expr {
	s.t.Helper()
	st, err := parser.Parse("RETURN " + text)
	if err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
	e := st.(*ast.Query).Parts[0].Clauses[0].(*ast.Return).Items[0].Expr
	s.bind(e)
	return e
}

func (s *sketch) bind(n any) {
	ast.Inspect(n, func(n any) bool {
		if v, ok := n.(*ast.Variable); ok && v != nil {
			s.plan.Slots[v] = s.slot(v.Name)
		}
		return true
	})
}

func (s *sketch) exprs(texts ...string) []ast.Expr {
	s.t.Helper()
	var out []ast.Expr
	for _, t := range texts {
		out = append(out, s.expr(t))
	}
	return out
}

// items parses "slot: expression" pairs.
func (s *sketch) items(texts ...string) []plan.Assignment {
	s.t.Helper()
	var out []plan.Assignment
	for _, t := range texts {
		name, e, _ := strings.Cut(t, ": ")
		out = append(out, plan.Assignment{Slot: s.slot(name), Expr: s.expr(e), Name: name})
	}
	return out
}

// from is Once, or a list unwound into a variable.
func (s *sketch) from(unwind ...string) plan.Operator {
	var op plan.Operator = &plan.Once{}
	for _, t := range unwind {
		name, e, _ := strings.Cut(t, ": ")
		u := &plan.Unwind{List: s.expr(e), Slot: s.slot(name)}
		u.Input = op
		op = u
	}
	return op
}

func (s *sketch) scan(in plan.Operator, node string, labels ...string) plan.Operator {
	p := &plan.NodeScan{Node: s.slot(node), Labels: s.labels(labels...)}
	p.Input = in
	return p
}

func (s *sketch) labels(labels ...string) *plan.LabelTest {
	if len(labels) == 0 {
		return nil
	}
	and := &ast.LabelAnd{}
	for _, l := range labels {
		and.Parts = append(and.Parts, &ast.LabelName{Label: ast.Label{Name: l}})
	}
	return &plan.LabelTest{Expr: and}
}

func (s *sketch) filter(in plan.Operator, predicates ...string) plan.Operator {
	p := &plan.Filter{Predicates: s.exprs(predicates...)}
	p.Input = in
	return p
}

func (s *sketch) project(in plan.Operator, items ...string) plan.Operator {
	p := &plan.Project{Items: s.items(items...)}
	p.Input = in
	return p
}

// hop parses "from rel to".
func (s *sketch) hop(in plan.Operator, names string, dir engine.Direction, types ...string) *plan.Expand {
	n := strings.Split(names, " ")
	p := &plan.Expand{From: s.slot(n[0]), Rel: s.slot(n[1]), To: s.slot(n[2]), Direction: dir}
	p.Types, p.TypeNames, p.NoTypes = s.types(types)
	p.Input = in
	return p
}

func (s *sketch) types(names []string) (ids []engine.TypeID, _ []string, none bool) {
	for _, name := range names {
		if id, ok := s.db.FindType(name); ok {
			ids = append(ids, id)
		}
	}
	return ids, names, len(names) > 0 && len(ids) == 0
}

// finish makes every slot live where the test did not say otherwise.
func (s *sketch) finish(root plan.Operator, columns string) *plan.Plan {
	s.plan.Root = root
	for _, name := range strings.Fields(columns) {
		s.plan.Columns = append(s.plan.Columns, plan.Column{Name: name, Slot: s.slot(name)})
	}
	var all []plan.Slot
	for slot := range s.plan.NumSlots {
		all = append(all, plan.Slot(slot))
	}
	var walk func(p plan.Operator)
	walk = func(p plan.Operator) {
		if p.Common().Live == nil {
			p.Common().Live = all
		}
		for _, in := range p.Inputs() {
			walk(in)
		}
	}
	walk(root)
	for _, sub := range s.plan.Subplans {
		walk(sub.Root)
	}
	return &s.plan
}

// start is what executions are started with unless a test says otherwise.
func start(txn *engine.Txn) Start {
	return Start{
		Txn: txn, Now: time.Unix(0, 0),
		Parameter: func(string) (value.Value, bool) { return value.Null, false },
	}
}

func (s *sketch) prepare(root plan.Operator, columns string) *Program {
	s.t.Helper()
	p := s.finish(root, columns)
	prog, err := Prepare(p, &eval.Env{Plan: p})
	if err != nil {
		s.t.Fatal(err)
	}
	return prog
}

// rows runs a plan in a transaction of its own, which is committed, and returns
// the rows of its columns.
func (s *sketch) rows(root plan.Operator, columns string) [][]value.Value {
	s.t.Helper()
	prog := s.prepare(root, columns)
	txn := s.db.Begin(engine.TxnOptions{})
	rows, err := collect(prog, start(txn))
	if err != nil {
		s.t.Fatal(err)
	}
	if err := txn.Commit(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	return rows
}

func collect(prog *Program, st Start) ([][]value.Value, error) {
	x, err := prog.Start(context.Background(), st)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	return read(prog, x)
}

// read reads an execution to its end.
func read(prog *Program, x *Execution) ([][]value.Value, error) {
	var rows [][]value.Value
	for {
		b, err := x.Next(context.Background())
		if err != nil || b == nil {
			return rows, err
		}
		if b.Len() == 0 || b.N > 1024 {
			return rows, fmt.Errorf("a batch has %d of %d rows", b.Len(), b.N)
		}
		for _, r := range b.Rows() {
			var row []value.Value
			for _, c := range prog.plan.Columns {
				v := value.Null
				if col := b.Cols[c.Slot]; col != nil {
					v = col.Value(int(r))
				}
				row = append(row, v)
			}
			rows = append(rows, row)
		}
	}
}

// show writes rows as text, one a line.
func show(rows [][]value.Value) string {
	var out []string
	for _, row := range rows {
		var cells []string
		for _, v := range row {
			cells = append(cells, literal(v))
		}
		out = append(out, strings.Join(cells, " "))
	}
	return strings.Join(out, "\n")
}

func literal(v value.Value) string {
	switch v.Kind() {
	case value.KindNode:
		return fmt.Sprintf("(%d)", v.AsID())
	case value.KindRelationship:
		return fmt.Sprintf("[%d]", v.AsID())
	case value.KindList:
		var cells []string
		for _, e := range v.AsList() {
			cells = append(cells, literal(e))
		}
		return "[" + strings.Join(cells, ",") + "]"
	case value.KindPath:
		p := v.AsPath()
		out := fmt.Sprintf("(%d)", p.Nodes[0])
		for i, r := range p.Rels {
			out += fmt.Sprintf("[%d](%d)", r, p.Nodes[i+1])
		}
		return out
	case value.KindString:
		return v.AsString()
	case value.KindNull:
		return "null"
	case value.KindInt:
		return fmt.Sprint(v.AsInt())
	case value.KindFloat:
		return fmt.Sprint(v.AsFloat())
	case value.KindBool:
		return fmt.Sprint(v.AsBool())
	case value.KindMap:
		var cells []string
		for _, e := range v.AsMap() {
			cells = append(cells, e.Key+":"+literal(e.Value))
		}
		return "{" + strings.Join(cells, ",") + "}"
	}
	return v.Kind().String()
}

// expect compares rows, in order.
func expect(t testing.TB, got [][]value.Value, want string) {
	t.Helper()
	if g := show(got); g != strings.TrimSpace(want) {
		t.Fatalf("got\n%s\nwant\n%s", g, want)
	}
}

// expectBag compares rows in any order.
func expectBag(t testing.TB, got [][]value.Value, want string) {
	t.Helper()
	g, w := strings.Split(show(got), "\n"), strings.Split(strings.TrimSpace(want), "\n")
	slices.Sort(g)
	slices.Sort(w)
	if !slices.Equal(g, w) {
		t.Fatalf("got\n%s\nwant\n%s", strings.Join(g, "\n"), strings.Join(w, "\n"))
	}
}

// graph makes n nodes with the property i and, if labels are given, label
// labels[i%len(labels)], and a relationship of type T for each edge, with its number as
// the property w.
func graph(t testing.TB, n int, labels []string, edges ...[2]int) *engine.Database {
	t.Helper()
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	ids := make([]uint64, n)
	for i := range ids {
		var set engine.LabelSet
		if len(labels) > 0 {
			set = db.InternLabels([]engine.LabelID{db.Label(labels[i%len(labels)])})
		}
		one, err := txn.CreateNodes(1, set, nil)
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = one[0]
		if err := txn.SetNodeProperty(ids[i], db.Property("i"), value.Int(int64(i))); err != nil {
			t.Fatal(err)
		}
	}
	for i, e := range edges {
		rel, err := txn.CreateRelationships([]uint64{ids[e[0]]}, []uint64{ids[e[1]]}, db.Type("T"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := txn.SetRelationshipProperty(rel[0], db.Property("w"), value.Int(int64(i))); err != nil {
			t.Fatal(err)
		}
	}
	if err := txn.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}

// bare returns the text of an error without its place.
func bare(err error) string {
	var located *eval.Located
	if errors.As(err, &located) {
		return located.Err.Error()
	}
	return err.Error()
}
