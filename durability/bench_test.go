package durability

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"memgraphd/durability/vfs"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// fill commits nodes with two properties and five relationships each.
func fill(b *testing.B, db *engine.Database, nodes int) {
	b.Helper()
	labels := db.InternLabels([]engine.LabelID{db.Label("Person")})
	id, name, typ := db.Property("id"), db.Property("name"), db.Type("KNOWS")
	const batch = 10_000
	for n := 0; n < nodes; n += batch {
		txn := db.Begin(engine.TxnOptions{})
		ids, err := txn.CreateNodes(batch, labels, nil)
		if err != nil {
			b.Fatal(err)
		}
		var numbers, texts column.Column
		for i := range batch {
			numbers.Append(value.Int(int64(n + i)))
			texts.Append(value.String(fmt.Sprint("person ", n+i)))
		}
		from, to := make([]uint64, 0, 5*batch), make([]uint64, 0, 5*batch)
		for i, node := range ids {
			for k := range 5 {
				from, to = append(from, node), append(to, ids[(i*7+k*31)%batch])
			}
		}
		err = txn.SetNodeColumn(ids, id, &numbers)
		if err == nil {
			err = txn.SetNodeColumn(ids, name, &texts)
		}
		if err == nil {
			_, err = txn.CreateRelationships(from, to, typ, nil)
		}
		if err == nil {
			err = txn.Commit(context.Background())
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// benchStore is a store on a real disk.
func benchStore(b *testing.B, opts Options) *Store {
	b.Helper()
	s, err := Open(context.Background(), opts)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

const benchNodes = 200_000

func BenchmarkCreateSnapshot(b *testing.B) {
	s := benchStore(b, Options{Directory: b.TempDir(), FS: vfs.OS()})
	defer s.Close()
	fill(b, s.Database(), benchNodes)
	for b.Loop() {
		if _, err := s.CreateSnapshot(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(benchNodes*float64(b.N)/b.Elapsed().Seconds(), "nodes/s")
}

// BenchmarkRecovery starts from a snapshot, and from the log alone.
func BenchmarkRecovery(b *testing.B) {
	for _, from := range []string{"snapshot", "log"} {
		b.Run(from, func(b *testing.B) {
			opts := Options{Directory: b.TempDir(), FS: vfs.OS(), Log: from == "log", SnapshotOnExit: from == "snapshot"}
			s := benchStore(b, opts)
			fill(b, s.Database(), benchNodes)
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			opts.SnapshotOnExit = false
			for b.Loop() {
				if err := benchStore(b, opts).Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(benchNodes*float64(b.N)/b.Elapsed().Seconds(), "nodes/s")
		})
	}
}

// BenchmarkCommit is a durable transaction of one node, from so many goroutines.
func BenchmarkCommit(b *testing.B) {
	for _, committers := range []int{1, 8, 64} {
		b.Run(fmt.Sprint(committers), func(b *testing.B) {
			s := benchStore(b, Options{Directory: b.TempDir(), FS: vfs.OS(), Log: true})
			defer s.Close()
			var wg sync.WaitGroup
			b.ResetTimer()
			for c := range committers {
				wg.Go(func() {
					for i := c; i < b.N; i += committers {
						if err := add(s.Database(), int64(i)); err != nil {
							b.Error(err)
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
		})
	}
}
