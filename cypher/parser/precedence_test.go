package parser

import (
	"testing"

	"memgraphd/cypher/ast"
)

// precedence are expressions, and the same with all their parentheses. From loosest to tightest: OR, XOR, AND, NOT,
// comparisons, predicates and tests, sums, products, powers, signs, labels, what is looked up.
var precedence = []struct{ written, meant string }{
	{"a OR b XOR c", "a OR (b XOR c)"},
	{"a XOR b OR c", "(a XOR b) OR c"},
	{"a XOR b AND c", "a XOR (b AND c)"},
	{"a AND b OR c AND d", "(a AND b) OR (c AND d)"},
	{"NOT a AND b", "(NOT a) AND b"},
	{"NOT NOT a", "NOT (NOT a)"},
	{"NOT a = b", "NOT (a = b)"},
	{"NOT a IN b", "NOT (a IN b)"},
	{"NOT a IS NULL", "NOT (a IS NULL)"},
	{"NOT a :: INTEGER", "NOT (a :: INTEGER)"},
	{"a = b IN c", "a = (b IN c)"},
	{"a IN b = c", "(a IN b) = c"},
	{"a <> b IS NULL", "a <> (b IS NULL)"},
	{"a = b :: INTEGER", "a = (b :: INTEGER)"},
	{"a < b STARTS WITH c", "a < (b STARTS WITH c)"},
	{"a =~ b + c", "a =~ (b + c)"},
	{"a + b =~ c", "(a + b) =~ c"},
	{"a IN b + c", "a IN (b + c)"},
	{"a NOT IN b + c", "a NOT IN (b + c)"},
	{"a + b STARTS WITH c + d", "(a + b) STARTS WITH (c + d)"},
	{"a ENDS WITH b CONTAINS c", "(a ENDS WITH b) CONTAINS c"},
	{"a IN b IS NOT NULL", "(a IN b) IS NOT NULL"},
	{"a IS NULL IN b", "(a IS NULL) IN b"},
	{"a + b IS NULL", "(a + b) IS NULL"},
	{"a - b - c", "(a - b) - c"},
	{"a || b + c", "(a || b) + c"},
	{"a + b * c - d", "(a + (b * c)) - d"},
	{"a / b * c % d", "((a / b) * c) % d"},
	{"a * b ^ c", "a * (b ^ c)"},
	{"a ^ b ^ c", "(a ^ b) ^ c"},
	{"-a ^ b", "(-a) ^ b"},
	{"a ^ -b", "a ^ (-b)"},
	{"- - a", "-(-a)"},
	{"-a.b", "-(a.b)"},
	{"-a[0]", "-(a[0])"},
	{"a.b:L", "(a.b):L"},
	{"a.b[0].c", "((a.b)[0]).c"},
	{"a + b.c[1..2] + d", "(a + ((b.c)[1..2])) + d"},

	// A test of a type is no tighter than IS :: is, whatever it looks like.
	{"a + b IS :: INTEGER", "(a + b) IS :: INTEGER"},
	{"a + b :: INTEGER", "(a + b) :: INTEGER"},
	{"a + b.c :: INTEGER", "(a + b.c) :: INTEGER"},
	{"a + b :: LIST<INTEGER>", "(a + b) :: LIST<INTEGER>"},
	{"a - b * c :: INTEGER", "(a - b * c) :: INTEGER"},
	{"a * b + -c :: INTEGER", "(a * b + -c) :: INTEGER"},
	{"a ^ b :: INTEGER", "(a ^ b) :: INTEGER"},
	{"-a :: INTEGER", "(-a) :: INTEGER"},
	{"a IN b :: BOOLEAN", "(a IN b) :: BOOLEAN"},
	{"a NOT IN b :: BOOLEAN", "(a NOT IN b) :: BOOLEAN"},
	{"a STARTS WITH b :: BOOLEAN", "(a STARTS WITH b) :: BOOLEAN"},
	{"a || b :: STRING AND c :: STRING", "((a || b) :: STRING) AND (c :: STRING)"},
	{"a + [b :: INTEGER][0]", "a + ([b :: INTEGER][0])"},
	{"a + (b :: INTEGER)", "(a + (b :: INTEGER))"},
	{"a IN [b] AND NOT b + c :: FLOAT", "(a IN [b]) AND (NOT ((b + c) :: FLOAT))"},

	// The value of an enum is an atom.
	{"a + Status::Good", "a + (Status::Good)"},
	{"a IN [Status::Good] = b", "(a IN [Status::Good]) = b"},
}

func TestPrecedence(t *testing.T) {
	for _, test := range precedence {
		written, meant := expression(t, test.written), expression(t, test.meant)
		if !ast.Equal(written, meant) {
			t.Errorf("%s is not %s", test.written, test.meant)
		}
	}
}

// expression parses an expression over some variables.
func expression(t *testing.T, text string) ast.Expr {
	t.Helper()
	st, err := Parse("WITH 1 AS a, 2 AS b, 3 AS c, 4 AS d RETURN " + text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	clauses := st.(*ast.Query).Parts[0].Clauses
	return clauses[1].(*ast.Return).Items[0].Expr
}
