package exec_test

import (
	"fmt"
	"strings"
	"testing"

	"memgraphd/cypher/exec"
	"memgraphd/engine"
)

// TestLongFile loads a file that is read ahead, to its end and up to where the query stops.
func TestLongFile(t *testing.T) {
	const rows = 30_000
	var file strings.Builder
	file.WriteString("b,a\n")
	for i := range rows {
		fmt.Fprintf(&file, "%d,%d\n", i, 2*i)
	}
	good, bad := file.String(), file.String()+"1,2,3\n"
	db := social(t, 100, 0)
	for _, c := range []struct{ text, file, want, err string }{
		{text: "LOAD CSV FROM 'f' WITH HEADER AS row RETURN count(*), sum(toInteger(row.a)), max(toInteger(row.b))", file: good, want: "30000 899970000 29999"},
		{text: "LOAD CSV FROM 'f' WITH HEADER AS row WITH toInteger(row.b) AS b SKIP 29990 LIMIT 3 RETURN b", file: good, want: "29990\n29991\n29992"},
		{text: "LOAD CSV FROM 'f' WITH HEADER AS row WITH row LIMIT 10000 RETURN count(row)", file: bad, want: "10000"},
		{text: "LOAD CSV FROM 'f' WITH HEADER AS row RETURN count(row)", file: bad, err: "CSV reader: row 30002: expected 2 columns, got 3"},
		{text: "LOAD CSV FROM 'f' WITH HEADER AS row WITH 1 / (20000 - toInteger(row.b)) AS x RETURN count(x)", file: good, err: "Division by zero"},
	} {
		for _, workers := range []int{0, 1} {
			txn := db.Begin(engine.TxnOptions{})
			got, _, err := ask(t, db, exec.Start{Txn: txn, Workers: workers, Files: memoryFile{[]byte(c.file), true}}, c.text)
			if c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) || c.err == "" && err != nil || got != c.want {
				t.Errorf("%s: %q, %v", c.text, got, err)
			}
			txn.Abort()
		}
	}
}
