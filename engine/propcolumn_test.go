package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestColumnModel compares a chunk's columns with a map under random changes.
func TestColumnModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newNodeChunk(0)
		want := map[int]value.Value{}
		row := rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(0, ChunkRows-1))
		set := func(t *rapid.T) {
			r, v := row.Draw(t, "row"), anyValue().Draw(t, "value")
			c.setLive(r)
			c.setProperty(r, 7, v)
			delete(want, r)
			if !v.IsNull() {
				want[r] = v
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"set": set, "set2": set,
			"run": func(t *rapid.T) { // dense from the start, as bulk writes are
				for r := range rapid.IntRange(1, 200).Draw(t, "rows") {
					c.setLive(r)
					c.setProperty(r, 7, value.Int(int64(r)))
					want[r] = value.Int(int64(r))
				}
			},
			"trim": func(*rapid.T) { c.trimColumns() },
			"":     func(t *rapid.T) { checkColumn(t, c, want) },
		})
	})
}

func checkColumn(t *rapid.T, c *chunk, want map[int]value.Value) {
	if found := columnProblems(c); len(found) > 0 {
		t.Fatal(found)
	}
	col := c.column(7)
	if (col == nil) != (len(want) == 0) {
		t.Fatalf("%d values, column %v", len(want), col)
	}
	ids := make([]uint64, 0, ChunkRows)
	for r := range ChunkRows {
		ids = append(ids, uint64(r))
	}
	if rapid.Bool().Draw(t, "backwards") {
		slices.Reverse(ids)
	}
	var dst column.Column
	g := gatherer{dst: &dst}
	g.start(len(ids))
	g.run(col, ids, 0)
	for i, id := range ids {
		if got, w := show(dst.Value(i)), show(want[int(id)]); got != w {
			t.Fatalf("row %d is %s, want %s", id, got, w)
		}
	}
}

func columnProblems(c *chunk) (found []string) {
	for _, col := range c.columns {
		found = append(found, col.problems(c)...)
	}
	return found
}

// TestGatherAcrossTypes gathers one property whose type differs between chunks.
func TestGatherAcrossTypes(t *testing.T) {
	values := map[string]value.Value{
		"null": value.Null, "bool": value.Bool(true), "int": value.Int(-3), "float": value.Float(0.5),
		"string": value.String("s"), "list": value.List([]value.Value{value.Int(1)}),
	}
	for a, va := range values {
		for b, vb := range values {
			t.Run(a+" "+b, func(t *testing.T) {
				db := New(Options{})
				defer db.Close()
				txn := db.Begin(TxnOptions{})
				defer txn.Abort()
				ids := must[[]uint64](t)(txn.CreateNodes(3*ChunkRows, 0, nil))
				// absent, a, absent, b in chunks of their own
				picked := []uint64{0, ChunkRows, ChunkRows + 1, 2 * ChunkRows}
				for i, v := range map[int]value.Value{1: va, 3: vb} {
					if err := txn.SetNodeProperty(picked[i], db.Property("p"), v); err != nil {
						t.Fatal(err)
					}
				}
				for _, order := range [][]uint64{picked, {ids[2*ChunkRows], ids[0], ids[ChunkRows], ids[1]}, {picked[3]}, {picked[1], 1 << 40}} {
					var col column.Column
					txn.NodeProperty(order, db.Property("p"), &col)
					for i, id := range order {
						want := value.Null
						switch id {
						case picked[1]:
							want = va
						case picked[3]:
							want = vb
						}
						if show(col.Value(i)) != show(want) {
							t.Errorf("order %v row %d: %s, want %s", order, i, show(col.Value(i)), show(want))
						}
					}
				}
			})
		}
	}
}

// TestStringsStayValid reads strings and overwrites them in place: what was read must not change.
func TestStringsStayValid(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	key := db.Property("s")
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(txn.CreateNodes(100, 0, nil))
	var read []string
	for round := range 200 {
		for i, id := range ids {
			text := fmt.Sprintf("round %d, node %d, %s", round, i, strings.Repeat("x", round%50))
			if err := txn.SetNodeProperty(id, key, value.String(text)); err != nil {
				t.Fatal(err)
			}
		}
		var col column.Column
		txn.NodeProperty(ids[:1], key, &col)
		read = append(read, col.Strings[0])
	}
	for round, text := range read {
		if want := fmt.Sprintf("round %d, node 0, %s", round, strings.Repeat("x", round%50)); text != want {
			t.Fatalf("%q has become %q", want, text)
		}
	}
	txn.Abort()
}

func TestLongStrings(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	key := db.Property("s")
	txn := db.Begin(TxnOptions{})
	defer txn.Abort()
	ids := must[[]uint64](t)(txn.CreateNodes(2, 0, nil))
	for i, text := range []string{"short", strings.Repeat("long", longestInline)} {
		if err := txn.SetNodeProperty(ids[i], key, value.String(text)); err != nil {
			t.Fatal(err)
		}
		if got := txn.NodeProperties(ids[i], nil)[0].Value.AsString(); got != text {
			t.Fatalf("%d bytes instead of %d", len(got), len(text))
		}
	}
	if typ := db.nodes.at(0).columns[0].typ; typ != column.Any {
		t.Fatalf("the column has type %d", typ)
	}
}

// TestSetColumnLikeProperties sets batches in one database and the same values
// one by one in another.
func TestSetColumnLikeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dbs := [2]*Database{New(Options{}), New(Options{})}
		var txns [2]*Txn
		defer func() {
			for i, db := range dbs {
				txns[i].Abort()
				db.Close()
			}
		}()
		begin := func(t *rapid.T) {
			for i, db := range dbs {
				if txns[i] != nil {
					expect(t, txns[i].Commit(t.Context()), nil)
				}
				txns[i] = db.Begin(TxnOptions{})
			}
		}
		begin(t)
		nodes := uint64(0)
		t.Repeat(map[string]func(*rapid.T){
			"commit": begin,
			"create": func(t *rapid.T) {
				if nodes > ChunkRows {
					t.Skip("enough nodes")
				}
				n := rapid.IntRange(1, 700).Draw(t, "n")
				for _, txn := range txns {
					_, err := txn.CreateNodes(n, 0, nil)
					expect(t, err, nil)
				}
				nodes += uint64(n)
			},
			"set": func(t *rapid.T) { setBatch(t, dbs, txns, nodes) },
		})
		if diff := cmp.Diff(read(t, txns[0]), read(t, txns[1])); diff != "" {
			t.Fatal(diff)
		}
	})
}

func setBatch(t *rapid.T, dbs [2]*Database, txns [2]*Txn, nodes uint64) {
	if nodes == 0 {
		t.Skip("no nodes")
	}
	key := PropertyID(rapid.IntRange(0, 1).Draw(t, "key"))
	for _, db := range dbs {
		db.Property("a")
		db.Property("b")
	}
	first := rapid.Uint64Range(0, nodes-1).Draw(t, "first")
	n := rapid.Uint64Range(1, min(nodes-first, 400)).Draw(t, "n")
	step := rapid.Uint64Range(1, 2).Draw(t, "step")
	like := anyValue().Draw(t, "value")
	var ids []uint64
	var vals column.Column
	for id := first; id < first+n; id += step {
		v := like
		if like.Kind() == value.KindInt {
			v = value.Int(int64(id))
		}
		ids = append(ids, id)
		vals.Append(v)
		expect(t, txns[1].SetNodeProperty(id, key, v), nil)
	}
	expect(t, txns[0].SetNodeColumn(ids, key, &vals), nil)
}
