package exec_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestWorkersShareRelationships: a hop from every node of which only the
// relationship is wanted is read from the table of relationships, and each
// relationship by one worker.
func TestWorkersShareRelationships(t *testing.T) {
	const nodes, degree = 5000, 8
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	ids, err := txn.CreateNodes(nodes, db.InternLabels(nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	var from, to []uint64
	var since column.Column
	for i := range nodes * degree {
		from, to = append(from, ids[i%nodes]), append(to, ids[(i*7919+i/nodes)%nodes])
		since.Append(value.Int(int64(i % 10)))
	}
	rels, err := txn.CreateRelationships(from, to, db.Type("R"), nil)
	if err = errors.Join(err, txn.SetRelationshipColumn(rels, db.Property("since"), &since), txn.Commit(context.Background())); err != nil {
		t.Fatal(err)
	}
	r := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer r.Abort()
	for text, want := range map[string]string{
		"MATCH ()-[r]->() WHERE r.since = 3 RETURN count(r)":                       "4000",
		"MATCH ()-[r:R]->() RETURN count(r.since), sum(r.since)":                   "40000 180000",
		"MATCH ()<-[r:R]-() WHERE r.since > 7 RETURN r.since, count(*)":            "8 4000\n9 4000",
		"MATCH ()-[r:Missing]->() RETURN count(r.since)":                           "0",
		"MATCH (a)-[r]->() WHERE r.since = 3 RETURN count(r), count(DISTINCT a.x)": "4000 0",
	} {
		one := answer(t, db, r, text, 0, 1)
		if got := strings.Join(one[:len(one)-1], "\n"); got != want {
			t.Errorf("%s\nby one: %s, want %s", text, got, want)
		}
		if many := answer(t, db, r, text, 0, 4); !slices.Equal(many, one) {
			t.Errorf("%s\nby workers: %s, want %s", text, many, one)
		}
	}
}
