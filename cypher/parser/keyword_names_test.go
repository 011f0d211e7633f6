package parser

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"memgraphd/cypher/parser/internal/grammar"
)

// keywordNames returns the keywords of the grammar.
func keywordNames(t *testing.T) []string {
	grammar.CypherLexerInit()
	word := regexp.MustCompile(`^'([A-Z_]+)'$`)
	var all []string
	for _, literal := range grammar.CypherLexerLexerStaticData.LiteralNames {
		if m := word.FindStringSubmatch(literal); m != nil {
			all = append(all, m[1])
		}
	}
	if len(all) < 150 {
		t.Fatalf("only %d keywords", len(all))
	}
	return all
}

// TestKeywordsAreNames has every keyword stand wherever a name can. The exceptions are
// those of the language page.
func TestKeywordsAreNames(t *testing.T) {
	notVariables := []string{"CASE", "DISTINCT", "NOT", "WHEN"}
	norValues := append([]string{"FALSE", "NULL", "TRUE"}, notVariables...)
	for _, c := range []struct {
		place, text string
		not         []string
	}{
		{"label", "MATCH (n:%) RETURN n:%", nil},
		{"labels", "CREATE (:%:%)", nil},
		{"type", "MATCH ()-[r:%|%]->() RETURN r", nil},
		{"property", "MATCH (n {%: 1}) WHERE n.% = 1 SET n.% = 2 REMOVE n.%", nil},
		{"map key", "RETURN {%: 1}.%, n {.%, %: 1}", nil},
		{"parameter", "RETURN $%", nil},
		{"alias", "RETURN 1 AS %", nil},
		{"function", "RETURN %(1), %(), a.%(1), %.a(2)", append([]string{"ALL", "ANY"}, norValues...)},
		{"procedure", "CALL %.%(1) YIELD % AS %", nil},
		{"variable of a node", "MATCH (%) RETURN 1", nil},
		{"variable of a labelled node", "MATCH (%:A {a: 1})-->(%) RETURN 1", nil},
		{"variable of a relationship", "MATCH ()-[%]->(), ()-[%:A]->(), ()-[%*]->() RETURN 1", nil},
		{"variable of a path", "MATCH % = () RETURN 1", nil},
		{"variable of a list", "UNWIND [1] AS % FOREACH (% IN [1] | CREATE ())", nil},
		{"use", "RETURN %, % + 1, [%], (%), -%, %.a, %[1], %:A", notVariables},
		{"use in a clause", "WITH % WHERE % > 1 RETURN % ORDER BY % DESC SKIP % LIMIT %", notVariables},
		{"use in a predicate", "MATCH (n) WHERE % IS NULL AND % IN [1] OR % STARTS WITH % RETURN 1", notVariables},
		{"use in CASE", "RETURN CASE % WHEN % THEN % ELSE % END", notVariables},
		{"use in a comprehension", "RETURN [% IN % WHERE % | %]", norValues},
		{"use in a call", "RETURN f(%, %), count(%)", notVariables},
		{"target", "SET %.a = 1, % += {}, %:A REMOVE %.a, %:A DELETE %", norValues},
		{"bound", "MATCH ()-[*%..%]->() RETURN 1", append([]string{"ALLSHORTEST", "WSHORTEST"}, norValues...)},
		{"map projection", "RETURN % {.*}", norValues},
		{"enum", "CREATE ENUM % VALUES { %, % }", nil},
		{"enum literal", "RETURN %::%Value", notVariables},
		{"index", "CREATE INDEX ON :%(%, %)", nil},
		{"constraint", "CREATE CONSTRAINT ON (%:%) ASSERT %.% IS UNIQUE", nil},
		{"subquery", "CALL (%) { RETURN 1 AS % } RETURN 1", nil},
		{"user", "CREATE USER %", nil},
		{"database", "USE DATABASE %", nil},
	} {
		t.Run(c.place, func(t *testing.T) {
			var refused []string
			for _, word := range keywordNames(t) {
				text := strings.ReplaceAll(c.text, "%", strings.ToLower(word))
				if _, err := Parse(text); err != nil {
					refused = append(refused, word)
					if !slices.Contains(c.not, word) {
						t.Errorf("%s: %v", text, err)
					}
				}
			}
			for _, word := range c.not {
				if !slices.Contains(refused, word) {
					t.Errorf("%s is a name here: %s", word, strings.ReplaceAll(c.text, "%", strings.ToLower(word)))
				}
			}
		})
	}
}
