package parser

import (
	"sync"
	"sync/atomic"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/parser/internal/grammar"
)

// maxStates bounds the prediction automata of a generation. The corpus of the
// tests needs a fraction of it; only text made to be odd comes near.
const maxStates = 20_000

// generation is the automata that prediction learns and that all parsers of
// one time share. When they have grown too large a new generation begins, and
// the old one goes with the last parser that uses it.
type generation struct {
	decisions []*antlr.DFA
	contexts  *antlr.PredictionContextCache
	parsers   sync.Pool // of *machine
}

var current atomic.Pointer[generation]

// newAutomata returns empty automata for all decisions of the grammar.
func newAutomata(atn *antlr.ATN) []*antlr.DFA {
	decisions := make([]*antlr.DFA, len(atn.DecisionToState))
	for i, state := range atn.DecisionToState {
		decisions[i] = antlr.NewDFA(state, i)
	}
	return decisions
}

// states counts what the generation has learnt.
func (g *generation) states() int {
	n := 0
	for _, d := range g.decisions {
		n += d.Len()
	}
	return n
}

// machine is a lexer, a token stream and a parser that belong together.
type machine struct {
	of     *generation
	tokens *tokens
	stream *antlr.CommonTokenStream
	parser *grammar.CypherParser
	guard  *guard
}

// acquire returns a machine of the current generation.
func acquire() *machine {
	g := current.Load()
	if g != nil {
		if m, ok := g.parsers.Get().(*machine); ok {
			return m
		}
	}
	m := newMachine()
	if g == nil {
		g = newGeneration(m.parser.GetATN())
		if !current.CompareAndSwap(nil, g) {
			g = current.Load()
		}
	}
	m.use(g)
	return m
}

func newGeneration(atn *antlr.ATN) *generation {
	return &generation{decisions: newAutomata(atn), contexts: antlr.NewPredictionContextCache()}
}

// newMachine returns a machine for either stage, without automata.
func newMachine() *machine {
	m := &machine{tokens: &tokens{CypherLexer: grammar.NewCypherLexer(nil)}, guard: &guard{}}
	m.tokens.RemoveErrorListeners()
	m.stream = antlr.NewCommonTokenStream(m.tokens, antlr.TokenDefaultChannel)
	m.parser = grammar.NewCypherParser(m.stream)
	m.parser.RemoveErrorListeners()
	m.parser.AddParseListener(m.guard)
	return m
}

// use makes m predict by SLL, with the automata of a generation.
func (m *machine) use(g *generation) {
	m.of = g
	m.parser.Interpreter = antlr.NewParserATNSimulator(m.parser, m.parser.GetATN(), g.decisions, g.contexts)
	m.parser.Interpreter.SetPredictionMode(antlr.PredictionModeSLL)
	m.parser.SetErrorHandler(stop{antlr.NewDefaultErrorStrategy()})
}

// release drops all that m holds of the statement and returns it for reuse, or
// begins a new generation.
func (m *machine) release() {
	m.load(antlr.NewInputStream(""), nil)
	if m.of.states() > maxStates {
		current.CompareAndSwap(m.of, newGeneration(m.parser.GetATN()))
		return
	}
	m.of.parsers.Put(m)
}

// load makes m read input from its beginning.
func (m *machine) load(input antlr.CharStream, lifted []extent) {
	m.tokens.reset(input, lifted)
	m.stream.SetTokenSource(m.tokens)
	m.parser.SetTokenStream(m.stream)
	m.parser.SetError(nil) // that a stopped parse has left
	m.guard.depth, m.guard.at = 0, nil
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

// guard stops the parser where its tree gets too deep: a stack overflow could
// not be recovered from.
type guard struct {
	*antlr.BaseParseTreeListener
	depth int
	at    antlr.Token // where it stopped, nil if it did not
}

func (g *guard) EnterEveryRule(ctx antlr.ParserRuleContext) {
	if g.depth++; g.depth > maxDepth {
		g.at = ctx.GetStart()
		panic(stopped{})
	}
}

func (g *guard) ExitEveryRule(antlr.ParserRuleContext) { g.depth-- }

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
