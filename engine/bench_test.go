package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"syscall"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// buildGraph returns a database with n nodes, whose property 0 is an integer
// and property 1 a short string, and rels relationships between random nodes.
func buildGraph(n, rels int) *Database {
	db := New(Options{})
	set := db.InternLabels([]LabelID{db.Label("N")})
	num, text, typ := db.Property("num"), db.Property("text"), db.Type("R")
	rng := rand.New(rand.NewPCG(1, 2))
	for done := 0; done < n; {
		t := db.Begin(TxnOptions{})
		k := min(1024, n-done)
		ids, _ := t.CreateNodes(k, set, nil)
		var nums, texts column.Column
		for _, id := range ids {
			nums.Append(value.Int(int64(id)))
			texts.Append(value.String(fmt.Sprint("node ", id)))
		}
		if t.SetNodeColumn(ids, num, &nums) != nil || t.SetNodeColumn(ids, text, &texts) != nil {
			panic("building failed")
		}
		if err := t.Commit(context.Background()); err != nil {
			panic(err)
		}
		done += k
	}
	addRelationships(db, n, rels, typ, rng)
	db.CollectGarbage()
	return db
}

func addRelationships(db *Database, n, rels int, typ TypeID, rng *rand.Rand) {
	from, to := make([]uint64, 1024), make([]uint64, 1024)
	for done := 0; done < rels; done += len(from) {
		t := db.Begin(TxnOptions{})
		from, to = from[:min(1024, rels-done)], to[:min(1024, rels-done)]
		for i := range from {
			from[i], to[i] = rng.Uint64N(uint64(n)), rng.Uint64N(uint64(n))
		}
		if _, err := t.CreateRelationships(from, to, typ, nil); err != nil {
			panic(err)
		}
		if err := t.Commit(context.Background()); err != nil {
			panic(err)
		}
	}
}

var graphs = struct {
	sync.Mutex
	m map[[2]int]*Database
}{m: map[[2]int]*Database{}}

// graph is buildGraph, loaded from a snapshot so that it lies as after a
// restart, and kept for the next benchmark.
func graph(n, rels int) *Database {
	graphs.Lock()
	defer graphs.Unlock()
	db := graphs.m[[2]int{n, rels}]
	if db == nil {
		db = New(Options{})
		copySnapshot(fatal{}, buildGraph(n, rels), db)
		graphs.m[[2]int{n, rels}] = db
	}
	return db
}

type fatal struct{}

func (fatal) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// cpu returns the processor time that the process has used, in seconds. Rates
// are by processor time, so that a busy machine does not spoil them.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func rate(b *testing.B, since float64, items int, unit string) {
	b.ReportMetric(float64(items)/(cpu()-since)/1e6, "M"+unit+"/cpu-s")
}

// perOp reports the processor time of an operation, background work included.
func perOp(b *testing.B, since float64) {
	b.ReportMetric((cpu()-since)/float64(b.N)*1e9, "cpu-ns/op")
}

func BenchmarkScanNodes(b *testing.B) {
	db := graph(1<<20, 0)
	filter := db.NewLabelFilter(func(labels []LabelID) bool { return len(labels) == 1 })
	t := db.Begin(TxnOptions{ReadOnly: true})
	defer t.Abort()
	var ids []uint64
	n := 0
	since := cpu()
	for b.Loop() {
		for i := range t.NodeChunks() {
			ids = t.ScanNodes(i, filter, ids[:0])
			n += len(ids)
		}
	}
	rate(b, since, n, "nodes")
}

func BenchmarkScanRelationships(b *testing.B) {
	db := graph(1<<20, 5<<20)
	t := db.Begin(TxnOptions{ReadOnly: true})
	defer t.Abort()
	var batch Relationships
	n := 0
	since := cpu()
	for b.Loop() {
		for i := range t.RelationshipChunks() {
			batch.ID, batch.From, batch.To, batch.Type = batch.ID[:0], batch.From[:0], batch.To[:0], batch.Type[:0]
			t.ScanRelationships(i, []TypeID{0}, &batch)
			n += len(batch.ID)
		}
	}
	rate(b, since, n, "rels")
}

