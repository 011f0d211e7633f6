package cypher_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"memgraphd/cypher"
	"memgraphd/engine/value"
)

// rowsOf runs a statement and returns its rows as texts.
func rowsOf(t *testing.T, s *cypher.Session, text string) []string {
	t.Helper()
	rows, err := tryRows(t, s, text, cypher.TxOptions{})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return rows
}

func tryRows(t *testing.T, s *cypher.Session, text string, opts cypher.TxOptions) ([]string, error) {
	t.Helper()
	r, err := s.Run(t.Context(), text, value.Null, opts)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	rows, err := r.Rows(t.Context())
	var texts []string
	for _, row := range rows {
		texts = append(texts, value.Literal(value.List(row)))
	}
	return texts, err
}

func refused(t *testing.T, s *cypher.Session, text, want string) {
	t.Helper()
	if _, err := tryRows(t, s, text, cypher.TxOptions{}); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: got %v, want %q", text, err, want)
	}
}

func TestSchemaInfo(t *testing.T) {
	_, off := openSession(t, cypher.Options{})
	refused(t, off, "SHOW SCHEMA INFO", "SchemaInfo disabled.")

	_, s := openSession(t, cypher.Options{SchemaInfo: true})
	for _, text := range []string{
		"CREATE ENUM Status VALUES { Good, Bad }",
		"UNWIND range(1, 3000) AS i CREATE (:Person {id: i, name: CASE WHEN i % 2 = 0 THEN 'x' END, age: CASE WHEN i % 2 = 0 THEN 1 ELSE 'one' END})",
		"CREATE (:City:Capital {at: point({x: 1, y: 2, z: 3}), state: Status::Good})",
		"CREATE ()",
		"MATCH (p:Person), (c:City) WHERE p.id <= 2 CREATE (p)-[:LIVES {since: 2000}]->(c), (c)-[:NEXT]->(c)",
		"CREATE INDEX ON :Person(id)", "CREATE EDGE INDEX ON :LIVES", "CREATE GLOBAL EDGE INDEX ON :(since)",
		"CREATE CONSTRAINT ON (p:Person) ASSERT p.id IS UNIQUE", "CREATE CONSTRAINT ON (p:Person) ASSERT p.id IS TYPED INTEGER",
	} {
		rowsOf(t, s, text)
	}
	r, err := s.Run(t.Context(), "SHOW SCHEMA INFO", value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := r.Rows(t.Context())
	if err != nil || !slices.Equal(r.Columns(), []string{"schema"}) {
		t.Fatal(err, r.Columns())
	}
	var got, want any
	if err := json.Unmarshal([]byte(rows[0][0].AsString()), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(wantSchema), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, rows[0][0].AsString())
	}
}

const wantSchema = `{
	"nodes": [
		{"labels": [], "count": 1, "properties": []},
		{"labels": ["Capital", "City"], "count": 1, "properties": [
			{"key": "at", "count": 1, "filling_factor": 100, "types": [{"type": "Point3D", "count": 1}]},
			{"key": "state", "count": 1, "filling_factor": 100, "types": [{"type": "Enum", "count": 1}]}]},
		{"labels": ["Person"], "count": 3000, "properties": [
			{"key": "age", "count": 3000, "filling_factor": 100, "types": [{"type": "Integer", "count": 1500}, {"type": "String", "count": 1500}]},
			{"key": "id", "count": 3000, "filling_factor": 100, "types": [{"type": "Integer", "count": 3000}]},
			{"key": "name", "count": 1500, "filling_factor": 50, "types": [{"type": "String", "count": 1500}]}]}
	],
	"edges": [
		{"type": "LIVES", "start_node_labels": ["Person"], "end_node_labels": ["Capital", "City"], "count": 2, "properties": [
			{"key": "since", "count": 2, "filling_factor": 100, "types": [{"type": "Integer", "count": 2}]}]},
		{"type": "NEXT", "start_node_labels": ["Capital", "City"], "end_node_labels": ["Capital", "City"], "count": 2, "properties": []}
	],
	"node_indexes": [{"labels": ["Person"], "properties": ["id"], "count": 3000, "type": "label+property"}],
	"edge_indexes": [
		{"edge_type": ["LIVES"], "properties": [], "count": 2, "type": "edge-type"},
		{"edge_type": [], "properties": ["since"], "count": 2, "type": "edge-property"}
	],
	"node_constraints": [
		{"type": "unique", "labels": ["Person"], "properties": ["id"]},
		{"type": "data_type", "labels": ["Person"], "properties": ["id"], "data_type": "INTEGER"}
	],
	"enums": [{"name": "Status", "values": ["Good", "Bad"]}]
}`

