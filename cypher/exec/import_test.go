package exec_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// BenchmarkImport loads relationships from a file of separated values.
func BenchmarkImport(b *testing.B) {
	const users, friendships = 100_000, 500_000
	db := social(b, users, 1000)
	var file strings.Builder
	file.WriteString("from,to,since\n")
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range friendships {
		fmt.Fprintf(&file, "%d,%d,%d\n", rng.IntN(users), rng.IntN(users), i%1000)
	}
	data := []byte(file.String())
	none := func(string) (value.Value, bool) { return value.Null, false }
	for _, q := range []struct{ name, text string }{
		{"read", "LOAD CSV FROM 'f' WITH HEADER AS row RETURN count(row)"},
		{"convert", "LOAD CSV FROM 'f' WITH HEADER AS row RETURN count(toInteger(row.from) + toInteger(row.to))"},
		{"match", "LOAD CSV FROM 'f' WITH HEADER AS row MATCH (n:User {id: toInteger(row.from)}), (m:User {id: toInteger(row.to)}) RETURN count(*)"},
		{"create", "LOAD CSV FROM 'f' WITH HEADER AS row MATCH (n:User {id: toInteger(row.from)}), (m:User {id: toInteger(row.to)}) CREATE (n)-[:F {since: toInteger(row.since)}]->(m)"},
	} {
		b.Run(q.name, func(b *testing.B) {
			prog := program(b, db, q.text)
			if testing.Verbose() {
				b.Log("\n" + strings.Join(plan.Explain(prog.Plan()), "\n"))
			}
			for b.Loop() {
				txn := db.Begin(engine.TxnOptions{})
				run(b, prog, exec.Start{Txn: txn, Files: memoryFile{data, true}, Parameter: none})
				txn.Abort()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/friendships, "ns/row")
		})
	}
}