func BenchmarkGather(b *testing.B) {
	db := graph(1<<20, 0)
	t := db.Begin(TxnOptions{ReadOnly: true})
	defer t.Abort()
	ordered := make([]uint64, 1<<20)
	for i := range ordered {
		ordered[i] = uint64(i)
	}
	random := append([]uint64(nil), ordered...)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(random), func(i, j int) { random[i], random[j] = random[j], random[i] })
	for _, order := range []struct {
		name string
		ids  []uint64
	}{{"ordered", ordered}, {"random", random}} {
		for key, name := range db.PropertyNames() {
			b.Run(name+"/"+order.name, func(b *testing.B) {
				var col column.Column
				n := 0
				since := cpu()
				for b.Loop() {
					for i := 0; i < len(order.ids); i += 1024 {
						t.NodeProperty(order.ids[i:i+1024], PropertyID(key), &col)
						n += 1024
					}
				}
				rate(b, since, n, "values")
			})
		}
		b.Run("labels/"+order.name, func(b *testing.B) {
			sets := make([]LabelSet, 1024)
			n := 0
			since := cpu()
			for b.Loop() {
				for i := 0; i < len(order.ids); i += 1024 {
					t.NodeLabels(order.ids[i:i+1024], sets)
					n += 1024
				}
			}
			rate(b, since, n, "values")
		})
	}
}

func BenchmarkExpand(b *testing.B) {
	for _, size := range []struct {
		name        string
		nodes, rels int
	}{{"cache", 20_000, 100_000}, {"memory", 1 << 20, 5 << 20}, {"fanout50", 20_000, 1_000_000}} {
		db := graph(size.nodes, size.rels)
		random := make([]uint64, size.nodes)
		for i := range random {
			random[i] = uint64(i)
		}
		ordered := append([]uint64(nil), random...)
		rand.New(rand.NewPCG(3, 4)).Shuffle(len(random), func(i, j int) { random[i], random[j] = random[j], random[i] })
		for name, ids := range map[string][]uint64{"ordered": ordered, "random": random} {
			b.Run(size.name+"/"+name, func(b *testing.B) { benchExpand(b, db, ids, true) })
			b.Run(size.name+"/"+name+"/norel", func(b *testing.B) { benchExpand(b, db, ids, false) })
		}
		b.Run(size.name+"/degrees", func(b *testing.B) { benchDegrees(b, db, random) })
	}
}

func benchExpand(b *testing.B, db *Database, ids []uint64, rel bool) {
	t := db.Begin(TxnOptions{ReadOnly: true})
	defer t.Abort()
	var h Hops
	n := 0
	since := cpu()
	for b.Loop() {
		for i := 0; i < len(ids); i += 1024 {
			batch := ids[i:min(i+1024, len(ids))]
			var c ExpandCursor
			for done := false; !done; {
				h.Row, h.Rel, h.To = h.Row[:0], h.Rel[:0], h.To[:0]
				done = t.Expand(&c, batch, Out, nil, rel, 1024, &h)
				n += len(h.To)
			}
		}
	}
	rate(b, since, n, "rels")
}

func benchDegrees(b *testing.B, db *Database, ids []uint64) {
	t := db.Begin(TxnOptions{ReadOnly: true})
	defer t.Abort()
	dst := make([]int64, 1024)
	n := 0
	since := cpu()
	for b.Loop() {
		for i := 0; i < len(ids); i += 1024 {
			batch := ids[i:min(i+1024, len(ids))]
			t.Degrees(batch, Out, nil, dst)
			n += len(batch)
		}
	}
	rate(b, since, n, "nodes")
}

func BenchmarkBegin(b *testing.B) {
	db := graph(20_000, 100_000)
	b.ReportAllocs()
	since := cpu()
	for b.Loop() {
		db.Begin(TxnOptions{ReadOnly: true}).Abort()
	}
	perOp(b, since)
}

func BenchmarkPointRead(b *testing.B) {
	db := graph(1<<20, 0)
	var col column.Column
	id := make([]uint64, 1)
	b.ReportAllocs()
	since := cpu()
	for b.Loop() {
		t := db.Begin(TxnOptions{ReadOnly: true})
		id[0] = (id[0]*7919 + 13) & (1<<20 - 1)
		t.NodeProperty(id, 0, &col)
		t.Abort()
	}
	perOp(b, since)
}

