package wal

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"memgraphd/durability/vfs"
)

// BenchmarkGroupCommit measures durable commits of 200 bytes on a real disk.
func BenchmarkGroupCommit(b *testing.B) {
	for _, committers := range []int{1, 8, 64} {
		b.Run(fmt.Sprint(committers), func(b *testing.B) { benchmarkCommit(b, committers) })
	}
}

func benchmarkCommit(b *testing.B, committers int) {
	path := filepath.Join(b.TempDir(), "wal")
	w, err := Open(vfs.OS(), path, options(0), &State{})
	if err != nil {
		b.Fatal(err)
	}
	var (
		lock sync.Mutex
		ts   uint64
		left atomic.Int64
		wg   sync.WaitGroup
	)
	payload := make([]byte, 200)
	left.Store(int64(b.N))
	b.ResetTimer()
	for range committers {
		wg.Go(func() {
			result := make(chan error, 1)
			for left.Add(-1) >= 0 {
				lock.Lock()
				ts++
				w.Append(ts, payload, func(err error) { result <- err })
				lock.Unlock()
				w.Flush()
				if err := <-result; err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	stats := w.Stats()
	b.ReportMetric(float64(stats.Commits)/float64(max(1, stats.Syncs)), "commits/sync")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkScan measures how fast recovery reads the log.
func BenchmarkScan(b *testing.B) {
	mem := vfs.NewMem()
	w, _, err := openLog(mem, options(0))
	if err != nil {
		b.Fatal(err)
	}
	payload := make([]byte, 200)
	for ts := uint64(1); ts < 200_000; ts++ {
		w.Append(ts, payload, func(error) {})
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_, state, err := scanAll(mem, 0)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(state.Bytes)
	}
}
