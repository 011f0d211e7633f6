package eval

import (
	"context"
	"errors"
	"strings"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// run evaluates an expression for one row.
func (f *fixture) run(t *testing.T, text string) (value.Value, error) {
	t.Helper()
	k, err := f.compile(parse(t, text))
	if err != nil {
		t.Fatal(err)
	}
	c, err := k.Eval(f.ctx, f.batch(1, nil), batch.All(1))
	if err != nil {
		return value.Null, err
	}
	return c.Value(0), nil
}

// TestRangesAreNotMade loops over ranges that are no lists that memory would hold.
func TestRangesAreNotMade(t *testing.T) {
	for text, want := range map[string]value.Value{
		"any(x IN range(1, 9000000000000000000) WHERE x = 3000)":                     value.Bool(true),
		"all(x IN range(9000000000000000000, -9000000000000000000, -7) WHERE x < 5)": value.Bool(false),
		"none(x IN range(1, 100000) WHERE x < 1)":                                    value.Bool(true),
		"reduce(a = 0, x IN range(1, 100000) | a + x)":                               value.Int(5000050000),
		"size([x IN range(1, 100000) WHERE x % 1000 = 0])":                           value.Int(100),
		"[x IN range(5, 1, -2) | x * x]":                                             value.List([]value.Value{value.Int(25), value.Int(9), value.Int(1)}),
		"[x IN range(1, 0) | x]":                                                     value.List(nil),
		"[x IN range(null, 3) | x]":                                                  value.Null,
	} {
		f := newFixture(t)
		f.ctx.Memory = &Memory{Limit: 1 << 16}
		if got, err := f.run(t, text); err != nil || !value.Equivalent(got, want) {
			t.Errorf("%s: %v %v, want %v", text, value.Literal(got), err, value.Literal(want))
		}
	}
}

func TestMemoryIsBounded(t *testing.T) {
	for _, text := range []string{
		"size(range(1, 1000000))",
		"size(uniformSample([1], 1000000))",
		"size([x IN range(1, 60000) | x])",
		"size([x IN range(1, 60000) WHERE x > 0])",
		"reduce(s = 'x', i IN range(1, 60) | s + s)",
		"reduce(s = 'x', i IN range(1, 60) | s || s)",
		"reduce(l = [1], i IN range(1, 60) | l + l)",
		"reduce(l = [1], i IN range(1, 60) | [l, l])",
		"reduce(l = [1], i IN range(1, 60) | collections.union_all(l, l))",
		"reduce(l = {}, i IN range(1, 60) | {a: l, b: l})",
		"size(reduce(s = 'x', i IN range(1, 60) | replace(s, 'x', 'xxxxxxxxxx')))",
	} {
		f := newFixture(t)
		f.ctx.Memory = &Memory{Limit: 1 << 20}
		_, err := f.run(t, text)
		var over *MemoryError
		if !errors.As(err, &over) {
			t.Errorf("%s: %v, want a memory error", text, err)
		}
		if used := f.ctx.Memory.Used(); used > 1<<20 {
			t.Errorf("%s: %d bytes are used", text, used)
		}
	}
}

func TestMemoryOfPastBatchesIsGivenBack(t *testing.T) {
	f := newFixture(t)
	server := &Memory{}
	f.ctx.Memory = &Memory{Limit: 1 << 20, Parent: server}
	k, err := f.compile(parse(t, "[x IN range(1, 5000) | x + size(reduce(s = '', y IN range(1, 3) | s + 'abc'))]"))
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		if _, err := k.Eval(f.ctx, f.batch(1, nil), batch.All(1)); err != nil {
			t.Fatal(err)
		}
	}
	// The next execution has an account of its own; what the kernel held in the
	// former one is gone with it.
	f.ctx.Memory.Close()
	f.ctx.Memory = &Memory{Limit: 1 << 20, Parent: server}
	if _, err := k.Eval(f.ctx, f.batch(1, nil), batch.All(1)); err != nil {
		t.Fatal(err)
	}
	f.ctx.Memory.Close()
	if server.Used() != 0 {
		t.Errorf("%d bytes are left", server.Used())
	}
}

func TestAggregatorsAccountForMemory(t *testing.T) {
	f := newFixture(t)
	f.ctx.Memory = &Memory{Limit: 1 << 20}
	c := benchColumns()["i"]
	groups, sel := make([]uint32, c.N), batch.All(c.N)
	for _, call := range []plan.AggregateCall{
		{Func: "collect", Args: []ast.Expr{variableOf("i")}},
		{Func: "percentilecont", Args: []ast.Expr{variableOf("i"), variableOf("p")}},
	} {
		a, err := NewAggregator(call, &Env{})
		if err != nil {
			t.Fatal(err)
		}
		half := columnOf(value.Float(0.5))
		half.Ints, half.Floats = nil, make([]float64, c.N)
		for range 100 {
			if err = a.Add(f.ctx, groups, []*column.Column{c, half}, sel); err != nil {
				break
			}
		}
		var over *MemoryError
		if !errors.As(err, &over) {
			t.Errorf("%s: %v, want a memory error", call.Func, err)
		}
		a.Reset()
		if used := f.ctx.Memory.Used(); used != 0 {
			t.Errorf("%s holds %d bytes after Reset", call.Func, used)
		}
	}
}

// subplans answers with the sum of a column's value and the row's number.
type subplans struct{ slot batch.Slot }

func (s subplans) RunSubplan(_ *Context, _ *plan.Subplan, b *batch.Batch, sel []int32, dst *column.Column) error {
	dst.Reset(column.Int, b.N)
	for _, i := range sel {
		dst.Ints[i] = 100 * b.Cols[s.slot].Value(int(i)).AsInt()
	}
	return nil
}

