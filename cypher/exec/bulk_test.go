package exec_test

import (
	"errors"
	"testing"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine"
)

// TestWriteMoreThanThereIsRoomFor writes one long list, or text, to each of many nodes: the query holds it once, and the
// store would once for each.
func TestWriteMoreThanThereIsRoomFor(t *testing.T) {
	for _, text := range []string{
		"UNWIND range(1, 1000) AS i CREATE (:P {l: range(1, 10000)})",
		"UNWIND range(1, 1000) AS i CREATE (n:P) SET n.l = range(1, 10000)",
		"WITH reduce(s = 'x', i IN range(1, 16) | s + s) AS s UNWIND range(1, 1000) AS i CREATE (:P {s: s})",
	} {
		for limit, fails := range map[int64]bool{16 << 20: true, 1 << 30: false} {
			db := engine.New(engine.Options{})
			txn := db.Begin(engine.TxnOptions{})
			s := exec.Start{Txn: txn, Memory: &eval.Memory{Parent: &eval.Memory{Limit: limit}}}
			_, _, err := ask(t, db, s, text)
			if over := new(eval.MemoryError); errors.As(err, &over) != fails || !fails && err != nil {
				t.Errorf("%s with %d bytes: %v", text, limit, err)
			}
			txn.Abort()
			db.Close()
		}
	}
}
