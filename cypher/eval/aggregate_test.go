package eval

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// naive computes an aggregation of the arguments of a group's rows.
func naive(name string, distinct bool, rows [][]value.Value) value.Value {
	if name == "count(*)" {
		return value.Int(int64(len(rows)))
	}
	var vals []value.Value
	for _, r := range rows {
		v := r[0]
		if v.IsNull() || distinct && slices.ContainsFunc(vals, func(o value.Value) bool { return value.Equivalent(o, v) }) {
			continue
		}
		vals = append(vals, v)
	}
	switch name {
	case "count":
		return value.Int(int64(len(vals)))
	case "collect":
		return value.List(vals)
	case "min", "max":
		if len(vals) == 0 {
			return value.Null
		}
		if name == "min" {
			return slices.MinFunc(vals, value.Order)
		}
		return slices.MaxFunc(vals, value.Order)
	}
	return naiveNumber(name, vals)
}

func naiveNumber(name string, vals []value.Value) value.Value {
	total, n := value.Int(0), float64(len(vals))
	for _, v := range vals {
		total, _ = value.Add(total, v)
	}
	switch name {
	case "sum":
		return total
	case "avg":
		if n == 0 {
			return value.Null
		}
		return value.Float(total.Number() / n)
	case "stdev", "stdevp":
		squares := 0.0
		for _, v := range vals {
			squares += math.Pow(v.Number()-total.Number()/n, 2)
		}
		if name == "stdev" {
			n--
		}
		if n <= 0 {
			return value.Float(0)
		}
		return value.Float(math.Sqrt(squares / n))
	}
	if len(vals) == 0 {
		return value.Null
	}
	sorted := slices.SortedFunc(slices.Values(vals), value.Order)
	if name == "percentiledisc" {
		return sorted[max(int(math.Ceil(percentileAsked*n))-1, 0)]
	}
	at := percentileAsked * (n - 1)
	low, high := sorted[int(math.Floor(at))].Number(), sorted[int(math.Ceil(at))].Number()
	return value.Float(low + (at-math.Floor(at))*(high-low))
}

const percentileAsked = 0.3

// TestAggregatorsAgreeWithNaive feeds random rows to aggregators, batch by
// batch, and compares the results of all groups.
func TestAggregatorsAgreeWithNaive(t *testing.T) {
	f := newFixture(t)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"count(*)", "count", "collect", "min", "max", "sum", "avg", "stdev", "stdevp", "percentilecont", "percentiledisc"}).Draw(t, "name")
		distinct := name != "count(*)" && rapid.Bool().Draw(t, "distinct")
		a := newAggregator(t, name, distinct)
		a.Reset()
		numeric := !slices.Contains([]string{"count", "collect", "min", "max"}, name)
		groups := rapid.SampledFrom([]int{1, 3}).Draw(t, "groups")
		rows := make([][][]value.Value, groups)
		for range rapid.IntRange(0, 3).Draw(t, "batches") {
			addRandomBatch(t, f, a, name, numeric, rows)
		}
		var dst column.Column
		if err := a.Result(f.ctx, 0, groups+1, &dst); err != nil {
			t.Fatal(err)
		}
		for g := range groups + 1 {
			var of [][]value.Value
			if g < groups {
				of = rows[g]
			}
			if got, want := dst.Value(g), naive(name, distinct, of); !same(got, want) {
				t.Fatalf("%s of %v in group %d is %s, want %s", name, of, g, value.Literal(got), value.Literal(want))
			}
		}
	})
}

// same compares results; floats that were added up in another order may differ a little.
func same(a, b value.Value) bool {
	if a.Kind() == value.KindFloat && b.Kind() == value.KindFloat {
		return math.Abs(a.AsFloat()-b.AsFloat()) < 1e-9
	}
	return a.Kind() == b.Kind() && value.Equivalent(a, b)
}