func TestSubqueriesSeeOuterColumns(t *testing.T) {
	f := newFixture(t)
	e := parse(t, "[x IN [1, 2] | x + COUNT { MATCH (a) WHERE a.n = x RETURN a }]")
	var sub ast.Expr
	ast.Inspect(e, func(n any) bool {
		if q, ok := n.(*ast.Subquery); ok {
			sub = q
		}
		return true
	})
	b := f.batch(2, map[string]*column.Column{"outer": columnOf(value.Int(1), value.Int(2))})
	f.ctx.Subplans = subplans{slot: f.names["outer"]}
	k, err := Compile(e, &Env{Plan: &plan.Plan{Slots: f.slots(e), Subplans: map[ast.Expr]*plan.Subplan{sub: {}}}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := k.Eval(f.ctx, b, batch.All(2))
	if err != nil {
		t.Fatal(err)
	}
	if got := value.Literal(value.List(c.Values[:2])); got != "[[101, 102], [201, 202]]" {
		t.Errorf("got %s", got)
	}
}

func TestCompileRefuses(t *testing.T) {
	f := newFixture(t)
	deep := literalOf(value.Bool(true))
	for range maxDepth + 1 {
		deep = &ast.Unary{Op: ast.Not, X: deep}
	}
	for name, e := range map[string]ast.Expr{
		"too deep":           deep,
		"unknown subplan":    &ast.Subquery{},
		"count(*)":           &ast.CountStar{},
		"unknown function":   call("nope"),
		"aggregation":        call("sum", variableOf("i")),
		"too many arguments": call("abs", variableOf("i"), variableOf("i")),
		"enum":               &ast.EnumLit{Type: "A", Value: "B"},
		"type":               &ast.IsType{X: variableOf("i"), Type: "LIST<NONSENSE>"},
	} {
		if _, err := f.compile(e); err == nil {
			t.Errorf("%s was compiled", name)
		}
	}
	if _, err := Compile(variableOf("i"), &Env{Plan: &plan.Plan{}}); err == nil {
		t.Error("a variable without a place was compiled")
	}
}

func TestDeepExpressionsAreEvaluated(t *testing.T) {
	f := newFixture(t)
	e := literalOf(value.Int(0))
	for range maxDepth - 2 {
		e = &ast.Binary{Op: ast.Add, X: e, Y: variableOf("i")}
	}
	k, err := f.compile(e)
	if err != nil {
		t.Fatal(err)
	}
	c, err := k.Eval(f.ctx, f.batch(1, map[string]*column.Column{"i": columnOf(value.Int(1))}), batch.All(1))
	if err != nil || c.Value(0) != value.Int(maxDepth-2) {
		t.Errorf("%v, %v", c, err)
	}
}

func TestLoopsStopWhenCancelled(t *testing.T) {
	f := newFixture(t)
	why := errors.New("time is up")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(why)
	f.ctx.Ctx = ctx
	for _, text := range []string{
		"reduce(a = 0, x IN range(1, 100000) | a + x)",
		"[x IN range(1, 100000) | x]",
		"all(x IN range(1, 100000) WHERE x > 0)",
	} {
		if _, err := f.run(t, text); !errors.Is(err, why) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestConstantsFollowParameters(t *testing.T) {
	f := newFixture(t)
	param := value.Int(1)
	f.ctx.Parameter = func(string) (value.Value, bool) { return param, true }
	cols := map[string]*column.Column{"i": columnOf(value.Int(1), value.Int(2), value.Int(3))}
	for text, want := range map[string][2]string{
		"i + $p":           {"[2, 3, 4]", "[3, 4, 5]"},
		"i IN [$p, 3]":     {"[true, false, true]", "[false, true, true]"},
		"i = $p":           {"[true, false, false]", "[false, true, false]"},
		"[$p, 3][0] + i":   {"[2, 3, 4]", "[3, 4, 5]"},
		"abs($p) * i":      {"[1, 2, 3]", "[2, 4, 6]"},
		"toString($p)":     {`["1", "1", "1"]`, `["2", "2", "2"]`},
		"i IN range(0,$p)": {"[true, false, false]", "[true, true, false]"},
	} {
		k, err := f.compile(parse(t, text))
		if err != nil {
			t.Fatal(err)
		}
		for round, n := range []int64{1, 2} {
			param = value.Int(n)
			c, err := k.Eval(f.ctx, f.batch(3, cols), batch.All(3))
			if err != nil {
				t.Fatal(err)
			}
			got := value.Literal(value.List([]value.Value{c.Value(0), c.Value(1), c.Value(2)}))
			if got != want[round] {
				t.Errorf("%s with $p = %d is %s, want %s", text, n, got, want[round])
			}
		}
	}
}

// TestReadIntegers: texts are read a column at a time as one by one.
func TestReadIntegers(t *testing.T) {
	for _, s := range []string{
		"0", "7", "-7", "0012", "-0", "999999999999999999", "-999999999999999999", "9223372036854775807", "-9223372036854775808",
		"1000000000000000000", "", "-", "+5", " 5", "5 ", "1.9", "1e3", "five", "5a", "--5", "٣", "1_000",
	} {
		one, err := toInteger(value.String(s))
		if n, ok := shortInteger(s); ok && (err != nil || !value.Equivalent(one, value.Int(n))) {
			t.Errorf("%q: %d, but %s %v", s, n, value.Format(one), err)
		} else if plain := strings.Trim(s, "0123456789") == "" && s != "" && len(s) <= 18; plain && !ok {
			t.Errorf("%q is not read at once", s)
		}
	}
}
