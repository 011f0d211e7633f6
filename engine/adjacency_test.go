package engine

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAdjacencyModel compares one adjacency with plain slices.
func TestAdjacencyModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a adjacency
		type run struct {
			row int
			typ TypeID
		}
		want := map[run][]entry{}
		next := uint64(0)
		base := rapid.SampledFrom([]uint64{0, 1 << 20, 1 << 31, maxNarrowID - 20}).Draw(t, "base")
		t.Repeat(map[string]func(*rapid.T){
			"insert": func(t *rapid.T) {
				r := run{rapid.IntRange(0, 3).Draw(t, "row"), TypeID(rapid.IntRange(0, 2).Draw(t, "type"))}
				var add []entry
				for range rapid.IntRange(1, 30).Draw(t, "n") {
					add = append(add, entry{neighbour: base + next%7, rel: base + next})
					next++
				}
				a.insert(r.row, r.typ, add, 0, false)
				want[r] = append(want[r], add...)
			},
			"drop": func(t *rapid.T) {
				row := rapid.IntRange(0, 3).Draw(t, "row")
				mod := rapid.Uint64Range(1, 5).Draw(t, "every")
				dead := func(rel uint64) bool { return rel%mod == 0 }
				for r, entries := range want {
					if r.row == row {
						want[r] = slices.DeleteFunc(entries, func(e entry) bool { return dead(e.rel) })
					}
				}
				a.drop(row, dead)
			},
			"trim": func(*rapid.T) {
				if a.root.Load() != nil {
					a.trim(packedLayout(base+7, base+max(7, next)))
				}
			},
			"": func(t *rapid.T) {
				total := 0
				for r, entries := range want {
					total += len(entries)
					var got []entry
					if root := a.root.Load(); root != nil {
						if i := root.find(r.row, r.typ); i != 0 {
							run := root.run(placeOf(root.place(i)))
							for j := range run.n {
								got = append(got, root.at(run, j))
							}
						}
					}
					if !slices.Equal(got, entries) {
						t.Fatalf("row %d type %d: %v, want %v", r.row, r.typ, got, entries)
					}
				}
				if a.entries != total {
					t.Fatalf("%d entries are counted, there are %d", a.entries, total)
				}
			},
		})
	})
}

// TestReadersOfGrowingRuns reads, without latches, runs that grow, move and shrink.
func TestReadersOfGrowingRuns(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	typ := db.Type("R")
	setup := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(setup.CreateNodes(40, 0, nil))
	from, to := []uint64{}, []uint64{}
	for i := range 400 {
		from, to = append(from, ids[i%4]), append(to, ids[i%40])
	}
	rels := must[[]uint64](t)(setup.CreateRelationships(from, to, typ, nil))
	mustCommit(t, setup)

	reader := db.Begin(TxnOptions{ReadOnly: true})
	defer reader.Abort()
	done := make(chan struct{})
	go func() {
		defer close(done)
		rng := rand.New(rand.NewPCG(1, 1))
		for round := range 1000 {
			w := db.Begin(TxnOptions{})
			if _, err := w.CreateRelationships([]uint64{ids[rng.IntN(4)]}, []uint64{ids[rng.IntN(40)]}, typ, nil); err != nil {
				t.Error(err)
			}
			if round < len(rels) {
				if err := w.DeleteRelationship(rels[round]); err != nil {
					t.Error(err)
				}
			}
			if rng.IntN(3) == 0 {
				w.Abort()
			} else if err := w.Commit(context.Background()); err != nil {
				t.Error(err)
			}
			if round%16 == 0 {
				db.CollectGarbage()
			}
		}
	}()
	for writing := true; writing; {
		select {
		case <-done:
			writing = false
		default:
		}
		var h Hops
		reader.Expand(&ExpandCursor{}, ids[:4], Out, nil, true, 1<<20, &h)
		slices.Sort(h.Rel)
		if !slices.Equal(h.Rel, rels) {
			t.Errorf("the reader sees %d relationships instead of %d", len(h.Rel), len(rels))
		}
	}
}

