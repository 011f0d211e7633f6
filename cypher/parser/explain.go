package parser

import (
	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/normal"
)

// maxExplained is the length of the longest text whose error is explained well.
const maxExplained = 64 << 10

// explain says why the first stage has refused the statement that m has loaded,
// by parsing it once more.
func (m *machine) explain(src *source, lifted []normal.Literal) error {
	if m.refusal.at != nil {
		return &Error{Pos: src.pos(m.refusal.at.GetStart()), Msg: m.refusal.msg}
	}
	if what := unsupported(src.text); what != "" {
		return &Error{Pos: src.pos(0), Msg: "Not yet implemented: " + what}
	}
	var found *syntaxError
	if len(src.text) <= maxExplained {
		second := newMachine()
		second.forExplaining()
		found = second.firstError(src.text, src.extents(lifted))
		if found != nil {
			found.suggestion = suggest(second, src, found)
		}
	}
	if found == nil { // too long, or refused
		found = &syntaxError{at: m.parser.GetCurrentToken(), kind: unexpected}
	}
	return found.render(src)
}

// firstError parses text and returns its first syntax error, nil if there is
// none or it is not known.
func (m *machine) firstError(text string, lifted []extent) *syntaxError {
	first := &firstError{}
	m.parser.RemoveErrorListeners()
	m.parser.AddErrorListener(first)
	m.load(antlr.NewInputStream(text), lifted)
	m.run()
	return first.found
}

// firstError is a listener that keeps the first error and stops the parser.
type firstError struct {
	*antlr.DefaultErrorListener
	found *syntaxError
}

// SyntaxError is called with each error.
func (l *firstError) SyntaxError(r antlr.Recognizer, at any, _, _ int, msg string, e antlr.RecognitionException) {
	p := r.(antlr.Parser)
	l.found = &syntaxError{at: at.(antlr.Token), kind: kindOf(msg), expected: p.GetExpectedTokens()}
	if i := l.found.at.GetTokenIndex(); i > 0 {
		l.found.before = p.GetTokenStream().Get(i - 1)
	}
	if _, ok := e.(*antlr.NoViableAltException); ok { // the stream is back where the decision began
		l.found.kind, l.found.from = noViable, p.GetTokenStream().LT(1)
	}
	panic(stopped{})
}
