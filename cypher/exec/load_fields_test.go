package exec_test

import (
	"strings"
	"testing"

	"memgraphd/cypher/exec"
	"memgraphd/engine"
)

// TestLoadFields asks for fields of records, which are then read by the column, in all places where they can be
// asked for, and for the same of whole records.
func TestLoadFields(t *testing.T) {
	const file = "b,a,c\n1,x,\n2,y,7\n3,x,8\n"
	for _, tail := range []string{
		"RETURN row.a, row.b, row.none, row.a + row.a",
		"RETURN count(row.c), collect(row.b)",
		"WITH row.a AS a, count(*) AS n RETURN a, n ORDER BY a",
		"RETURN DISTINCT row.a ORDER BY row.a DESC",
		"RETURN row.b ORDER BY row.a, row.c DESC LIMIT 2",
		"RETURN [x IN [1, 2] | x + toInteger(row.b)], [x IN [row.a, 'x'] WHERE x = row.a], reduce(s = '', x IN [1, 2] | s + row.a)",
		"RETURN any(x IN ['y'] WHERE x = row.a), CASE row.a WHEN 'x' THEN row.b ELSE row.c END, {k: row.b}",
		"MATCH (n:User {id: toInteger(row.b)}) WHERE n.id > toInteger(row.b) - 1 RETURN n.id, row.a",
		"OPTIONAL MATCH (n:User {id: toInteger(row.c)})-[r]->(m) RETURN n.id, row.a, count(r)",
		"RETURN EXISTS { MATCH (n:User {id: toInteger(row.b)}) WHERE row.a = 'x' }, COUNT { MATCH (n:User) WHERE n.id < toInteger(row.b) }",
		"UNWIND [row.a, row.b] AS v RETURN v, row.c",
		"WITH * WHERE row.a = 'x' RETURN row.b",
		"CALL (row) { RETURN row.a + '!' AS s } RETURN s, row.b",
		"WITH row AS r, row.a AS row RETURN r.b, row",
		"MERGE (n:New {k: row.a}) ON MATCH SET n.b = row.b RETURN n.k, n.b",
		"CREATE (n:New {k: row.a}) SET n.b = row.b, n += {c: row.c} RETURN n.k, n.b, n.c",
		"FOREACH (x IN range(1, toInteger(row.b)) | CREATE (:New {k: row.a})) RETURN row.a",
		"RETURN row['a'], row.a",
		"RETURN keys(row), row.b",
		"WITH row.a AS a RETURN a UNION ALL LOAD CSV FROM 'f' WITH HEADER AS row RETURN row.c AS a",
		"WITH row LIMIT 2 RETURN row.b",
	} {
		db := social(t, 10, 20)
		var got [2]string
		for i, middle := range []string{"", "WITH row, keys(row) AS unused "} {
			txn := db.Begin(engine.TxnOptions{})
			text := "LOAD CSV FROM 'f' WITH HEADER AS row " + middle + tail
			rows, _, err := ask(t, db, exec.Start{Txn: txn, Files: memoryFile{[]byte(file), true}}, text)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			got[i] = strings.ReplaceAll(rows, "\n", "; ")
			txn.Abort()
		}
		if got[0] != got[1] || got[0] == "" {
			t.Errorf("%s:\ngot  %s\nwant %s", tail, got[0], got[1])
		}
	}
}
