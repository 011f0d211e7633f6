package eval

import (
	"context"
	"testing"
	"time"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// fixture compiles expressions over named columns and evaluates them.
type fixture struct {
	names   map[string]batch.Slot
	columns map[string]*column.Column
	ctx     *Context
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	db := engine.New(engine.Options{})
	txn := db.Begin(engine.TxnOptions{})
	t.Cleanup(func() {
		txn.Abort()
		db.Close()
	})
	params := map[string]value.Value{}
	return &fixture{
		names: map[string]batch.Slot{},
		ctx: &Context{
			Ctx: context.Background(), Txn: txn, Now: time.Date(2024, 2, 29, 12, 30, 45, 123456789, time.UTC),
			Parameter: func(name string) (value.Value, bool) { v, ok := params[name]; return v, ok },
		},
	}
}

// parse returns the expression of RETURN text.
func parse(t testing.TB, text string) ast.Expr {
	t.Helper()
	e, err := parseExpr(text)
	if err != nil {
		t.Fatalf("parse %s: %v", text, err)
	}
	return e
}

func parseExpr(text string) (ast.Expr, error) {
	st, err := parser.Parse("RETURN " + text + " AS x")
	if err != nil {
		return nil, err
	}
	return st.(*ast.Query).Parts[0].Clauses[0].(*ast.Return).Items[0].Expr, nil
}

// slots gives each variable of an expression the slot of its name.
func (f *fixture) slots(e ast.Expr) map[*ast.Variable]plan.Slot {
	slots := map[*ast.Variable]plan.Slot{}
	ast.Inspect(e, func(n any) bool {
		if v, ok := n.(*ast.Variable); ok {
			if _, ok := f.names[v.Name]; !ok {
				f.names[v.Name] = batch.Slot(len(f.names))
			}
			slots[v] = f.names[v.Name]
		}
		return true
	})
	return slots
}

func (f *fixture) compile(e ast.Expr) (Kernel, error) {
	return Compile(e, &Env{Plan: &plan.Plan{Slots: f.slots(e)}})
}

// batch makes a batch of n rows of the named columns.
func (f *fixture) batch(n int, cols map[string]*column.Column) *batch.Batch {
	b := &batch.Batch{N: n}
	for name := range cols {
		if _, ok := f.names[name]; !ok {
			f.names[name] = batch.Slot(len(f.names))
		}
	}
	b.Cols = make([]*column.Column, len(f.names)+16)
	for name, c := range cols {
		b.Cols[f.names[name]] = c
	}
	return b
}
