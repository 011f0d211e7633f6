package engine

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkCreateRelationships fills a graph of a hundred thousand nodes in batches.
func BenchmarkCreateRelationships(b *testing.B) {
	const nodes, rels = 100_000, 1 << 20
	rng := rand.New(rand.NewPCG(1, 2))
	from, to := make([]uint64, rels), make([]uint64, rels)
	for i := range from {
		from[i], to[i] = rng.Uint64N(nodes), rng.Uint64N(nodes)
	}
	for _, size := range []int{1, 1 << 10, 10_000, 1 << 16} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			ids := make([]uint64, 0, size)
			since := cpu()
			for b.Loop() {
				db := New(Options{})
				t := db.Begin(TxnOptions{})
				if _, err := t.CreateNodes(nodes, 0, nil); err != nil {
					b.Fatal(err)
				}
				for at := 0; at < rels; at += size {
					end := min(at+size, rels)
					if _, err := t.CreateRelationships(from[at:end], to[at:end], 0, ids[:0]); err != nil {
						b.Fatal(err)
					}
				}
				db.Close()
			}
			b.ReportMetric((cpu()-since)*1e9/float64(b.N)/rels, "CPU-ns/relationship")
		})
	}
}
