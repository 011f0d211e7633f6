package parser

import "github.com/antlr4-go/antlr/v4"

const (
	// maxLookahead bounds how far one prediction may look ahead, in tokens.
	maxLookahead = 2000
	// lookaheadPerToken bounds, with maxLookahead, how far all predictions of a
	// statement may look ahead together.
	lookaheadPerToken = 20
)

// refusal is why and where a statement was refused by a limit.
type refusal struct {
	at  antlr.Token // nil if it was not refused
	msg string
}

// stop refuses the statement and stops the parser.
func (r *refusal) stop(at antlr.Token, msg string) {
	r.at, r.msg = at, msg
	panic(stopped{})
}

// stream is the token stream with limits on looking ahead.
type stream struct {
	*antlr.CommonTokenStream
	predicting int // nested predictions
	ahead      int // tokens that the prediction has looked at
	looked     int // tokens that all of them have
	refusal    *refusal
}

func (s *stream) reset(source antlr.TokenSource) {
	s.SetTokenSource(source)
	s.predicting, s.ahead, s.looked = 0, 0, 0
}

// Mark is called where a prediction begins.
func (s *stream) Mark() int {
	if s.predicting++; s.predicting == 1 {
		s.ahead = 0
		s.looked++
	}
	return s.CommonTokenStream.Mark()
}

// Release is called where a prediction ends.
func (s *stream) Release(mark int) {
	s.predicting--
	s.CommonTokenStream.Release(mark)
}

// Consume goes on to the next token.
func (s *stream) Consume() {
	if s.predicting > 0 {
		s.ahead++
		s.looked++
		if s.ahead > maxLookahead || s.looked > maxLookahead+lookaheadPerToken*len(s.GetAllTokens()) {
			s.refusal.stop(s.LT(1), "It takes too many words to tell what the parentheses here hold.")
		}
	}
	s.CommonTokenStream.Consume()
}

// guard watches the parser while it runs: a stack overflow could not be
// recovered from, nor could a lack of memory.
type guard struct {
	*antlr.BaseParseTreeListener
	machine *machine
	depth   int
	entered int
}

// renewEvery is after how many rules private automata are counted.
const renewEvery = 512

// EnterEveryRule is called before each rule.
func (g *guard) EnterEveryRule(ctx antlr.ParserRuleContext) {
	if g.depth++; g.depth > maxDepth {
		g.machine.refusal.stop(ctx.GetStart(), "The statement is nested too deeply.")
	}
	g.entered++
	if own := g.machine.of; own.private && g.entered%renewEvery == 0 && own.states() > maxStates {
		g.machine.use(newGeneration(true))
	}
}

// ExitEveryRule is called after each rule.
func (g *guard) ExitEveryRule(antlr.ParserRuleContext) { g.depth-- }