// TestCursorIsStable goes on with an expansion while runs are rewritten.
func TestCursorIsStable(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	typ := db.Type("R")
	w := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(w.CreateNodes(1, 0, nil))
	hub := []uint64{ids[0]}
	for range 100 {
		must[[]uint64](t)(w.CreateRelationships(hub, hub, typ, nil))
	}
	mustCommit(t, w)
	d := db.Begin(TxnOptions{})
	for rel := uint64(0); rel < 100; rel += 3 {
		if err := d.DeleteRelationship(rel); err != nil {
			t.Fatal(err)
		}
	}
	mustCommit(t, d)

	txn := db.Begin(TxnOptions{})
	defer txn.Abort()
	var c ExpandCursor
	var got []uint64
	for done := false; !done; {
		var h Hops
		done = txn.Expand(&c, hub, In, nil, true, 10, &h)
		got = append(got, h.Rel...)
		db.CollectGarbage() // removes the deleted entries behind the cursor's back
		if _, err := txn.CreateRelationships(hub, hub, typ, nil); err != nil {
			t.Fatal(err)
		}
	}
	var want []uint64
	for rel := uint64(0); rel < 100; rel++ {
		if rel%3 != 0 {
			want = append(want, rel)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("got %v", got)
	}
}

// TestWideIDs uses node and relationship ids beyond 32 bits.
func TestWideIDs(t *testing.T) {
	log := &testLog{records: map[uint64][]byte{}}
	db := New(Options{Log: log})
	defer db.Close()
	db.nextNode.Store(maxNarrowID - 3)
	db.nextRel.Store(maxNarrowID - 3)
	w := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(w.CreateNodes(8, 0, nil))
	for i := range ids {
		for j := range ids {
			must[[]uint64](t)(w.CreateRelationships(ids[i:i+1], ids[j:j+1], db.Type("R"), nil))
		}
	}
	mustCommit(t, w)
	db.CollectGarbage()
	check := func(db *Database) {
		t.Helper()
		txn := db.Begin(TxnOptions{ReadOnly: true})
		defer txn.Abort()
		for _, dir := range []Direction{Out, In, Both} {
			var h Hops
			txn.Expand(&ExpandCursor{}, ids, dir, nil, true, 1<<20, &h)
			want := 64
			if dir == Both {
				want = 128 - 8 // loops once
			}
			if len(h.To) != want {
				t.Errorf("direction %d: %d hops, want %d", dir, len(h.To), want)
			}
			deg := make([]int64, len(ids))
			txn.Degrees(ids, dir, nil, deg)
			for _, d := range deg {
				if d != int64(want/8) {
					t.Errorf("direction %d: degree %d", dir, d)
				}
			}
		}
	}
	check(db)
	replayed := New(Options{})
	defer replayed.Close()
	if err := replayed.Replay(1, log.records[1]); err != nil {
		t.Fatal(err)
	}
	check(replayed)
}

// TestSupernode inserts many relationships at one node from many transactions and
// takes half of them away again.
func TestSupernode(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	typ := db.Type("R")
	w := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(w.CreateNodes(2000, 0, nil))
	mustCommit(t, w)
	const n = 50_000
	from, to := make([]uint64, 100), make([]uint64, 100)
	for i := 0; i < n; i += 100 {
		w := db.Begin(TxnOptions{})
		for j := range from {
			from[j], to[j] = ids[1], ids[(i+j)%2000]
		}
		must[[]uint64](t)(w.CreateRelationships(from, to, typ, nil))
		mustCommit(t, w)
	}
	d := db.Begin(TxnOptions{})
	for rel := uint64(0); rel < n; rel += 2 {
		if err := d.DeleteRelationship(rel); err != nil {
			t.Fatal(err)
		}
	}
	mustCommit(t, d)
	db.CollectGarbage()
	r := db.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	deg := make([]int64, 1)
	r.Degrees(ids[1:2], Out, []TypeID{typ}, deg)
	if deg[0] != n/2 {
		t.Fatalf("degree %d", deg[0])
	}
	if found := db.Check(5); len(found) > 0 {
		t.Fatal(found)
	}
}
