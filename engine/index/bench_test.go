package index

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"memgraphd/engine/value"
)

const million = 1_000_000

// forms are the keys that benchmarks use: i as an integer, a float, a string.
var forms = []struct {
	name string
	make func(i int) value.Value
}{
	{"int", func(i int) value.Value { return value.Int(int64(i)) }},
	{"float", func(i int) value.Value { return value.Float(float64(i) + 0.5) }},
	{"string", func(i int) value.Value { return value.String(fmt.Sprintf("user-%07d@example.org", i)) }},
}

func shuffled(make func(int) value.Value) []value.Value {
	keys := []value.Value{}
	for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(million) {
		keys = append(keys, make(i))
	}
	return keys
}

func BenchmarkSeekOne(b *testing.B) {
	for _, form := range forms {
		keys := shuffled(form.make)
		x := New(1)
		for i, k := range keys {
			x.Insert([]value.Value{k}, uint64(i))
		}
		few := keys[:1<<16] // their own cache misses are not what is measured
		b.Run(form.name, func(b *testing.B) {
			b.ReportAllocs()
			var ids []uint64
			var c Cursor
			bounds := Bounds{Equal: make([]value.Value, 1)}
			for i := 0; b.Loop(); i++ {
				bounds.Equal[0] = few[i%len(few)]
				c.Reset()
				if ids, _ = x.Seek(&bounds, &c, 10, ids[:0]); len(ids) != 1 {
					b.Fatal(ids)
				}
			}
			b.ReportMetric(float64(x.MemoryUsage())/million, "bytes/entry")
		})
	}
}

func BenchmarkInsertMillion(b *testing.B) {
	for _, form := range forms {
		for _, order := range []string{"random", "ascending"} {
			keys := shuffled(form.make)
			if order == "ascending" {
				for i := range keys {
					keys[i] = form.make(i)
				}
			}
			b.Run(form.name+"/"+order, func(b *testing.B) {
				for b.Loop() {
					x := New(1)
					for i := range keys {
						x.Insert(keys[i:i+1], uint64(i))
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/million, "ns/entry")
			})
		}
	}
}

func BenchmarkLoadMillion(b *testing.B) {
	for _, form := range forms {
		keys := shuffled(form.make)
		b.Run(form.name, func(b *testing.B) {
			for b.Loop() {
				r := NewRun(1)
				for i := range keys {
					r.Add(keys[i:i+1], uint64(i))
				}
				r.Sort()
				New(1).Load(r)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/million, "ns/entry")
		})
	}
}

func BenchmarkRemoveMillion(b *testing.B) {
	keys := shuffled(forms[0].make)
	for b.Loop() {
		b.StopTimer()
		x := New(1)
		for i := range keys {
			x.Insert(keys[i:i+1], uint64(i))
		}
		b.StartTimer()
		for i := range keys {
			x.Remove(keys[i:i+1], uint64(i))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/million, "ns/entry")
}

func BenchmarkScanMillion(b *testing.B) {
	for _, form := range forms {
		x := New(1)
		for i, k := range shuffled(form.make) {
			x.Insert([]value.Value{k}, uint64(i))
		}
		b.Run(form.name, func(b *testing.B) {
			ids := make([]uint64, 0, 1024)
			for b.Loop() {
				var c Cursor
				for done := false; !done; {
					ids, done = x.Seek(&Bounds{}, &c, 1024, ids[:0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/million, "ns/entry")
		})
	}
}
