package parser

import (
	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/parser/internal/grammar"
)

// machine is a lexer, a token stream and a parser that belong together.
type machine struct {
	of      *generation
	mode    int // of prediction
	tokens  *tokens
	stream  *stream
	parser  *grammar.CypherParser
	guard   *guard
	refusal *refusal
}

// newMachine returns a machine without automata.
func newMachine() *machine {
	m := &machine{refusal: &refusal{}}
	m.tokens = &tokens{CypherLexer: grammar.NewCypherLexer(nil), refusal: m.refusal}
	m.tokens.RemoveErrorListeners()
	m.stream = &stream{CommonTokenStream: antlr.NewCommonTokenStream(m.tokens, antlr.TokenDefaultChannel), refusal: m.refusal}
	m.parser = grammar.NewCypherParser(m.stream)
	m.parser.RemoveErrorListeners()
	m.guard = &guard{machine: m}
	m.parser.AddParseListener(m.guard)
	return m
}

// forParsing makes m predict by SLL, with the automata of a generation, and stop
// at the first error.
func (m *machine) forParsing(g *generation) {
	m.mode = antlr.PredictionModeSLL
	m.use(g)
	m.parser.SetErrorHandler(stop{antlr.NewDefaultErrorStrategy()})
}

// forExplaining makes m predict by LL, with automata of its own: text that is
// wrong must not feed those that all parsers share.
func (m *machine) forExplaining() {
	m.mode = antlr.PredictionModeLL
	m.use(newGeneration(true))
}

// use makes m predict with the automata of a generation.
func (m *machine) use(g *generation) {
	m.of = g
	m.parser.Interpreter = antlr.NewParserATNSimulator(m.parser, m.parser.GetATN(), g.decisions, g.contexts)
	m.parser.Interpreter.SetPredictionMode(m.mode)
}

// load makes m read input from its beginning.
func (m *machine) load(input antlr.CharStream, lifted []extent) {
	m.tokens.reset(input, lifted)
	m.stream.reset(m.tokens)
	m.parser.SetTokenStream(m.stream)
	m.parser.SetError(nil) // that a stopped parse has left
	m.guard.depth, m.guard.entered = 0, 0
	*m.refusal = refusal{}
}

// run parses what m has loaded; nil if the parser was stopped.
func (m *machine) run() (tree grammar.IStatementContext) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(stopped); !ok {
				panic(r)
			}
			tree = nil
		}
	}()
	return m.parser.Statement()
}

// stop ends the first stage at its first error. The runtime's own bail-out
// strategy does not stop at all of them.
type stop struct{ *antlr.DefaultErrorStrategy }

// stopped is what the parser panics with where it must not go on, and run
// recovers from.
type stopped struct{}

func (stop) Recover(antlr.Parser, antlr.RecognitionException)     { panic(stopped{}) }
func (stop) RecoverInline(antlr.Parser) antlr.Token               { panic(stopped{}) }
func (stop) ReportError(antlr.Parser, antlr.RecognitionException) {}
func (stop) Sync(antlr.Parser)                                    {}
