package eval

import (
	"strconv"
	"testing"

	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// benchColumns are a batch of ints, floats and strings, without nulls.
func benchColumns() map[string]*column.Column {
	i, f, s, m := &column.Column{}, &column.Column{}, &column.Column{}, &column.Column{}
	for n := range column.BatchSize {
		i.Append(value.Int(int64(n * 7919 % 100)))
		f.Append(value.Float(float64(n) / 3))
		s.Append(value.String("name" + strconv.Itoa(n%100)))
		m.Append(value.List([]value.Value{value.Int(int64(n)), value.Int(1), value.Int(2)}))
	}
	return map[string]*column.Column{"i": i, "f": f, "s": s, "l": m}
}

func BenchmarkKernel(b *testing.B) {
	every := batch.All(column.BatchSize)
	var half []int32
	for i := 0; i < column.BatchSize; i += 2 {
		half = append(half, int32(i))
	}
	for _, text := range []string{
		"i > 30", "i > $p", "f > 30", "s = 'name7'", "i + 1", "i * i", "f * i", "i % 7", "i / 3", "i + 1.5",
		"i > 30 AND f < 100", "i IN [1, 2, 3]", "s STARTS WITH 'name1'", "s =~ 'name1.*'",
		"CASE WHEN i > 30 THEN 1 ELSE 2 END", "coalesce(i, 1)", "abs(i)", "sqrt(f)", "toString(i)", "size(l)", "l[0]",
		"[x IN l | x + i]", "any(x IN l WHERE x = 2)", "reduce(a = 0, x IN l | a + x)", "toUpper(s)", "i IS NULL", "NOT i > 3", "-i",
		"{a: i}", "[i, f]",
	} {
		f := newFixture(b)
		f.ctx.Parameter = func(string) (value.Value, bool) { return value.Int(30), true }
		k, err := f.compile(parse(b, text))
		if err != nil {
			b.Fatal(err)
		}
		in := f.batch(column.BatchSize, benchColumns())
		run := func(name string, sel []int32) {
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := k.Eval(f.ctx, in, sel); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		run(text, every)
		run(text+"/half", half)
	}
}
