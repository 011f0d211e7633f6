package parser

import (
	"fmt"

	"github.com/antlr4-go/antlr/v4"
)

// explain parses once more what the first stage has refused, to say why.
func (m *machine) explain(src *source, input *antlr.InputStream, lifted []extent) error {
	if at := m.tokens.tooDeep; at != nil {
		return &Error{Pos: src.pos(at.GetStart()), Msg: fmt.Sprintf("Brackets are nested more than %d deep.", maxNesting)}
	}
	if at := m.guard.at; at != nil {
		return &Error{Pos: src.pos(at.GetStart()), Msg: "The statement is nested too deeply."}
	}
	second := newMachine()
	second.explainOnly()
	first := &firstError{src: src}
	second.parser.AddErrorListener(first)
	input.Seek(0)
	second.load(input, lifted)
	if second.run(); first.err == nil {
		return &Error{Pos: src.pos(0), Msg: "The statement can't be parsed."}
	}
	return first.err
}

// explainOnly makes m predict by LL, with automata of its own: text that is
// wrong must not feed those that all parsers share.
func (m *machine) explainOnly() {
	atn := m.parser.GetATN()
	m.parser.Interpreter = antlr.NewParserATNSimulator(m.parser, atn, newAutomata(atn), antlr.NewPredictionContextCache())
}

// firstError keeps the first syntax error and stops the parser.
type firstError struct {
	*antlr.DefaultErrorListener
	src *source
	err *Error
}

func (l *firstError) SyntaxError(_ antlr.Recognizer, at any, _, _ int, msg string, e antlr.RecognitionException) {
	t := at.(antlr.Token)
	pos := l.src.pos(t.GetStart())
	where := fmt.Sprintf("Error on line %d position %d", pos.Line, pos.Column)
	if _, ok := e.(*antlr.NoViableAltException); ok {
		where += fmt.Sprintf(" with the %s token", tokenName(l.src, t))
		msg += ". Take a look at clauses around and try to fix the query"
	}
	l.err = &Error{Pos: pos, Msg: where + ". The underlying parsing error is " + msg + "."}
	panic(stopped{})
}

func tokenName(src *source, t antlr.Token) string {
	if t.GetTokenType() == antlr.TokenEOF {
		return "<EOF>"
	}
	return src.tokenText(t)
}
