package exec

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// files serves texts by name and counts those that are open.
type files struct {
	texts map[string]string
	open  int
}

type openFile struct {
	io.Reader
	files *files
}

func (f *files) Open(_ context.Context, location string, _ map[string]string) (io.ReadCloser, error) {
	text, ok := f.texts[location]
	if !ok {
		return nil, fmt.Errorf("no file %s", location)
	}
	f.open++
	return openFile{strings.NewReader(text), f}, nil
}

func (f openFile) Close() error {
	f.files.open--
	return nil
}

func TestLoad(t *testing.T) {
	db := graph(t, 0, nil)
	f := &files{texts: map[string]string{"a.csv": "id;name\n1;x\n2;-\n", "b.jsonl": `{"a": [1]} {"a": 2}`, "bad.csv": "a,b\n1"}}
	for _, c := range []struct {
		name string
		from []string
		load plan.Load
		out  string
		want string
		err  string
	}{
		{name: "csv", load: plan.Load{Header: true, Delimiter: &ast.Literal{Value: value.String(";")}, NullIf: &ast.Literal{Value: value.String("-")}}, out: "'a.csv'", want: "{id:1,name:x}\n{id:2,name:null}"},
		{name: "jsonl", load: plan.Load{Format: ast.LoadJSONL}, out: "'b.jsonl'", want: "{a:[1]}\n{a:2}"},
		{name: "bad", load: plan.Load{Header: true}, out: "'bad.csv'", err: "CSV reader: row 2: expected 2 columns, got 1"},
		{name: "missing", out: "'c.csv'", err: "no file c.csv"},
		{name: "no text", out: "1", err: "The location of a file must be a string, got int."},
		{name: "two rows", from: []string{"x: [1, 2]"}, out: "'a.csv'", err: "LOAD CSV can be executed only once, please check if the cardinality of the operator before LOAD CSV is 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSketch(t, db)
			p := c.load
			p.Input, p.From, p.Slot = s.from(c.from...), s.expr(c.out), s.slot("row")
			prog := s.prepare(&p, "row")
			txn := db.Begin(engine.TxnOptions{})
			defer txn.Abort()
			st := start(txn)
			st.Files = f
			rows, err := collect(prog, st)
			if c.err != "" {
				if err == nil || bare(err) != c.err {
					t.Fatalf("got %v, want %s", err, c.err)
				}
			} else if err != nil {
				t.Fatal(err)
			} else {
				expect(t, rows, c.want)
			}
			if f.open != 0 {
				t.Errorf("%d files are left open", f.open)
			}
		})
	}
}

// counting is a procedure that yields its argument's worth of numbers with their squares.
type counting struct{ open int }

func (c *counting) Procedure(name string) (Procedure, bool) { return c, name == "count" }
func (c *counting) Fields() []string                        { return []string{"n", "square"} }

func (c *counting) Call(_ *eval.Context, args []value.Value) (ProcedureCall, error) {
	if args[0].Kind() != value.KindInt {
		return nil, fmt.Errorf("no number")
	}
	c.open++
	return &countingCall{c, 0, args[0].AsInt()}, nil
}

type countingCall struct {
	c     *counting
	at, n int64
}

func (c *countingCall) Next(x *eval.Context, dst []*column.Column, limit int) (int, error) {
	n := int(min(c.n-c.at, int64(limit)))
	for _, d := range dst {
		d.Reset(column.Int, n)
	}
	for i := range n {
		dst[0].Ints[i], dst[1].Ints[i] = c.at, c.at*c.at
		c.at++
	}
	return n, x.Memory.Grow(int64(n))
}

func (c *countingCall) Close() { c.c.open-- }

func TestCallProcedure(t *testing.T) {
	db := graph(t, 0, nil)
	for _, c := range []struct {
		name, list string
		call       plan.CallProcedure
		want, err  string
	}{
		{name: "rows", list: "[2, 0, 3]", want: "2 0 0\n2 1 1\n3 0 0\n3 1 1\n3 2 4"},
		{name: "void", list: "[2, 0]", call: plan.CallProcedure{Void: true}, want: "2 null null\n0 null null"},
		{name: "optional", list: "[1, 0]", call: plan.CallProcedure{Optional: true}, want: "1 0 0\n0 null null"},
		{name: "error", list: "['a']", err: "no number"},
		{name: "unknown", list: "[1]", call: plan.CallProcedure{Name: "other"}, err: "There is no procedure named 'other'."},
		{name: "limit", list: "[3000]", call: plan.CallProcedure{Memory: &ast.MemoryLimit{Amount: &ast.Literal{Value: value.Int(2)}, Unit: 1000}}, err: "Memory limit exceeded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSketch(t, db)
			p := c.call
			if p.Name == "" {
				p.Name = "count"
			}
			p.Input, p.Args = s.from("x: "+c.list), s.exprs("x")
			if !p.Void {
				p.Yield = []plan.YieldColumn{{Field: "square", Slot: s.slot("q")}, {Field: "n", Slot: s.slot("n")}}
			}
			prog := s.prepare(&p, "x n q")
			txn := db.Begin(engine.TxnOptions{})
			defer txn.Abort()
			st, procs := start(txn), &counting{}
			st.Procedures = procs
			rows, err := collect(prog, st)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("got %v, want %s", err, c.err)
				}
			} else if err != nil {
				t.Fatal(err)
			} else {
				expect(t, rows, c.want)
			}
			if procs.open != 0 {
				t.Errorf("%d calls are left open", procs.open)
			}
		})
	}
}

