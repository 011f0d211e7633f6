package parser

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestOddNamesAgree makes sure that names which look like keywords do not lead
// normalisation astray: it knows no grammar, yet must never lift a literal that
// names a column, nor share a key between statements that differ.
func TestOddNamesAgree(t *testing.T) {
	parsed := 0
	rapid.Check(t, func(rt *rapid.T) {
		text := (&writer{rt}).query()
		if _, err := Parse(text); err != nil {
			return
		}
		parsed++
		agree(tb{t, rt}, text)
	})
	if parsed == 0 {
		t.Error("nothing was parsed")
	}
}

// tb fails as rapid does, so that what fails is shrunk.
type tb struct {
	*testing.T
	rt *rapid.T
}

func (t tb) Fatalf(format string, args ...any) { t.rt.Fatalf(format, args...) }

// writer writes random queries that are mostly right.
type writer struct{ *rapid.T }

func (w *writer) oneOf(choices ...string) string { return rapid.SampledFrom(choices).Draw(w.T, "word") }

func (w *writer) chance(percent int) bool {
	return rapid.IntRange(0, 99).Draw(w.T, "chance") < percent
}

// join puts more or less blank between words.
func (w *writer) join(words ...string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteString(w.oneOf(" ", " ", "  ", "\n", " /* 1 */ ", " // 2\n"))
		}
		b.WriteString(word)
	}
	return b.String()
}

func (w *writer) name() string {
	return w.oneOf("n", "m", "limit", "skip", "return", "with", "where", "match", "as", "in", "set", "union", "call",
		"load", "using", "order", "by", "memory", "query", "yield", "starts", "of", "any", "shortest", "end", "is",
		"and", "not", "`a b`", "create", "merge", "unwind", "`return`", "ž", "desc", "contains", "optional")
}

func (w *writer) literal() string {
	return w.oneOf("1", "2.5", "'a'", `"b\n"`, "-3", "0x1F", ".5", "1e3", "true", "null", "[1, 2]", "['a', {b: 1}]", "[]", "$p", "$ 0")
}

func (w *writer) expr(depth int) string {
	if depth == 0 {
		return w.oneOf(w.name(), w.literal())
	}
	x := func() string { return w.expr(depth - 1) }
	switch rapid.IntRange(0, 19).Draw(w.T, "kind") {
	case 0, 1:
		return w.name()
	case 2, 3:
		return w.literal()
	case 4:
		return w.join(x(), w.oneOf("+", "-", "*", "/", "%", "^", "=", "<", "<>", "||"), x())
	case 5:
		return w.join(x(), w.oneOf("AND", "OR", "IN", "STARTS WITH", "ends with", "CONTAINS", "=~"), x())
	case 6:
		return w.join("NOT", x())
	case 7:
		return w.join(x(), "IS", "NOT", "NULL")
	case 8:
		return x() + "." + w.name()
	case 9:
		return x() + w.oneOf(":", ":A|", ":A&", ":!") + w.name()
	case 10:
		return x() + "[" + x() + w.oneOf("", "..", "..2") + "]"
	case 11:
		return "(" + x() + ")"
	case 12:
		return w.name() + "(" + x() + "," + x() + ")"
	case 13:
		return w.join("CASE", "WHEN", x(), "THEN", x(), "ELSE", x(), "END")
	case 14:
		return w.join("["+w.name(), "IN", x(), "WHERE", x(), "|", x()+"]")
	case 15:
		return "{" + w.name() + ":" + x() + ", " + w.name() + "s :" + x() + "}"
	case 16:
		return w.name() + " {." + w.name() + ", " + w.name() + ", k: " + x() + "}"
	case 17:
		return w.join("EXISTS", "{", w.match(depth-1), "}")
	case 18:
		return w.join("COUNT", "{", w.match(depth-1), w.projection("RETURN", depth-1), "}")
	}
	return "[" + x() + "," + x() + "]"
}

func (w *writer) node(depth int) string {
	return "(" + w.oneOf("", w.name()) + w.oneOf("", ":"+w.name()) + " {" + w.name() + ": " + w.expr(depth) + "})"
}

func (w *writer) match(depth int) string {
	rel := w.oneOf("-[*1..3]-", "-[:R]->", "<-[r:R {x: 5}]-", "-->{1,3}", "-[r WHERE r.x > 5]->", "--", "-[]-")
	return w.join(w.oneOf("MATCH", "OPTIONAL MATCH"), w.node(depth)+rel+w.node(depth), "WHERE", w.expr(depth))
}

func (w *writer) projection(word string, depth int) string {
	words := []string{word}
	if w.chance(20) {
		words = append(words, "DISTINCT")
	}
	item := w.expr(depth)
	if word == "WITH" || w.chance(40) {
		item = w.join(item, "AS", w.name())
	}
	words = append(words, w.oneOf(item, item, "*", "* , "+item))
	if w.chance(30) {
		words = append(words, "ORDER BY", w.expr(depth), w.oneOf("DESC", "ASC", ""))
	}
	if w.chance(30) {
		words = append(words, "SKIP", w.oneOf("1", w.expr(depth)))
	}
	if w.chance(40) {
		words = append(words, "LIMIT", w.oneOf("2", w.expr(depth)))
	}
	if word == "WITH" && w.chance(50) {
		words = append(words, "WHERE", w.expr(depth))
	}
	return w.join(words...)
}

func (w *writer) clause(depth int) string {
	switch rapid.IntRange(0, 8).Draw(w.T, "clause") {
	case 0:
		return w.join("UNWIND", w.expr(depth), "AS", w.name())
	case 1, 2:
		return w.projection("WITH", depth)
	case 3:
		return w.join("SET", w.name()+"."+w.name(), "=", w.expr(depth)+",", w.name(), "+=", w.expr(depth))
	case 4:
		return w.join("FOREACH", "("+w.name(), "IN", w.expr(depth), "|", "SET", "n.x", "=", w.expr(depth)+")")
	case 5:
		return w.join("CALL", "{", w.match(depth), w.projection("RETURN", depth), "}", w.oneOf("", "IN TRANSACTIONS OF 100 ROWS"))
	case 6:
		return w.join("CREATE", w.node(depth))
	case 7:
		return w.join("CALL", "p.q("+w.expr(depth)+")", "PROCEDURE MEMORY LIMIT 10 MB", "YIELD", "*")
	}
	return w.match(depth)
}

func (w *writer) query() string {
	depth := rapid.IntRange(0, 2).Draw(w.T, "depth")
	var words []string
	if w.chance(20) {
		words = append(words, "USING HOPS LIMIT 5 , PERIODIC COMMIT 10")
	}
	for range rapid.IntRange(0, 3).Draw(w.T, "clauses") {
		words = append(words, w.clause(depth))
	}
	words = append(words, w.projection("RETURN", depth))
	if w.chance(20) {
		words = append(words, w.oneOf("UNION", "UNION ALL"), w.projection("RETURN", depth))
	}
	if w.chance(20) {
		words = append(words, "QUERY MEMORY LIMIT 100 MB")
	}
	return w.join(words...)
}