func BenchmarkCommit(b *testing.B) {
	b.Run("nodes=1", func(b *testing.B) { benchCreate(b, 1) })
	b.Run("nodes=100", func(b *testing.B) { benchCreate(b, 100) })
	b.Run("update", func(b *testing.B) {
		benchWrites(b, func(t *Txn, i uint64) error { return t.SetNodeProperty(i, 0, value.Int(int64(i))) })
	})
	b.Run("relationship", func(b *testing.B) {
		benchWrites(b, func(t *Txn, i uint64) error { return relate(t, i, i*7919%writeNodes) })
	})
	b.Run("supernode", func(b *testing.B) {
		benchWrites(b, func(t *Txn, i uint64) error { return relate(t, 5, i) })
	})
}

func relate(t *Txn, from, to uint64) error {
	_, err := t.CreateRelationships([]uint64{from}, []uint64{to}, 0, nil)
	return err
}

// benchCreate commits transactions that create n nodes with a property.
func benchCreate(b *testing.B, n int) {
	db := New(Options{})
	defer db.Close()
	set := db.InternLabels([]LabelID{db.Label("N")})
	key := db.Property("k")
	var ids []uint64
	b.ReportAllocs()
	since := cpu()
	for b.Loop() {
		t := db.Begin(TxnOptions{})
		ids, _ = t.CreateNodes(n, set, ids[:0])
		for _, id := range ids {
			_ = t.SetNodeProperty(id, key, value.Int(int64(id)))
		}
		_ = t.Commit(context.Background())
	}
	perOp(b, since)
}

const writeNodes = 100_000

// benchWrites commits transactions of one write on a graph of writeNodes nodes,
// at nodes in no order.
func benchWrites(b *testing.B, write func(t *Txn, i uint64) error) {
	db := New(Options{})
	defer db.Close()
	db.Property("k")
	db.Type("R")
	t := db.Begin(TxnOptions{})
	_, _ = t.CreateNodes(writeNodes, 0, nil)
	_ = t.Commit(context.Background())
	i := uint64(0)
	b.ReportAllocs()
	since := cpu()
	for b.Loop() {
		t := db.Begin(TxnOptions{})
		i = (i*7919 + 13) % writeNodes
		if err := write(t, i); err != nil {
			b.Fatal(err)
		}
		_ = t.Commit(context.Background())
	}
	perOp(b, since)
}

func BenchmarkBulkCreate(b *testing.B) {
	since := cpu()
	for b.Loop() {
		db := New(Options{})
		t := db.Begin(TxnOptions{})
		ids, _ := t.CreateNodes(100_000, 0, nil)
		rng, typ := rand.New(rand.NewPCG(5, 6)), db.Type("R")
		for range 1000 {
			from, to := make([]uint64, 1000), make([]uint64, 1000)
			for i := range from {
				from[i], to[i] = ids[rng.IntN(len(ids))], ids[rng.IntN(len(ids))]
			}
			_, _ = t.CreateRelationships(from, to, typ, nil)
		}
		_ = t.Commit(context.Background())
		db.Close()
	}
	rate(b, since, b.N*1_000_000, "rels")
}

// BenchmarkSetColumn sets an integer and a string of nodes that the transaction
// has created itself, and then again of nodes that others created.
func BenchmarkSetColumn(b *testing.B) {
	const n = 1 << 16
	var nums, texts column.Column
	for i := range 1024 {
		nums.Append(value.Int(int64(i)))
		texts.Append(value.String(fmt.Sprint("node ", i)))
	}
	db := New(Options{})
	defer db.Close()
	set := func(t *Txn, ids []uint64) {
		for i := 0; i < n; i += 1024 {
			_ = t.SetNodeColumn(ids[i:i+1024], 0, &nums)
			_ = t.SetNodeColumn(ids[i:i+1024], 1, &texts)
		}
		_ = t.Commit(context.Background())
	}
	var ids []uint64
	b.Run("created", func(b *testing.B) {
		since := cpu()
		for b.Loop() {
			t := db.Begin(TxnOptions{})
			ids, _ = t.CreateNodes(n, 0, ids[:0])
			set(t, ids)
		}
		rate(b, since, 2*n*b.N, "values")
	})
	b.Run("updated", func(b *testing.B) {
		since := cpu()
		for b.Loop() {
			set(db.Begin(TxnOptions{}), ids)
		}
		rate(b, since, 2*n*b.N, "values")
	})
}

