package ast_test

import (
	"slices"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
)

// expr parses an expression.
func expr(t *testing.T, text string) ast.Expr {
	t.Helper()
	statement, err := parser.Parse("RETURN " + text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return statement.(*ast.Query).Parts[0].Clauses[0].(*ast.Return).Items[0].Expr
}

// samples are expressions of every shape, no two of which are equal.
var samples = []string{
	`1`, `1.0`, `'1'`, `true`, `null`, `$p`, `a`, `a.b`, `a.b.c`, `a[0]`, `a[0..1]`, `a[..1]`, `a[0..]`, `[]`, `[a, b]`,
	`{}`, `{k: a}`, `{l: a}`, `a {.b}`, `a {.*}`, `a {x: b}`, `NOT a`, `-a`, `a + b`, `a - b`, `a AND b`, `a < b`, `a < b < c`,
	`a IS NULL`, `a IS NOT NULL`, `a:L`, `a:L:M`, `a:L|M`, `CASE a WHEN 1 THEN 2 END`, `CASE WHEN a THEN 2 ELSE 3 END`, `f(a)`,
	`f(DISTINCT a)`, `g(a)`, `count(*)`, `[x IN l | x]`, `[x IN l WHERE x]`, `[y IN l | y]`, `all(x IN l WHERE x)`,
	`any(x IN l WHERE x)`, `reduce(s = 0, x IN l | s + x)`, `reduce(s = 1, x IN l | s + x)`, `T::V`, `T::W`,
}

// nested are expressions that hold patterns and queries, no two of which are equal.
var nested = []string{
	`EXISTS { (a)-->(b) }`, `EXISTS { (a)<--(b) }`, `COUNT { (a)-->(b) }`, `EXISTS { (a)-->(b) WHERE a.x }`, `EXISTS { (a)-->(b:L) }`,
	`EXISTS { (a)-->(b:M) }`, `EXISTS { (a)-->({x: 1}) }`, `EXISTS { (a)-->({x: 2}) }`, `EXISTS { (a)-[*1..2]->() }`,
	`COLLECT { MATCH (a) RETURN a.x }`, `COLLECT { MATCH (a) RETURN a.y }`, `COLLECT { MATCH (a) RETURN a.x LIMIT 1 }`,
	`[(a)-->(b) | b]`, `[(a)-->(b) | a]`, `[(a)-->(b) WHERE a.x | b]`, `[p = (a)-->(b) | b]`, `exists((a)-->())`, `exists((a)<--())`,
	`shortestPath((a)-[*]->(b))`, `allShortestPaths((a)-[*]->(b))`,
}

func TestEqual(t *testing.T) {
	all := slices.Concat(samples, nested)
	for i, a := range all {
		for j, b := range all {
			if got := ast.Equal(expr(t, a), expr(t, b)); got != (i == j) {
				t.Errorf("Equal(%s, %s) = %v", a, b, got)
			}
		}
	}
	for _, pair := range [][2]string{
		{`f(a)`, `F(a)`}, {`COUNT { (a)-->(b) }`, `count{(a) -[]-> (b)}`}, {`COLLECT { RETURN a.x + 1 }`, `COLLECT { RETURN a.x+1 }`},
	} {
		if !ast.Equal(expr(t, pair[0]), expr(t, pair[1])) {
			t.Errorf("%s should equal %s", pair[0], pair[1])
		}
	}
}

// TestMapChildren makes sure that a tree is copied where it changes and only there.
func TestMapChildren(t *testing.T) {
	var rename func(e ast.Expr) ast.Expr
	rename = func(e ast.Expr) ast.Expr {
		if v, ok := e.(*ast.Variable); ok && v.Name == "a" {
			return &ast.Variable{Name: "z"}
		}
		return ast.MapChildren(e, rename)
	}
	for _, text := range samples {
		before := expr(t, text)
		kept := ast.MapChildren(before, func(x ast.Expr) ast.Expr { return x })
		if kept != before {
			t.Errorf("%s was copied without need", text)
		}
		after := rename(before)
		if slices.Contains(variables(after), "a") {
			t.Errorf("%s still has a in it", text)
		}
		if again := expr(t, text); !ast.Equal(before, again) {
			t.Errorf("%s was changed in place", text)
		}
	}
}

func variables(n any) []string {
	var names []string
	ast.Inspect(n, func(n any) bool {
		if v, ok := n.(*ast.Variable); ok {
			names = append(names, v.Name)
		}
		return true
	})
	return names
}

// TestInspect makes sure that nothing that can be written is passed over.
func TestInspect(t *testing.T) {
	for text, want := range map[string][]string{
		`MATCH p = (a:A {x: b})-[r:R*1..2 {y: c}]->(d WHERE e) WHERE f RETURN g ORDER BY h`: {"p", "a", "b", "r", "c", "d", "e", "f", "g", "h"},
		`MATCH ((a)-[r]->(b) WHERE c){1,2} RETURN 1`:                                        {"a", "r", "b", "c"},
		`MATCH (a)-[e *WSHORTEST (r, n | w) t (r2, n2, p, q | f)]->(b) RETURN 1`:            {"a", "e", "r", "n", "w", "t", "r2", "n2", "p", "q", "f", "b"},
		`UNWIND a AS b CREATE (c {x: d})-[e:R {y: f}]->(g)`:                                 {"a", "b", "c", "d", "e", "f", "g"},
		`MERGE (a {x: b}) ON CREATE SET c.x = d ON MATCH SET e += f, g[h] = i`:              {"a", "b", "c", "d", "e", "f", "g", "h", "i"},
		`FOREACH (a IN b | SET c = d REMOVE e.x, f:L DELETE g)`:                             {"b", "a", "c", "d", "e", "f", "g"},
		`CALL p(a) YIELD x WHERE b WITH c WHERE d CALL (e) { RETURN f AS f } RETURN 1`:      {"a", "b", "c", "d", "e", "f"},
		`LOAD CSV FROM a NO HEADER AS b RETURN 1`:                                           {"a", "b"},
		`RETURN [(a)-->(b) WHERE c | d], EXISTS { MATCH (e) WHERE f }, (g)-->(), [x IN h WHERE i | j], reduce(k = l, m IN n | o)`: {
			"a", "b", "c", "d", "e", "f", "g", "x", "h", "i", "j", "k", "l", "m", "n", "o",
		},
	} {
		statement, err := parser.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := variables(statement.(*ast.Query)); !slices.Equal(got, want) {
			t.Errorf("%s\nvisited %v\nwanted  %v", text, got, want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, text := range []string{
		`a.b`, `a[0]`, `[a, 1]`, `{k: a}`, `NOT a`, `a + (b * c)`, `a < b <= c`, `a IS NOT NULL`, `f(DISTINCT a, b)`, `count(*)`, `$p`, `a :L:M`,
	} {
		if got := ast.Format(expr(t, text)); got != text {
			t.Errorf("%s became %s", text, got)
		}
	}
}