// TestKeptParameters sets parameters on the server: they count where the client gives none.
func TestKeptParameters(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	rowsOf(t, s, "SET GLOBAL PARAMETER x = 1 + 1")
	rowsOf(t, s, "SET PARAMETER day = {at: date('2020-01-02'), tags: ['a', $x]}")
	want := []string{"[\"day\", {`at`: DATE(\"2020-01-02\"), `tags`: [\"a\", 2]}, \"database\"]", `["x", 2, "global"]`}
	if diff := cmp.Diff(want, rowsOf(t, s, "SHOW PARAMETERS")); diff != "" {
		t.Error(diff)
	}
	other := in.NewSession("")
	defer other.Close()
	if got := rowsOf(t, other, "RETURN $x, $day.tags[1] + $x"); got[0] != "[2, 4]" {
		t.Errorf("got %s", got)
	}
	r, err := other.Run(t.Context(), "RETURN $x + $y", value.Map([]value.Entry{{Key: "x", Value: value.Int(10)}, {Key: "y", Value: value.Int(5)}}), cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := r.Rows(t.Context()); err != nil || rows[0][0].AsInt() != 15 {
		t.Errorf("the client's parameter does not win: %v, %v", rows, err)
	}
	refused(t, s, "RETURN $y", "Parameter $y not provided. (line 1, column 8)")
	refused(t, s, "SET GLOBAL PARAMETER z = n.x", "Unbound variable: n. (line 1, column 26)")
	refused(t, s, "SET GLOBAL PARAMETER z = $nobody", "Parameter $nobody not provided. (line 1, column 26)")
	refused(t, s, "UNSET GLOBAL PARAMETER z", "Parameter $z is not set.")
	rowsOf(t, s, "UNSET GLOBAL PARAMETER x")
	refused(t, s, "RETURN $x", "Parameter $x not provided.")
	rowsOf(t, s, "DELETE ALL PARAMETERS")
	if rows := rowsOf(t, s, "SHOW PARAMETERS"); len(rows) > 0 {
		t.Errorf("left: %s", rows)
	}
}

// TestReadAccess writes where the client asked for a transaction that reads.
func TestReadAccess(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	reads := cypher.TxOptions{ReadOnly: true}
	for text, kind := range map[string]string{"CREATE (:N)": "W", "MATCH (n) SET n.x = 1": "RW"} {
		want := "Accessor type READ and query type " + kind + " are misaligned!"
		if _, err := tryRows(t, s, text, reads); err == nil || err.Error() != want {
			t.Errorf("%s alone: got %v, want %s", text, err, want)
		}
		if err := s.Begin(reads); err != nil {
			t.Fatal(err)
		}
		if _, err := tryRows(t, s, text, cypher.TxOptions{}); err == nil || err.Error() != want {
			t.Errorf("%s in a transaction: got %v, want %s", text, err, want)
		}
		s.Rollback()
	}
	if _, err := tryRows(t, s, "MATCH (n) RETURN n", reads); err != nil {
		t.Error(err)
	}
	if _, err := tryRows(t, s, "EXPLAIN CREATE (n)", reads); err != nil {
		t.Error(err)
	}
}

// TestDump loads a dump into an empty database, whose dump must be the same.
func TestDump(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	for _, text := range []string{
		"CREATE ENUM Status VALUES { Good, `Not so good` }",
		"CREATE (:A:`Odd ``label` {`odd key`: 1, s: 'it\\'s \\\"quoted\\\" \\\\ \\n ünï', f: 1.5, inf: 1.0 / 0.0, big: 9223372036854775807, min: -9223372036854775808, b: true})",
		"CREATE (:B {l: [1, 'a', null, [2.0]], m: {a: {b: [1]}, `c d`: 'x'}, e: [], e2: {}})",
		"CREATE (:T {d: date('2020-01-02'), lt: localtime('10:11:12.123456789'), t: time('10:11+02:00'), ldt: localdatetime('2020-01-02T03:04:05.6'), " +
			"dt: datetime('2020-01-02T03:04:05+01:00[Europe/Berlin]'), off: datetime('2020-01-02T03:04:05-03:30'), dur: duration('P1Y2M3DT4H5M6.7S'), " +
			"p: point({x: 1, y: 2}), p3: point({longitude: 1.5, latitude: 2, height: 3}), en: Status::`Not so good`})",
		"CREATE ()",
		"MATCH (a:A), (b:B) CREATE (a)-[:`odd type` {w: 1}]->(b), (a)-[:R]->(a), (b)-[:R {x: [1]}]->(a)",
		"CREATE INDEX ON :A", "CREATE INDEX ON :A(s)", "CREATE INDEX ON :A(s, `odd key`)", "CREATE EDGE INDEX ON :R", "CREATE EDGE INDEX ON :R(x)",
		"CREATE GLOBAL INDEX ON :(s)", "CREATE GLOBAL EDGE INDEX ON :(w)", "CREATE POINT INDEX ON :T(p)",
		"CREATE CONSTRAINT ON (n:A) ASSERT EXISTS (n.s)", "CREATE CONSTRAINT ON (n:A) ASSERT n.s, n.f IS UNIQUE",
		"CREATE CONSTRAINT ON (n:T) ASSERT n.dt IS TYPED ZONEDDATETIME", "CREATE CONSTRAINT ON (n:A) ASSERT n.`odd key` IS TYPED INTEGER",
	} {
		rowsOf(t, s, text)
	}
	first := dumpOf(t, s)
	_, copied := openSession(t, cypher.Options{})
	for _, text := range first {
		rowsOf(t, copied, text)
	}
	if diff := cmp.Diff(first, dumpOf(t, copied)); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{
		"SHOW INDEX INFO", "SHOW CONSTRAINT INFO", "SHOW ENUMS", "MATCH (n) RETURN labels(n), properties(n) ORDER BY id(n)",
		"MATCH (a)-[r]->(b) RETURN id(a), type(r), properties(r), id(b) ORDER BY id(r)",
	} {
		if diff := cmp.Diff(rowsOf(t, s, text), rowsOf(t, copied, text)); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
	}
}

// TestDumpOfOneCommit: what is changed while a dump is read is not in it, data or schema.
func TestDumpOfOneCommit(t *testing.T) {
	in, s := openSession(t, cypher.Options{Isolation: "READ UNCOMMITTED"})
	for _, text := range []string{"CREATE (:A {x: 1})", "CREATE INDEX ON :A(x)", "CREATE ENUM E VALUES { a }"} {
		rowsOf(t, s, text)
	}
	before := dumpOf(t, s)
	other := in.NewSession("")
	defer other.Close()
	open, err := s.Run(t.Context(), "DUMP DATABASE", value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"CREATE (:A {x: 2})", "DROP INDEX ON :A(x)", "CREATE CONSTRAINT ON (n:A) ASSERT EXISTS (n.x)", "ALTER ENUM E ADD VALUE b",
	} {
		rowsOf(t, other, text)
	}
	if diff := cmp.Diff(before, textsOf(t, open)); diff != "" {
		t.Error(diff)
	}
}

// TestTransactionTexts: a long transaction remembers its newest statements only.
func TestTransactionTexts(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	if err := s.Begin(cypher.TxOptions{}); err != nil {
		t.Fatal(err)
	}
	long := "RETURN '" + strings.Repeat("x", 10_000) + "' AS x"
	for range 50 {
		rowsOf(t, s, long)
	}
	rowsOf(t, s, "RETURN 1")
	other := in.NewSession("")
	defer other.Close()
	for _, row := range rowsOf(t, other, "SHOW TRANSACTIONS") {
		if !strings.Contains(row, "RETURN 1") {
			continue
		}
		if len(row) > 70_000 {
			t.Errorf("%d bytes of texts are remembered", len(row))
		}
		return
	}
	t.Error("the transaction is not shown with its last statement")
}

func dumpOf(t *testing.T, s *cypher.Session) []string {
	t.Helper()
	r, err := s.Run(t.Context(), "DUMP DATABASE", value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return textsOf(t, r)
}

// textsOf reads a result of one column of texts.
func textsOf(t *testing.T, r *cypher.Result) []string {
	t.Helper()
	rows, err := r.Rows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, row := range rows {
		texts = append(texts, row[0].AsString())
	}
	return texts
}

// TestMulticommand opens a transaction and runs what it must refuse, in the words that clients match.
func TestMulticommand(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	for _, text := range []string{
		"SHOW INDEX INFO", "SHOW CONSTRAINT INFO", "SHOW STORAGE INFO", "SHOW SCHEMA INFO", "SHOW NODE_LABELS INFO", "SHOW EDGE_TYPES INFO", "SHOW METRICS INFO",
		"SHOW BUILD INFO", "SHOW VERSION", "SHOW CONFIG", "SHOW DATABASE SETTINGS", "SHOW TRANSACTIONS", "SHOW USERS", "SHOW DATABASES", "SHOW ENUMS",
		"SHOW TRIGGERS", "SHOW REPLICATION ROLE", "SHOW ACTIVE USERS INFO", "SHOW PARAMETERS", "CREATE INDEX ON :A", "DROP ALL INDEXES",
		"CREATE CONSTRAINT ON (n:A) ASSERT EXISTS (n.x)", "CREATE ENUM E VALUES { A }", "ANALYZE GRAPH", "FREE MEMORY", "CREATE SNAPSHOT", "LOCK DATA DIRECTORY",
		"STORAGE MODE IN_MEMORY_TRANSACTIONAL", "SET GLOBAL TRANSACTION ISOLATION LEVEL READ COMMITTED", "PROFILE RETURN 1", "DUMP DATABASE", "DROP GRAPH",
	} {
		if err := s.Begin(cypher.TxOptions{}); err != nil {
			t.Fatal(err)
		}
		refused(t, s, text, " is not allowed in multicommand transactions.")
		s.Rollback()
	}
}

// TestEnumRename renames a value that is in use: what is stored has the new name.
func TestEnumRename(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	rowsOf(t, s, "CREATE ENUM E VALUES { Old, Other }")
	rowsOf(t, s, "CREATE (:N {e: E::Old, l: [E::Old, E::Other], m: {k: [E::Old]}})-[:R {e: E::Old}]->(:N {e: E::Other})")
	rowsOf(t, s, "CREATE INDEX ON :N(e)")
	rowsOf(t, s, "ALTER ENUM E UPDATE VALUE Old TO New")
	for text, want := range map[string]string{
		"SHOW ENUMS": `["E", ["New", "Other"]]`,
		"MATCH (n:N {e: E::New}) RETURN toString(n.l[0])":   `["E::New"]`,
		"MATCH (n:N {e: E::New}) RETURN toString(n.m.k[0])": `["E::New"]`,
		"MATCH ()-[r]->() RETURN toString(r.e)":             `["E::New"]`,
		"MATCH (n:N {e: E::Other}) RETURN count(n)":         `[1]`,
	} {
		if got := rowsOf(t, s, text); len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	refused(t, s, "RETURN E::Old", "doesn't exist")
	refused(t, s, "ALTER ENUM E UPDATE VALUE Old TO Newer", "Enum value 'E::Old' doesn't exist.")
	refused(t, s, "ALTER ENUM E UPDATE VALUE New TO Other", "Enum value 'E::Other' already exists.")
}

// TestShowTransactions shows the statement that asks, and what others do.
func TestShowTransactions(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	other := in.NewSession("ann")
	defer other.Close()
	if err := other.Begin(cypher.TxOptions{Metadata: value.Map([]value.Entry{{Key: "app", Value: value.String("x")}})}); err != nil {
		t.Fatal(err)
	}
	rowsOf(t, other, "CREATE (:N)")
	r, err := s.Run(t.Context(), "SHOW TRANSACTIONS", value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"username", "transaction_id", "query", "status", "metadata", "start_time", "elapsed_ms", "database"}
	if !slices.Equal(r.Columns(), want) {
		t.Errorf("columns %q", r.Columns())
	}
	rows, err := r.Rows(t.Context())
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	for i, query := range []string{"CREATE (:N)", "SHOW TRANSACTIONS"} {
		if list := rows[i][2].AsList(); len(list) != 1 || list[0].AsString() != query {
			t.Errorf("row %d: %v", i, rows[i])
		}
	}
	if app, _ := rows[0][4].Get("app"); rows[0][0].AsString() != "ann" || app.AsString() != "x" || rows[0][3].AsString() != "idle" {
		t.Errorf("got %v", rows[0])
	}
	if n := in.ActiveTransactions(); n != 1 {
		t.Errorf("%d transactions are open", n)
	}
}
