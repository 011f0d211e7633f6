package procedure

import (
	"context"
	"errors"
	"strings"
	"testing"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// world is a graph of a chain of nodes with a transaction on it.
type world struct {
	x     *eval.Context
	nodes []uint64
	rels  []uint64
}

func newWorld(t *testing.T, n int) *world {
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	nodes, err := txn.CreateNodes(n, db.InternLabels([]engine.LabelID{db.Label("N")}), nil)
	if err != nil {
		t.Fatal(err)
	}
	rels, err := txn.CreateRelationships(nodes[:n-1], nodes[1:], db.Type("R"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := txn.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	txn = db.Begin(engine.TxnOptions{})
	t.Cleanup(txn.Abort)
	return &world{x: &eval.Context{Ctx: context.Background(), Txn: txn, Memory: &eval.Memory{}}, nodes: nodes, rels: rels}
}

// count calls a procedure and reads at most most rows of it, limit at a time.
func (w *world) count(p exec.Procedure, most, limit int, args ...value.Value) (int, error) {
	call, err := p.Call(w.x, args)
	if err != nil {
		return 0, err
	}
	defer call.Close()
	dst := make([]*column.Column, len(p.Fields()))
	for i := range dst {
		dst[i] = &column.Column{}
	}
	rows := 0
	for rows < most {
		n, err := call.Next(w.x, dst, limit)
		if err != nil || n == 0 {
			return rows, err
		}
		for i, c := range dst {
			if c.N != n {
				return rows, errors.New("column " + p.Fields()[i] + " is not as long as the batch")
			}
		}
		rows += n
	}
	return rows, nil
}

// counting yields numbers and notes how far it got.
func counting(r *Registry, lazy bool, to int, reached *int) exec.Procedure {
	err := r.Add(&Procedure{
		Signature: "test.count() :: (i :: INTEGER)", Doc: "Counts.", Lazy: lazy,
		Run: func(c *Call) error {
			for i := range to {
				*reached = i + 1
				if err := c.Yield(value.Int(int64(i))); err != nil {
					return err
				}
			}
			return nil
		},
	})
	if err != nil {
		panic(err)
	}
	p, _ := r.Procedure("test.count")
	return p
}

func TestLazy(t *testing.T) {
	w := newWorld(t, 2)
	for _, tt := range []struct {
		name                 string
		lazy                 bool
		most, limit          int
		rows, reached, total int
	}{
		{"lazy, all", true, 1 << 30, 1024, 5000, 5000, 5000},
		{"lazy, a few", true, 10, 10, 10, 1024, 5000},
		{"lazy, odd batches", true, 1 << 30, 7, 5000, 5000, 5000},
		{"eager, a few", false, 10, 10, 10, 5000, 5000},
		{"lazy, none", true, 10, 10, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reached := 0
			rows, err := w.count(counting(NewRegistry(), tt.lazy, tt.total, &reached), tt.most, tt.limit)
			if err != nil || rows != tt.rows || reached != tt.reached {
				t.Errorf("%d rows after %d were yielded, %v", rows, reached, err)
			}
			if used := w.x.Memory.Used(); used != 0 {
				t.Errorf("%d bytes are still charged", used)
			}
		})
	}
}

func TestMemory(t *testing.T) {
	w := newWorld(t, 2)
	w.x.Memory = &eval.Memory{Limit: 1000}
	for _, lazy := range []bool{true, false} {
		reached := 0
		_, err := w.count(counting(NewRegistry(), lazy, 1<<20, &reached), 1<<30, 1024)
		var limit *eval.MemoryError
		if !errors.As(err, &limit) {
			t.Errorf("got %v", err)
		}
		if used := w.x.Memory.Used(); used != 0 {
			t.Errorf("%d bytes are still charged", used)
		}
	}
}

func TestCancel(t *testing.T) {
	w := newWorld(t, 2000)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w.x.Ctx = ctx
	for _, name := range []string{"pagerank.get", "weakly_connected_components.get", "db.labels"} {
		p, _ := NewRegistry().Procedure(name)
		if _, err := w.count(p, 1, 1); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestArguments(t *testing.T) {
	r := NewRegistry()
	err := r.Add(&Procedure{
		Signature: "test.args(a :: INTEGER, b = 2 :: FLOAT) :: (sum :: FLOAT)", Doc: "Adds.",
		Run: func(c *Call) error { return c.Yield(value.Float(float64(c.int(0)) + c.Args[1].AsFloat())) },
	})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := r.Procedure("test.args")
	w := newWorld(t, 2)
	one, text := value.Int(1), value.String("x")
	for _, tt := range []struct {
		args []value.Value
		want string
	}{
		{[]value.Value{one}, ""},
		{[]value.Value{one, one}, ""},
		{[]value.Value{value.GraphValue(&value.Graph{}), one}, ""},
		{nil, "'test.args' requires between 1 and 2 arguments."},
		{[]value.Value{one, one, one}, "'test.args' requires between 1 and 2 arguments."},
		{[]value.Value{text}, "'test.args' argument named 'a' at position 0 must be of type INTEGER."},
		{[]value.Value{one, text}, "'test.args' argument named 'b' at position 1 must be of type FLOAT."},
		{[]value.Value{value.Null}, "'test.args' argument named 'a' at position 0 must be of type INTEGER."},
	} {
		rows, err := w.count(p, 10, 10, tt.args...)
		switch {
		case tt.want == "" && (err != nil || rows != 1):
			t.Errorf("%v: %d rows, %v", tt.args, rows, err)
		case tt.want != "" && (err == nil || err.Error() != tt.want):
			t.Errorf("%v: %v, want %s", tt.args, err, tt.want)
		}
	}
}

// TestView: a subgraph hides what is not part of it, and relationships whose ends are not.
func TestView(t *testing.T) {
	w := newWorld(t, 5)
	c := &Call{Context: w.x, Name: "test", account: w.x.Memory}
	v := c.viewOf(&value.Graph{Nodes: []uint64{w.nodes[1], w.nodes[2], w.nodes[4], 99}, Rels: []uint64{w.rels[1], w.rels[3]}})
	var nodes []uint64
	if err := v.Nodes(nil, func(ids []uint64) error { nodes = append(nodes, ids...); return nil }); err != nil || len(nodes) != 3 {
		t.Errorf("nodes %v, %v", nodes, err)
	}
	var rels []uint64
	err := v.Relationships(nil, func(r *engine.Relationships) error { rels = append(rels, r.ID...); return nil })
	if err != nil || len(rels) != 1 || rels[0] != w.rels[1] {
		t.Errorf("relationships %v, %v", rels, err)
	}
	var hops engine.Hops
	if err := v.ExpandAll(w.nodes, engine.Both, nil, &hops); err != nil {
		t.Fatal(err)
	}
	if len(hops.Rel) != 2 || hops.Rel[0] != w.rels[1] || hops.Rel[1] != w.rels[1] {
		t.Errorf("hops %v", hops.Rel)
	}
	none := c.Txn.Database().NewLabelFilter(func([]engine.LabelID) bool { return false })
	if err := v.Nodes(none, func(ids []uint64) error {
		if len(ids) > 0 {
			t.Errorf("the filter let pass %v", ids)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestPanicReachesTheReader(t *testing.T) {
	r := NewRegistry()
	err := r.Add(&Procedure{
		Signature: "test.panic() :: (i :: INTEGER)", Doc: "Panics.", Lazy: true,
		Run: func(c *Call) error { panic("at the procedure") },
	})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := r.Procedure("test.panic")
	w := newWorld(t, 2)
	defer func() {
		if p, ok := recover().(string); !ok || !strings.Contains(p, "at the procedure") {
			t.Errorf("recovered %v", p)
		}
	}()
	_, _ = w.count(p, 1, 1)
}
