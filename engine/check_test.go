package engine

import (
	"strings"
	"sync/atomic"
	"testing"

	"memgraphd/engine/value"
)

// TestCheckFinds damages a database in many ways, each of which Check must notice.
func TestCheckFinds(t *testing.T) {
	for name, damage := range map[string]func(db *Database){
		"visible, 9 are counted":    func(db *Database) { db.counts.nodes = 9 },
		"relationships are visible": func(db *Database) { db.counts.rels++ },
		"label 0":                   func(db *Database) { db.counts.labels[0]++ },
		"type 0":                    func(db *Database) { db.counts.types[0]-- },
		"not found from":            func(db *Database) { db.nodes.at(0).out.drop(0, func(rel uint64) bool { return rel == 0 }) },
		"is there twice":            func(db *Database) { db.nodes.at(0).in.insert(1, 0, []entry{{0, 0}}, 0, false) },
		"which leads from":          func(db *Database) { db.rels.at(0).ends.set(0, 0, 2, 0) },
		"do not both exist":         func(db *Database) { db.nodes.at(0).setDead(1) },
		"has a value but":           func(db *Database) { db.nodes.at(0).setDead(2) },
		"zone":                      func(db *Database) { db.nodes.at(0).zone.add(3, 1) },
		"the zone does not have":    func(db *Database) { db.rels.at(0).zone.remove(0) },
		"old versions":              func(db *Database) { db.nodes.at(0).versioned = 1 },
		"rows present":              func(db *Database) { c := db.nodes.at(0).columns[0]; c.ints = integers{} },
		"rank of word":              func(db *Database) { db.nodes.at(0).columns[0].rank[3]++ },
		"out of order": func(db *Database) {
			c := db.nodes.at(0)
			c.columns[0], c.columns[1] = c.columns[1], c.columns[0]
		},
		"in direction 0": func(db *Database) {
			r := db.nodes.at(0).out.root.Load()
			atomic.StoreUint32(&r.heads[0], r.heads[1]) // where the run of node 0 starts if there are no segments
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := New(Options{})
			defer db.Close()
			w := db.Begin(TxnOptions{})
			ids := must[[]uint64](t)(w.CreateNodes(3, db.InternLabels([]LabelID{db.Label("A")}), nil))
			must[[]uint64](t)(w.CreateRelationships(ids[:2], ids[1:], db.Type("R"), nil))
			for i, key := range []string{"p", "q"} {
				if err := w.SetNodeProperty(ids[2], db.Property(key), value.Int(int64(i))); err != nil {
					t.Fatal(err)
				}
			}
			mustCommit(t, w)
			db.CollectGarbage()
			if found := db.Check(100); len(found) > 0 {
				t.Fatalf("undamaged: %v", found)
			}
			damage(db)
			found := db.Check(100)
			if !strings.Contains(strings.Join(found, "\n"), name) {
				t.Fatalf("found %q", found)
			}
			if len(db.Check(1)) > 1 {
				t.Fatal("more findings than asked for")
			}
		})
	}
}
