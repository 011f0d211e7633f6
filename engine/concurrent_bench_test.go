package engine

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"memgraphd/engine/value"
)

// BenchmarkDisjointWriters measures what a commit costs while others write at other nodes: the figure to compare is
// the CPU time, which stays the same as long as writers do not wait for one another.
func BenchmarkDisjointWriters(b *testing.B) {
	for _, kind := range []struct {
		name  string
		write func(t *Txn, i uint64) error
	}{
		{"update", func(t *Txn, i uint64) error { return t.SetNodeProperty(i, 0, value.Int(int64(i))) }},
		{"relationship", func(t *Txn, i uint64) error { return relate(t, i, i^1) }},
		{"supernode", func(t *Txn, i uint64) error { return relate(t, 5, i) }},
	} {
		for _, writers := range []int{1, 2, 8} {
			b.Run(fmt.Sprintf("%s/writers=%d", kind.name, writers), func(b *testing.B) {
				benchWriters(b, writers, kind.write)
			})
		}
	}
}

func benchWriters(b *testing.B, writers int, write func(t *Txn, i uint64) error) {
	db := New(Options{})
	defer db.Close()
	db.Property("k")
	db.Type("R")
	t := db.Begin(TxnOptions{})
	_, _ = t.CreateNodes(writeNodes, 0, nil)
	_ = t.Commit(context.Background())
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	b.ResetTimer()
	since := cpu()
	share := uint64(writeNodes / writers)
	for w := range uint64(writers) {
		wg.Go(func() {
			for i := uint64(0); left.Add(-1) >= 0; i = (i*7919 + 13) % share {
				t := db.Begin(TxnOptions{})
				if err := write(t, w*share+i); err != nil {
					b.Error(err)
				}
				_ = t.Commit(context.Background())
			}
		})
	}
	wg.Wait()
	perOp(b, since)
}

// BenchmarkSupernodeGrows measures commits of one relationship each at one node, a million times: each figure is that of a
// hundred thousand of them behind those before.
func BenchmarkSupernodeGrows(b *testing.B) {
	for b.Loop() {
		db := New(Options{})
		db.Type("R")
		t := db.Begin(TxnOptions{})
		_, _ = t.CreateNodes(writeNodes, 0, nil)
		_ = t.Commit(context.Background())
		for round := range 10 {
			since := cpu()
			for i := range uint64(writeNodes) {
				t := db.Begin(TxnOptions{})
				if err := relate(t, 5, i); err != nil {
					b.Fatal(err)
				}
				_ = t.Commit(context.Background())
			}
			if round%3 == 0 {
				b.ReportMetric((cpu()-since)/writeNodes*1e9, fmt.Sprintf("cpu-ns/op-from-%dk", round*writeNodes/1000))
			}
		}
		db.Close()
	}
}

// BenchmarkUpdatesUnderReader measures updates of a thousand nodes again and again while a reader keeps its view, and what
// memory is left of them.
func BenchmarkUpdatesUnderReader(b *testing.B) {
	db := New(Options{})
	defer db.Close()
	db.Property("k")
	t := db.Begin(TxnOptions{})
	_, _ = t.CreateNodes(1000, 0, nil)
	_ = t.Commit(context.Background())
	reader := db.Begin(TxnOptions{ReadOnly: true})
	defer reader.Abort()
	before := heap()
	since := cpu()
	i := uint64(0)
	for b.Loop() {
		t := db.Begin(TxnOptions{})
		i++
		if err := t.SetNodeProperty(i%1000, 0, value.Int(int64(i))); err != nil {
			b.Fatal(err)
		}
		_ = t.Commit(context.Background())
	}
	perOp(b, since)
	b.ReportMetric(float64(heap()-before)/(1<<20), "MiB-left")
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