func newAggregator(t interface{ Fatal(...any) }, name string, distinct bool) Aggregator {
	arg := func(name string) ast.Expr { return &ast.Variable{Name: name} }
	call := plan.AggregateCall{Func: name, Args: []ast.Expr{arg("v")}, Distinct: distinct}
	switch name {
	case "count(*)":
		call = plan.AggregateCall{Func: "count"}
	case "percentilecont", "percentiledisc":
		call.Args = append(call.Args, arg("p"))
	}
	a, err := NewAggregator(call, &Env{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func addRandomBatch(t *rapid.T, f *fixture, a Aggregator, name string, numeric bool, rows [][][]value.Value) {
	n := rapid.IntRange(1, 40).Draw(t, "n")
	form := rapid.IntRange(0, 2).Draw(t, "values")
	vals, p := &column.Column{}, &column.Column{}
	for range n {
		i := rapid.Int64Range(-3, 3).Draw(t, "v")
		v := value.Int(i)
		switch {
		case form == 1:
			v = value.Float(float64(i) / 2)
		case form == 2 && rapid.Bool().Draw(t, "other"):
			v = []value.Value{value.Null, value.Float(1.5), value.String("a"), value.Bool(true)}[rapid.IntRange(0, 3).Draw(t, "kind")]
			if numeric && !v.IsNumber() {
				v = value.Null
			}
		}
		vals.Append(v)
		p.Append(value.Float(percentileAsked))
	}
	sel := batch.All(n)
	if rapid.Bool().Draw(t, "select") {
		sel = drawSelection(t, n)
	}
	groups := make([]uint32, len(sel))
	for j, i := range sel {
		groups[j] = uint32(rapid.IntRange(0, len(rows)-1).Draw(t, "group"))
		rows[groups[j]] = append(rows[groups[j]], []value.Value{vals.Value(int(i))})
	}
	args := []*column.Column{vals, p}
	if err := a.Add(f.ctx, groups, args, sel); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// aggregateOf aggregates columns as one group.
func aggregateOf(t *testing.T, f *fixture, call plan.AggregateCall, args ...*column.Column) (value.Value, error) {
	t.Helper()
	a, err := NewAggregator(call, &Env{})
	if err != nil {
		return value.Null, err
	}
	n := args[0].N
	if err := a.Add(f.ctx, make([]uint32, n), args, batch.All(n)); err != nil {
		return value.Null, err
	}
	var dst column.Column
	err = a.Result(f.ctx, 0, 1, &dst)
	return dst.Value(0), err
}

func columnOf(vals ...value.Value) *column.Column {
	c := &column.Column{}
	for _, v := range vals {
		c.Append(v)
	}
	return c
}

func TestAggregatorsOfOtherValues(t *testing.T) {
	f := newFixture(t)
	two := []ast.Expr{&ast.Variable{}, &ast.Variable{}}
	day := value.DurationValue(value.Duration{Days: 1})
	path := value.PathValue(&value.Path{Nodes: []uint64{1, 2}, Rels: []uint64{7}})
	node, rel := value.NodeRef(3), value.RelationshipRef(9)
	large := value.Int(math.MaxInt64)
	for _, c := range []struct {
		name string
		args []*column.Column
		want string
	}{
		{"sum", []*column.Column{columnOf(day, day)}, `DURATION("P2D")`},
		{"avg", []*column.Column{columnOf(day, day)}, `DURATION("P1D")`},
		{"sum", []*column.Column{columnOf(day, value.Int(1))}, "error: Only numeric values allowed in SUM and AVG aggregations."},
		{"sum", []*column.Column{columnOf(value.Int(1), day)}, "error: Only numeric values allowed in SUM and AVG aggregations."},
		{"sum", []*column.Column{columnOf(value.String("a"))}, "error: Only numeric values allowed in SUM and AVG aggregations."},
		{"sum", []*column.Column{columnOf(large, value.Int(1))}, "error: Integer overflow: the sum does not fit into 64 bits."},
		{"sum", []*column.Column{columnOf(large, value.Int(1), value.Int(-2))}, "9223372036854775806"},
		{"avg", []*column.Column{columnOf(large, large)}, "9223372036854776000.0"},
		{"collect", []*column.Column{columnOf(value.String("a"), value.String("b"), value.String("a")), columnOf(value.Int(1), value.Null, value.Int(2))}, "{`a`: 1}"},
		{"collect", []*column.Column{columnOf(value.Int(1)), columnOf(value.Int(1))}, "error: Map key must be a string."},
		{"stdev", []*column.Column{columnOf(value.String("a"))}, "error: Only numeric values allowed in STDEV aggregations."},
		{"percentilecont", []*column.Column{columnOf(value.Int(1)), columnOf(value.Float(1.1))}, "error: 'percentileCont' argument at position 2 must be a number between 0 and 1, not 1.1."},
		{"percentiledisc", []*column.Column{columnOf(value.Int(1)), columnOf(value.Null)}, "error: 'percentileDisc' argument at position 2 must be 'number'."},
		{"project", []*column.Column{columnOf(path, value.Null, path)}, "{`edges`: [7], `nodes`: [1, 2]}"},
		{"project", []*column.Column{columnOf(value.List([]value.Value{node, node})), columnOf(value.List([]value.Value{rel}))}, "{`edges`: [9], `nodes`: [3]}"},
		{"project", []*column.Column{columnOf(node)}, "error: Only paths, or lists of nodes and of relationships, allowed in PROJECT aggregations, not vertex."},
	} {
		got, err := aggregateOf(t, f, plan.AggregateCall{Func: c.name, Args: two[:len(c.args)]}, c.args...)
		text := value.Literal(got)
		if err != nil {
			text = "error: " + err.Error()
		} else if got.Kind() == value.KindGraph {
			text = showGraph(got.AsGraph())
		}
		if text != c.want {
			t.Errorf("%s(%s) = %s, want %s", c.name, value.Literal(c.args[0].Value(0)), text, c.want)
		}
	}
}

func showGraph(g *value.Graph) string {
	ids := func(list []uint64) value.Value {
		var out []value.Value
		for _, id := range list {
			out = append(out, value.Int(int64(id)))
		}
		return value.List(out)
	}
	return value.Literal(value.Map([]value.Entry{{Key: "nodes", Value: ids(g.Nodes)}, {Key: "edges", Value: ids(g.Rels)}}))
}

func TestUnknownAggregation(t *testing.T) {
	for _, call := range []plan.AggregateCall{{Func: "median"}, {Func: "sum"}, {Func: "percentilecont", Args: make([]ast.Expr, 1)}} {
		if _, err := NewAggregator(call, &Env{}); err == nil {
			t.Errorf("%s of %d arguments was made", call.Func, len(call.Args))
		}
	}
}

func BenchmarkAggregate(b *testing.B) {
	f := newFixture(b)
	cols := benchColumns()
	sel := batch.All(column.BatchSize)
	one, many := make([]uint32, len(sel)), make([]uint32, len(sel))
	for i := range many {
		many[i] = uint32(i * 31 % 100)
	}
	for _, c := range []struct{ name, col string }{
		{"count(*)", "i"}, {"count", "i"}, {"sum", "i"}, {"sum", "f"}, {"avg", "f"}, {"min", "i"}, {"max", "s"}, {"collect", "i"}, {"stdev", "f"},
	} {
		for name, groups := range map[string][]uint32{"one": one, "many": many} {
			b.Run(c.name+" "+c.col+"/"+name, func(b *testing.B) {
				a := newAggregator(b, c.name, false)
				args := []*column.Column{cols[c.col]}
				b.ReportAllocs()
				for b.Loop() {
					a.Reset()
					if err := a.Add(f.ctx, groups, args, sel); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	b.Run("count distinct i", func(b *testing.B) {
		a := newAggregator(b, "count", true)
		for b.Loop() {
			a.Reset()
			if err := a.Add(f.ctx, one, []*column.Column{cols["i"]}, sel); err != nil {
				b.Fatal(err)
			}
		}
	})
}