func TestQueryMemoryLimit(t *testing.T) {
	db := graph(t, 0, nil)
	for limit, ok := range map[int64]bool{1: false, 1000: true} {
		s := newSketch(t, db)
		s.plan.Memory = &ast.MemoryLimit{Amount: &ast.Literal{Value: value.Int(limit)}, Unit: 1 << 10}
		a := &plan.Accumulate{}
		a.Input = s.from("x: range(1, 10000)")
		prog := s.prepare(a, "x")
		txn := db.Begin(engine.TxnOptions{})
		st := start(txn)
		st.Memory = &eval.Memory{}
		_, err := collect(prog, st)
		if (err == nil) != ok {
			t.Errorf("%d KiB: %v", limit, err)
		}
		if st.Memory.Used() != 0 {
			t.Errorf("%d KiB: %d bytes are left charged", limit, st.Memory.Used())
		}
		txn.Abort()
	}
}

func TestProfile(t *testing.T) {
	db := graph(t, 5, nil)
	s := newSketch(t, db)
	prog := s.prepare(s.filter(s.scan(s.from(), "n"), "n.i > 2"), "n")
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	st := start(txn)
	st.Profile = true
	for range 2 { // what the first execution measured is forgotten
		x, err := prog.Start(context.Background(), st)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := read(prog, x); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range x.Profile() {
			got = append(got, fmt.Sprintf("%T %d", p.Operator, p.Rows))
		}
		if want := "*plan.Filter 2, *plan.NodeScan 5, *plan.Once 1"; strings.Join(got, ", ") != want {
			t.Fatalf("got %v, want %s", got, want)
		}
		x.Close()
	}
}

func TestPeriodicCommit(t *testing.T) {
	for _, every := range []int64{1, 7, 1024, 5000} {
		db := graph(t, 0, nil)
		s := newSketch(t, db)
		s.plan.Writes = true
		s.plan.PeriodicCommit = &ast.Literal{Value: value.Int(every)}
		c := &plan.Create{Nodes: []plan.CreateNode{{Slot: s.slot("n"), Properties: s.expr("{x: x}")}}}
		c.Input = s.from("x: range(1, 3000)")
		e := &plan.EmptyResult{}
		e.Input = c
		prog := s.prepare(e, "")
		txn, commits := db.Begin(engine.TxnOptions{}), int64(0)
		st := start(txn)
		st.Commit = func(ctx context.Context) (*engine.Txn, error) {
			commits++
			if err := txn.Commit(ctx); err != nil {
				return nil, err
			}
			if n := db.NodeCount(); n != commits*every {
				t.Fatalf("%d nodes after commit %d", n, commits)
			}
			txn = db.Begin(engine.TxnOptions{})
			return txn, nil
		}
		if _, err := collect(prog, st); err != nil {
			t.Fatal(err)
		}
		txn.Abort()
		if commits != 3000/every {
			t.Errorf("%d commits every %d rows", commits, every)
		}
	}
}

func TestHopsLimit(t *testing.T) {
	db := graph(t, 5, nil, [2]int{0, 1}, [2]int{0, 2}, [2]int{0, 3}, [2]int{0, 4})
	for _, c := range []struct {
		limit  string
		strict bool
		rows   int
		err    error
	}{
		{"3", false, 3, nil},
		{"3", true, 0, errHopsLimit},
		{"4", true, 4, nil},
		{"0", false, 0, nil},
		{"0", true, 0, errHopsLimit},
	} {
		s := newSketch(t, db)
		s.plan.HopsLimit = s.expr(c.limit)
		prog := s.prepare(s.hop(s.scan(s.from(), "a"), "a r b", engine.Out), "b")
		txn := db.Begin(engine.TxnOptions{})
		st := start(txn)
		st.HopsStrict = c.strict
		rows, err := collect(prog, st)
		if !errors.Is(err, c.err) || err == nil && len(rows) != c.rows {
			t.Errorf("limit %s, strict %t: %d rows, %v", c.limit, c.strict, len(rows), err)
		}
		txn.Abort()
	}
}

func TestCancel(t *testing.T) {
	db := graph(t, 3, nil, [2]int{0, 1}, [2]int{1, 2})
	s := newSketch(t, db)
	prog := s.prepare(s.from("x: range(1, 3000)"), "x")
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	x, err := prog.Start(context.Background(), start(txn))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	ctx, cancel := context.WithCancel(context.Background())
	if b, err := x.Next(ctx); err != nil || b.Len() != 1024 {
		t.Fatal(b, err)
	}
	cancel()
	if _, err := x.Next(ctx); err != context.Canceled {
		t.Fatal(err)
	}
}
