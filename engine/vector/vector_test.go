package vector

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"memgraphd/engine/value"
)

func config(m Metric, dimension int) *Config {
	return &Config{Dimension: dimension, Metric: m, Capacity: 1, Resize: DefaultResize, Scalar: DefaultScalar}
}

func TestDistances(t *testing.T) {
	for _, c := range []struct {
		metric Metric
		a, b   []float32
		want   float64
	}{
		{L2sq, []float32{1, 2}, []float32{4, 6}, 25},
		{IP, []float32{1, 2}, []float32{4, 6}, 1 - 16},
		{Cos, []float32{2, 2}, []float32{1, 1}, 0},
		{Cos, []float32{1, 0}, []float32{0, 3}, 1},
		{Cos, []float32{1, 0}, []float32{0, 0}, 1},
		{Cos, []float32{0, 0}, []float32{0, 0}, 0},
		{Cos, []float32{1, 0}, []float32{-2, 0}, 2},
		{Haversine, []float32{0, 0}, []float32{0, 90}, math.Pi / 2},
		{Divergence, []float32{1, 0}, []float32{0, 1}, math.Ln2},
		{Divergence, []float32{0.5, 0.5}, []float32{0.5, 0.5}, 0},
		{Pearson, []float32{1, 2, 3}, []float32{10, 20, 30}, 0},
		{Pearson, []float32{1, 2, 3}, []float32{3, 2, 1}, 2},
		{Pearson, []float32{1, 1, 1}, []float32{3, 2, 1}, 1},
		{Hamming, []float32{1, 0, 1}, []float32{1, 1, 0}, 2},
		{Tanimoto, []float32{1, 0, 1}, []float32{1, 1, 0}, 1 - 1.0/3},
		{Sorensen, []float32{1, 0, 1}, []float32{1, 1, 0}, 0.5},
		{Tanimoto, []float32{0, 0}, []float32{0, 0}, 0},
	} {
		if got := NewQuery(config(c.metric, len(c.a)), c.a).Distance(c.b); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s of %v and %v is %v, want %v", c.metric, c.a, c.b, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	for m := L2sq; m <= Sorensen; m++ {
		if got, ok := ParseMetric(m.String()); !ok || got != m {
			t.Errorf("%s is parsed as %v", m, got)
		}
	}
	if _, ok := ParseMetric("manhattan"); ok {
		t.Error("a metric that there is not was found")
	}
	if name, ok := ParseScalar("binary"); !ok || name != "b1x8" {
		t.Errorf("binary is %q", name)
	}
	if _, ok := ParseScalar("f31"); ok {
		t.Error("a scalar kind that there is not was found")
	}
}

func TestCapacityGrows(t *testing.T) {
	c := &Config{Capacity: 10, Resize: 3}
	for size, want := range map[uint64]uint64{0: 10, 10: 10, 11: 30, 31: 90} {
		if got := c.CapacityFor(size); got != want {
			t.Errorf("the capacity for %d is %d, want %d", size, got, want)
		}
	}
	if got := (&Config{Capacity: 10, Resize: 1}).CapacityFor(11); got != 11 {
		t.Errorf("the capacity that does not grow is %d for 11", got)
	}
}

func TestUnpack(t *testing.T) {
	list := func(v ...value.Value) value.Value { return value.List(v) }
	dst := make([]float32, 2)
	if !Unpack(list(value.Int(1), value.Float(2.5)), dst) || !slices.Equal(dst, []float32{1, 2.5}) {
		t.Errorf("unpacked to %v", dst)
	}
	for _, v := range []value.Value{
		value.Null, value.String("ab"), list(value.Int(1)), list(value.Int(1), value.Int(2), value.Int(3)),
		list(value.Int(1), value.Null), list(value.Int(1), value.Float(math.NaN())), list(value.Int(1), value.Float(1e300)),
	} {
		if Unpack(v, dst) {
			t.Errorf("%s was taken for a vector", value.Literal(v))
		}
	}
}

// TestScanFindsTheNearest compares searches over blocks that change with a sort of everything.
func TestScanFindsTheNearest(t *testing.T) {
	const rows = 200
	for m := L2sq; m <= Sorensen; m++ {
		rng := rand.New(rand.NewPCG(1, uint64(m)))
		dimension := 1 + rng.IntN(40)
		if m == Haversine {
			dimension = 2
		}
		cfg := config(m, dimension)
		b := NewBlock(cfg, rows)
		model := map[int][]float32{}
		for range 1000 {
			row := rng.IntN(rows)
			if rng.IntN(3) == 0 {
				b.Remove(row)
				delete(model, row)
				continue
			}
			v := random(rng, dimension)
			b.Put(row, v)
			model[row] = v
		}
		q := NewQuery(cfg, random(rng, dimension))
		compare(t, q, b, model, 1+rng.IntN(20))
	}
}

func compare(t *testing.T, q *Query, b *Block, model map[int][]float32, k int) {
	t.Helper()
	skip := make([]uint64, 4)
	var want []Hit
	for row, v := range model {
		if row%7 == 0 {
			skip[row>>6] |= 1 << (row & 63)
			continue
		}
		want = append(want, Hit{1000 + uint64(row), q.Distance(v)})
	}
	slices.SortFunc(want, nearer)
	want = want[:min(k, len(want))]
	top, other := NewTop(k), NewTop(k)
	q.Scan(b, 1000, skip, other)
	top.Merge(other)
	got := top.Hits()
	if b.Len() != len(model) || len(got) != len(want) {
		t.Fatalf("%s: %d of %d vectors, %d hits of %d", q.cfg.Metric, b.Len(), len(model), len(got), len(want))
	}
	for i := range got {
		if math.Abs(got[i].Distance-want[i].Distance) > 1e-4 {
			t.Errorf("%s: hit %d is %v, want %v", q.cfg.Metric, i, got[i], want[i])
		}
	}
}

func random(rng *rand.Rand, dimension int) []float32 {
	v := make([]float32, dimension)
	for i := range v {
		v[i] = rng.Float32()*2 - 1
	}
	return v
}

func BenchmarkScan(b *testing.B) {
	for _, m := range []Metric{L2sq, Cos} {
		b.Run(m.String(), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			cfg := config(m, 128)
			var blocks []*Block
			for range 100 {
				block := NewBlock(cfg, 1000)
				for row := range 1000 {
					block.Put(row, random(rng, 128))
				}
				blocks = append(blocks, block)
			}
			q := NewQuery(cfg, random(rng, 128))
			for b.Loop() {
				top := NewTop(10)
				for i, block := range blocks {
					q.Scan(block, uint64(i)<<10, nil, top)
				}
			}
		})
	}
}
