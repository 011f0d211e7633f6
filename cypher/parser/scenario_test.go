package parser

import (
	"testing"

	"github.com/antlr4-go/antlr/v4"
)

// syntactic are the compile-time errors that are the parser's to raise.
var syntactic = map[string]bool{
	"FloatingPointOverflow":      true,
	"IntegerOverflow":            true,
	"InvalidNumberLiteral":       true,
	"InvalidRelationshipPattern": true,
	"InvalidUnicodeCharacter":    true,
	"InvalidUnicodeLiteral":      true,
}

func TestScenarios(t *testing.T) {
	for _, q := range scenarios(t) {
		_, err := Parse(q.text)
		switch {
		case q.fails == "" && err != nil:
			t.Errorf("%s\n%s\n%v", q.name, q.text, err)
		case syntactic[q.fails] && err == nil:
			t.Errorf("%s\n%s\nparsed, expected %s", q.name, q.text, q.fails)
		}
	}
}

// TestStagesAgree makes sure that prediction by SLL alone finds the tree that
// LL finds, as what it cannot parse is only explained, never parsed by LL.
func TestStagesAgree(t *testing.T) {
	first, second := newMachine(), newMachine()
	first.forParsing(newGeneration(true))
	second.forExplaining()
	for _, q := range append(scenarios(t), corpus(t)...) {
		if q.fails != "" {
			continue
		}
		a, b := stringTree(first, q.text), stringTree(second, q.text)
		if a != b {
			t.Errorf("%s\n%s\nSLL: %s\nLL:  %s", q.name, q.text, a, b)
		}
	}
}

func stringTree(m *machine, text string) string {
	m.load(antlr.NewInputStream(text), nil)
	tree := m.run()
	if tree == nil {
		return "error"
	}
	return antlr.TreesStringTree(tree, m.parser.RuleNames, nil)
}

// TestAutomataStaySmall bounds what prediction learns from ordinary queries.
func TestAutomataStaySmall(t *testing.T) {
	m := newMachine()
	m.forParsing(newGeneration(false))
	for _, q := range append(scenarios(t), corpus(t)...) {
		if m.load(antlr.NewInputStream(q.text), nil); m.run() == nil && q.fails == "" {
			t.Errorf("%s\n%s\ncan't be parsed", q.name, q.text)
		}
	}
	if n := m.of.states(); n > maxStates/4 {
		t.Errorf("prediction has %d states, expected at most %d", n, maxStates/4)
	}
}
