package parser

import (
	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/parser/internal/grammar"
)

// tokens is the lexer with the filter behind it: it makes BAR of the bar that
// ends the head of a comprehension or lambda, makes one LIFTED of all that a
// lifted literal spans, and refuses too many tokens and too deep a nesting.
type tokens struct {
	*grammar.CypherLexer
	lifted   []extent
	brackets []bracket
	previous int // the type of the token before
	made     int // how many tokens there have been
	refusal  *refusal
}

// extent is a range of characters, end exclusive.
type extent struct{ start, end int }

// bracket is an open bracket: just enough to tell whether a bar in it is BAR.
type bracket struct {
	open, before  int // the types of the bracket and of the token before it
	count         int // how many tokens are directly in it
	first, second int // the types of the first two of them
	names         bool
	barred        bool // its BAR has been
}

// reset makes s read input, in which the lifted extents stand for parameters.
func (s *tokens) reset(input antlr.CharStream, lifted []extent) {
	s.SetInputStream(input)
	s.lifted, s.brackets = lifted, s.brackets[:0]
	s.previous, s.made = antlr.TokenInvalidType, 0
}

// NextToken returns the next token of the filtered text.
func (s *tokens) NextToken() antlr.Token {
	t := s.CypherLexer.NextToken()
	if s.made++; s.made > maxTokens {
		s.refusal.stop(t, "The statement has too many words. Pass large data in parameters.")
	}
	if len(s.lifted) > 0 && t.GetStart() == s.lifted[0].start {
		t = s.lift(t)
	}
	switch kind := t.GetTokenType(); kind {
	case grammar.CypherParserLPAREN, grammar.CypherParserLBRACKET, grammar.CypherParserLBRACE:
		s.count(kind)
		s.brackets = append(s.brackets, bracket{open: kind, before: s.previous, names: true})
		if len(s.brackets) > maxNesting {
			s.refusal.stop(t, "The brackets are nested too deeply.")
		}
	case grammar.CypherParserRPAREN, grammar.CypherParserRBRACKET, grammar.CypherParserRBRACE:
		if n := len(s.brackets); n > 0 {
			s.brackets = s.brackets[:n-1]
		}
	case grammar.CypherParserPIPE:
		if s.isBar() {
			t = s.retype(t, grammar.CypherParserBAR, t.GetStop())
		}
	default:
		s.count(kind)
	}
	s.previous = t.GetTokenType()
	return t
}

// lift makes one token of the first lifted literal and goes on behind it.
func (s *tokens) lift(first antlr.Token) antlr.Token {
	end := s.lifted[0].end
	s.lifted = s.lifted[1:]
	if first.GetStop()+1 < end {
		s.GetInputStream().Seek(end)
	}
	return s.retype(first, grammar.CypherParserLIFTED, end-1)
}

func (s *tokens) retype(t antlr.Token, kind, stop int) antlr.Token {
	return s.GetTokenFactory().Create(t.GetSource(), kind, "", t.GetChannel(),
		t.GetStart(), stop, t.GetLine(), t.GetColumn())
}

// count notes a token that is directly in the innermost bracket.
func (s *tokens) count(kind int) {
	if len(s.brackets) == 0 {
		return
	}
	b := &s.brackets[len(s.brackets)-1]
	b.count++
	switch b.count {
	case 1:
		b.first = kind
	case 2:
		b.second = kind
	}
	b.names = b.names && (b.count%2 == 0) == (kind == grammar.CypherParserCOMMA)
}

// isBar reports whether a bar ends the head of what the innermost bracket
// holds: [x IN l |, [(a)-->(b) |, [p = (a)-->(b) |, FOREACH (x IN l |,
// extract(x IN l |, reduce(a = i, x IN l | or the lambda (r, n |. All other bars
// are the labels'.
func (s *tokens) isBar() bool {
	if len(s.brackets) == 0 {
		return false
	}
	b := &s.brackets[len(s.brackets)-1]
	if b.barred {
		return false
	}
	if b.open == grammar.CypherParserLBRACKET {
		b.barred = b.first == grammar.CypherParserLPAREN ||
			b.second == grammar.CypherParserIN || b.second == grammar.CypherParserEQ
		return b.barred
	}
	switch b.before {
	case grammar.CypherParserEXTRACT, grammar.CypherParserFOREACH, grammar.CypherParserREDUCE:
		b.barred = true
	default:
		b.barred = b.open == grammar.CypherParserLPAREN && b.names && b.count > 2
	}
	return b.barred
}
