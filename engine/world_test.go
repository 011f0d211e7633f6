package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// failer is *testing.T or *rapid.T.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func mustCommit(t testing.TB, txn *Txn) {
	t.Helper()
	if err := txn.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// must returns v and ends the test on an error.
func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// world is a graph as the tests see it: plain maps, values as text.
type world struct {
	Nodes map[uint64]node
	Rels  map[uint64]rel
}

type node struct {
	Labels string
	Props  map[string]string
}

type rel struct {
	From, To uint64
	Type     string
	Props    map[string]string
}

func newWorld() world { return world{map[uint64]node{}, map[uint64]rel{}} }

func (w world) clone() world {
	c := world{maps.Clone(w.Nodes), maps.Clone(w.Rels)}
	for id, n := range c.Nodes {
		n.Props = maps.Clone(n.Props)
		c.Nodes[id] = n
	}
	for id, r := range c.Rels {
		r.Props = maps.Clone(r.Props)
		c.Rels[id] = r
	}
	return c
}

func show(v value.Value) string { return v.Kind().String() + " " + value.Literal(v) }

// read returns what a transaction sees, read row by row and by the column, which must agree.
func read(t failer, txn *Txn) world {
	t.Helper()
	w := newWorld()
	db := txn.Database()
	var ids []uint64
	for i := range txn.NodeChunks() {
		ids = txn.ScanNodes(i, nil, ids)
	}
	sets := make([]LabelSet, len(ids))
	txn.NodeLabels(ids, sets)
	for i, id := range ids {
		w.Nodes[id] = node{Labels: labelText(db, sets[i]), Props: propText(db, txn.NodeProperties(id, nil))}
	}
	readColumns(t, txn, ids, txn.NodeProperty, func(id uint64) map[string]string { return w.Nodes[id].Props })
	var rels Relationships
	var plain []uint64
	for i := range txn.RelationshipChunks() {
		txn.ScanRelationships(i, nil, &rels)
		plain = txn.ScanRelationshipIDs(i, nil, plain)
	}
	if !slices.Equal(plain, rels.ID) {
		t.Fatalf("relationships without their ends are %v, with them %v", plain, rels.ID)
	}
	for i, id := range rels.ID {
		w.Rels[id] = rel{rels.From[i], rels.To[i], db.TypeName(rels.Type[i]), propText(db, txn.RelationshipProperties(id, nil))}
	}
	readColumns(t, txn, rels.ID, txn.RelationshipProperty, func(id uint64) map[string]string { return w.Rels[id].Props })
	return w
}

func labelText(db *Database, set LabelSet) string {
	text := ""
	for _, l := range db.Labels(set) {
		text += ":" + db.LabelName(l)
	}
	return text
}

func propText(db *Database, props []Property) map[string]string {
	m := map[string]string{}
	for _, p := range props {
		m[db.PropertyName(p.Key)] = show(p.Value)
	}
	return m
}

func readColumns(t failer, txn *Txn, ids []uint64, gather func([]uint64, PropertyID, *column.Column), want func(uint64) map[string]string) {
	t.Helper()
	for key, name := range txn.Database().PropertyNames() {
		var col column.Column
		gather(ids, PropertyID(key), &col)
		if col.N != len(ids) {
			t.Fatalf("column has %d rows for %d ids", col.N, len(ids))
		}
		for i, id := range ids {
			got := show(col.Value(i))
			w, ok := want(id)[name]
			if !ok {
				w = show(value.Null)
			}
			if got != w {
				t.Fatalf("id %d property %s: column says %s, row %s", id, name, got, w)
			}
		}
	}
}

// checkHops compares expansion, degrees and searches between two nodes with the
// relationships of a world: of any type, and of the first.
func checkHops(t failer, txn *Txn, w world, limit int) {
	t.Helper()
	checkHopsOf(t, txn, w, limit, nil)
	if names := txn.Database().TypeNames(); len(names) > 0 {
		only := newWorld()
		only.Nodes = w.Nodes
		for id, r := range w.Rels {
			if r.Type == names[0] {
				only.Rels[id] = r
			}
		}
		checkHopsOf(t, txn, only, limit, []TypeID{0})
	}
}

func checkHopsOf(t failer, txn *Txn, w world, limit int, types []TypeID) {
	t.Helper()
	ids := slices.Sorted(maps.Keys(w.Nodes))
	for _, dir := range []Direction{Out, In, Both} {
		want, degree := wantHops(w, ids, dir)
		if got := expandAll(t, txn, ids, dir, types, limit); !maps.Equal(got, want) {
			t.Fatalf("direction %d: hops %v, want %v", dir, got, want)
		}
		degrees := make([]int64, len(ids))
		txn.Degrees(ids, dir, types, degrees)
		if !slices.Equal(degrees, degree) {
			t.Fatalf("direction %d: degrees %v, want %v", dir, degrees, degree)
		}
		got := map[string]int{}
		for _, to := range ids {
			var h Hops
			txn.ExpandInto(ids, slices.Repeat([]uint64{to}, len(ids)), dir, types, &h)
			for i, row := range h.Row {
				got[fmt.Sprint(row, h.Rel[i], h.To[i])]++
			}
		}
		if !maps.Equal(got, want) {
			t.Fatalf("direction %d: between nodes %v, want %v", dir, got, want)
		}
	}
}

// wantHops lists what an expansion of ids must find, and the degrees.
func wantHops(w world, ids []uint64, dir Direction) (hops map[string]int, degree []int64) {
	hops, degree = map[string]int{}, make([]int64, len(ids))
	add := func(node, rel, to uint64) {
		i, _ := slices.BinarySearch(ids, node)
		hops[fmt.Sprint(i, rel, to)]++
		degree[i]++
	}
	for id, r := range w.Rels {
		if dir != In {
			add(r.From, id, r.To)
		}
		if dir != Out && (dir == In || r.From != r.To) {
			add(r.To, id, r.From)
		}
	}
	return hops, degree
}

func expandAll(t failer, txn *Txn, ids []uint64, dir Direction, types []TypeID, limit int) map[string]int {
	t.Helper()
	got, ends, followed := map[string]int{}, map[uint64]bool{}, 0
	var c ExpandCursor
	for done, last := false, int32(0); !done; {
		var h Hops
		done = txn.Expand(&c, ids, dir, types, true, limit, &h)
		if !done && len(h.To) != limit {
			t.Fatalf("direction %d: %d hops instead of %d", dir, len(h.To), limit)
		}
		for i, row := range h.Row {
			if row < last {
				t.Fatalf("hops are not in input order")
			}
			last = row
			got[fmt.Sprint(row, h.Rel[i], h.To[i])]++
			ends[h.To[i]] = true
			followed++
		}
	}
	checkMarked(t, txn, ids, dir, types, ends, followed)
	return got
}

// checkMarked compares what MarkNeighbours says with what Expand has found.
func checkMarked(t failer, txn *Txn, ids []uint64, dir Direction, types []TypeID, ends map[uint64]bool, followed int) {
	t.Helper()
	set, n := txn.MarkNeighbours(ids, dir, types, nil)
	if n != followed || set.Count() != len(ends) {
		t.Fatalf("direction %d: marked %d nodes over %d relationships, want %d over %d", dir, set.Count(), n, len(ends), followed)
	}
	for id := range ends {
		if !set.Has(int(id)) {
			t.Fatalf("direction %d: node %d is not marked", dir, id)
		}
	}
}