func BenchmarkLoad(b *testing.B) {
	s := graph(1<<20, 5<<20).Snapshot()
	defer s.Release()
	spent := 0.0
	for b.Loop() {
		b.StopTimer()
		db := New(Options{Workers: 1})
		l, err := db.Load(s.Catalog())
		if err != nil {
			b.Fatal(err)
		}
		var nodes []NodeImage
		var rels []RelationshipImage
		for i := range s.NodeChunks() {
			nodes = append(nodes, NodeImage{})
			s.NodeChunk(i, &nodes[i])
		}
		for i := range s.RelationshipChunks() {
			rels = append(rels, RelationshipImage{})
			s.RelationshipChunk(i, &rels[i])
		}
		runtime.GC()
		since := cpu()
		b.StartTimer()
		for i := range nodes {
			if err := l.Nodes(&nodes[i]); err != nil {
				b.Fatal(err)
			}
		}
		for i := range rels {
			if err := l.Relationships(&rels[i]); err != nil {
				b.Fatal(err)
			}
		}
		if err := l.Finish(nil); err != nil {
			b.Fatal(err)
		}
		spent += cpu() - since
	}
	rate(b, cpu()-spent, b.N*5<<20, "rels")
}

// BenchmarkMemory reports bytes per node (without and with two properties) and
// per relationship, created one by one and after loading.
func BenchmarkMemory(b *testing.B) {
	measure := func(build func() *Database) (*Database, float64) {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		db := build()
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&after)
		return db, float64(after.HeapAlloc) - float64(before.HeapAlloc)
	}
	for b.Loop() {
		const n = 1 << 20
		bare, bytes := measure(func() *Database {
			db := New(Options{})
			t := db.Begin(TxnOptions{})
			_, _ = t.CreateNodes(n, 0, nil)
			_ = t.Commit(context.Background())
			db.CollectGarbage()
			return db
		})
		b.ReportMetric(bytes/n, "B/node")
		_, bytes = measure(func() *Database {
			addRelationships(bare, n, 5*n, bare.Type("R"), rand.New(rand.NewPCG(1, 2)))
			bare.CollectGarbage()
			return bare
		})
		b.ReportMetric(bytes/(5*n), "B/rel-inserted")
		loaded, bytes := measure(func() *Database {
			db := New(Options{})
			copySnapshot(fatal{}, bare, db)
			return db
		})
		b.ReportMetric((bytes-float64(n)*4)/(5*n), "B/rel-loaded")
		bare.Close()
		loaded.Close()
		full, bytes := measure(func() *Database { return buildGraph(n, 0) })
		b.ReportMetric(bytes/n, "B/node-2-properties")
		full.Close()
	}
}

// BenchmarkReplay replays commits of one node with two properties and one
// relationship each.
func BenchmarkReplay(b *testing.B) {
	log := &testLog{records: map[uint64][]byte{}}
	db := New(Options{Log: log})
	defer db.Close()
	const n = 50_000
	num, text, typ := db.Property("num"), db.Property("text"), db.Type("R")
	set := db.InternLabels([]LabelID{db.Label("N")})
	for i := range uint64(n) {
		t := db.Begin(TxnOptions{})
		ids, _ := t.CreateNodes(1, set, nil)
		_ = t.SetNodeProperty(ids[0], num, value.Int(int64(i)))
		_ = t.SetNodeProperty(ids[0], text, value.String("some text"))
		_, _ = t.CreateRelationships(ids, []uint64{i * 7919 % (i + 1)}, typ, nil)
		if err := t.Commit(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	since := cpu()
	for b.Loop() {
		replayed := New(Options{})
		for commit := uint64(1); commit <= n; commit++ {
			if err := replayed.Replay(commit, log.records[commit]); err != nil {
				b.Fatal(err)
			}
		}
	}
	rate(b, since, n*b.N, "commits")
}
