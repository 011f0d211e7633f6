package cypher_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cockroachdb/datadriven"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/auth"
	"memgraphd/engine/value"
)

// TestGolden runs the scenarios of testdata/cypher at the root of the repository, a
// file a topic. Each file begins with an empty graph. Its commands are
//
//	query     run statements and show the rows of the last, in the order of their
//	          texts, and what was changed
//	ordered   the same, but the rows in the order in which they come
//	error     run a statement that must fail, and show its class and message
//	explain   show the plan of a query
//	notes     run a statement and show its notifications
//	params    set the parameters of the statements that follow, as a map
//	user      go on as another user
//	reset     begin anew with an empty graph
//
// Statements are separated by a semicolon at the end of a line. With -rewrite what is
// shown becomes what is expected: to be read against the standard, not taken for granted.
func TestGolden(t *testing.T) {
	datadriven.Walk(t, filepath.Join("..", "testdata", "cypher"), func(t *testing.T, path string) {
		g := newGolden(t)
		defer func() { g.close() }()
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			g.t = t
			switch d.Cmd {
			case "query", "ordered":
				return g.query(d.Input, d.Cmd == "ordered")
			case "error":
				return g.fail(d.Input)
			case "explain":
				return g.explain(d.Input)
			case "notes":
				return g.notes(d.Input)
			case "params":
				g.params = g.evaluate(d.Input)
				return ""
			case "user":
				g.session.Close()
				g.session = g.in.NewSession(strings.TrimSpace(d.Input))
				return ""
			case "reset":
				g.close()
				g = newGolden(t)
				return ""
			}
			d.Fatalf(t, "there is no command %q", d.Cmd)
			return ""
		})
	})
}

// golden is a graph with the session of a scenario.
type golden struct {
	t       *testing.T
	db      *engine.Database
	in      *cypher.Interpreter
	session *cypher.Session
	params  value.Value
}

func newGolden(t *testing.T) *golden {
	g := &golden{t: t, db: engine.New(engine.Options{UUID: "11111111-2222-4333-8444-555555555555"})}
	users, err := auth.New(func() *engine.Database { return g.db }, auth.Options{PermitNull: true})
	if err != nil {
		t.Fatal(err)
	}
	g.in = cypher.New(g.db, cypher.Options{
		Version: "3.12.0", Disk: &stubDisk{}, Users: users, Files: stubFiles{}, Location: time.UTC,
		Config:   []cypher.ConfigRow{{Name: "bolt_port", Default: "7687", Current: "7687", Description: "Port on which the Bolt server should listen."}},
		Settings: []cypher.Setting{{Name: "query.timeout", Value: "600", Apply: func(string) error { return nil }}},
	})
	g.session = g.in.NewSession("")
	return g
}

func (g *golden) close() {
	g.session.Close()
	g.db.Close()
}

// statements splits at semicolons that end a line.
func statements(text string) []string {
	var list []string
	for part := range strings.SplitSeq(text, ";\n") {
		if part = strings.TrimSuffix(strings.TrimSpace(part), ";"); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// answer is what a statement gave.
type answer struct {
	columns []string
	rows    [][]string
	summary *cypher.Summary
}

func (g *golden) run(text string) (a answer, err error) {
	ctx := context.Background()
	r, err := g.session.Run(ctx, text, g.params, cypher.TxOptions{})
	if err != nil {
		return a, err
	}
	defer r.Close()
	a.columns = r.Columns()
	for {
		b, err := r.Next(ctx)
		if err != nil {
			return a, err
		}
		if b == nil {
			a.summary = r.Summary()
			return a, nil
		}
		for _, i := range b.Rows() {
			var row []string
			for _, slot := range r.Slots() {
				row = append(row, g.show(r.Txn(), b.Cols[slot].Value(int(i))))
			}
			a.rows = append(a.rows, row)
		}
	}
}

func (g *golden) query(input string, ordered bool) string {
	var last answer
	for _, text := range statements(input) {
		var err error
		last, err = g.run(text)
		g.in.AwaitTriggers(context.Background())
		if err != nil {
			return "unexpected error: " + err.Error() + "\n"
		}
	}
	if !ordered {
		slices.SortFunc(last.rows, slices.Compare)
	}
	return last.text()
}

func (g *golden) fail(text string) string {
	a, err := g.run(strings.TrimSuffix(strings.TrimSpace(text), ";"))
	if err == nil {
		return "no error\n" + a.text()
	}
	var e *cypher.Error
	if !errors.As(err, &e) {
		return "not an error for clients: " + err.Error() + "\n"
	}
	class := [...]string{"ClientError", "TransientError", "DatabaseError"}[e.Class]
	return class + ": " + e.Msg + "\n"
}

func (g *golden) notes(text string) string {
	a, err := g.run(text)
	if err != nil {
		return "unexpected error: " + err.Error() + "\n"
	}
	var out strings.Builder
	for _, n := range a.summary.Notifications {
		fmt.Fprintf(&out, "%s %s: %s\n", n.Severity, n.Code, n.Title)
	}
	if out.Len() == 0 {
		return "none\n"
	}
	return out.String()
}

func (g *golden) explain(text string) string {
	r, err := g.session.Run(context.Background(), "EXPLAIN "+text, g.params, cypher.TxOptions{})
	if err != nil {
		return "unexpected error: " + err.Error() + "\n"
	}
	rows, err := r.Rows(context.Background())
	if err != nil {
		return "unexpected error: " + err.Error() + "\n"
	}
	var out strings.Builder
	for _, row := range rows {
		out.WriteString(strings.TrimRight(row[0].AsString(), " ") + "\n")
	}
	return out.String()
}

// evaluate returns the value of an expression.
func (g *golden) evaluate(text string) value.Value {
	r, err := g.session.Run(context.Background(), "RETURN "+text, value.Null, cypher.TxOptions{})
	if err != nil {
		g.t.Fatal(err)
	}
	rows, err := r.Rows(context.Background())
	if err != nil || len(rows) != 1 {
		g.t.Fatal(text, err)
	}
	return rows[0][0]
}

// text renders an answer as a table, with what was changed below it.
func (a *answer) text() string {
	var out strings.Builder
	if len(a.columns) > 0 {
		out.WriteString(a.table())
	}
	changes := a.summary.Stats.Map()
	for _, name := range []string{
		"nodes-created", "nodes-deleted", "relationships-created", "relationships-deleted",
		"labels-added", "labels-removed", "properties-set",
	} {
		if n := changes[name]; n != 0 {
			fmt.Fprintf(&out, "%s: %d\n", name, n)
		}
	}
	if out.Len() == 0 {
		return "ok\n"
	}
	return out.String()
}

func (a *answer) table() string {
	widths := make([]int, len(a.columns))
	lines := append([][]string{a.columns}, a.rows...)
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var out strings.Builder
	for n, line := range lines {
		out.WriteString(tableLine(line, widths))
		if n == 0 {
			rule := make([]string, len(widths))
			for i, w := range widths {
				rule[i] = strings.Repeat("-", w)
			}
			out.WriteString(tableLine(rule, widths))
		}
	}
	if len(a.rows) == 0 {
		out.WriteString("(no rows)\n")
	}
	return out.String()
}

func tableLine(cells []string, widths []int) string {
	var line strings.Builder
	for i, cell := range cells {
		line.WriteString("| " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+1))
	}
	return line.String() + "|\n"
}
