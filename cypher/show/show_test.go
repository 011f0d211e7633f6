package show

import (
	"strings"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

func show(t *testing.T, text string) *ast.Show {
	t.Helper()
	st, err := parser.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return st.(*ast.Show)
}

// TestQuery: the rows get Neo4j's columns behind their own, and the query reads what is yielded by place.
func TestQuery(t *testing.T) {
	db := engine.New(engine.Options{})
	defer db.Close()
	columns := []string{"constraint type", "label", "properties", "data_type"}
	row := []value.Value{value.String("exists"), value.String("Person"), value.String("name"), value.String("")}
	st := show(t, "SHOW CONSTRAINTS YIELD type AS kind, labelsOrTypes WHERE kind STARTS WITH 'NODE' RETURN kind")
	q, rows, err := Query(db, st, columns, [][]value.Value{row})
	if err != nil {
		t.Fatal(err)
	}
	with := q.Parts[0].Clauses[1].(*ast.With)
	for i, want := range []value.Value{value.String("NODE_PROPERTY_EXISTENCE"), value.Strings([]string{"Person"})} {
		at := with.Items[i].Expr.(*ast.Index).Index.(*ast.Literal).Value.AsInt()
		if got := rows.AsList()[0].AsList()[at]; !value.Equivalent(got, want) {
			t.Errorf("%s is %s, want %s", with.Items[i].Alias, value.Literal(got), value.Literal(want))
		}
	}
	if with.Where != st.Where || len(q.Parts[0].Clauses) != 3 {
		t.Errorf("the condition or the result is lost: %+v", q.Parts[0].Clauses)
	}
}

func TestUnknownColumn(t *testing.T) {
	db := engine.New(engine.Options{})
	defer db.Close()
	_, _, err := Query(db, show(t, "SHOW VERSION YIELD number"), []string{"version"}, nil)
	if err == nil || !strings.Contains(err.Error(), "no column 'number' here. The columns are: version. (line 1, column 20)") {
		t.Error(err)
	}
}
