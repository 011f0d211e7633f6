package parser

import (
	"fmt"
	"slices"
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/parser/internal/grammar"
)

// errorKind tells the runtime's syntax errors apart.
type errorKind uint8

const (
	unexpected errorKind = iota
	mismatched
	extraneous
	missing
	noViable
)

func kindOf(msg string) errorKind {
	switch {
	case strings.HasPrefix(msg, "missing"):
		return missing
	case strings.HasPrefix(msg, "extraneous"):
		return extraneous
	}
	return mismatched
}

// syntaxError is what is known of a syntax error.
type syntaxError struct {
	at         antlr.Token
	before     antlr.Token // nil at the beginning
	from       antlr.Token // where a decision began that found no way, else nil
	kind       errorKind
	expected   *antlr.IntervalSet
	suggestion string // a keyword, or ""
}

// render says it in the words that clients know, and what to do.
func (e *syntaxError) render(src *source) *Error {
	pos := src.pos(e.at.GetStart())
	msg := fmt.Sprintf("Error on line %d position %d", pos.Line, pos.Column)
	if e.kind == noViable {
		msg += " with the " + tokenText(src, e.at) + " token"
	}
	msg += ". The underlying parsing error is " + e.reason(src) + "."
	if e.kind == noViable {
		msg += " Take a look at clauses around and try to fix the query."
	}
	if e.suggestion != "" {
		msg += " Did you mean " + e.suggestion + "?"
	} else if advice := e.advice(src); advice != "" {
		msg += " " + advice
	}
	return &Error{Pos: pos, Msg: msg, Placed: true}
}

func (e *syntaxError) reason(src *source) string {
	input := quote(tokenText(src, e.at))
	switch {
	case e.at.GetTokenType() == grammar.CypherParserUNKNOWN && strings.Contains("'\"`", tokenText(src, e.at)):
		return "that the quote " + tokenText(src, e.at) + " is not closed"
	case e.opensComment(src):
		return "that the comment is not closed"
	}
	switch e.kind {
	case missing:
		return "missing " + describe(e.expected) + " at " + input
	case extraneous:
		return "extraneous input " + input + " expecting " + describe(e.expected)
	case mismatched:
		return "mismatched input " + input + " expecting " + describe(e.expected)
	case noViable:
		return "no viable alternative at input " + quote(textBetween(src, e.from, e.at))
	}
	return "unexpected input " + input
}

func (e *syntaxError) opensComment(src *source) bool {
	for _, token := range []antlr.Token{e.before, e.at} {
		if token != nil && token.GetTokenType() != antlr.TokenEOF && strings.HasPrefix(src.text[src.offset(token.GetStart()):], "/*") {
			return true
		}
	}
	return false
}

// describe lists what was expected: all that is a name or begins an expression
// is called so.
func describe(expected *antlr.IntervalSet) string {
	types := tokenTypes(expected)
	isExpression := slices.Contains(types, grammar.CypherParserLBRACKET) && slices.Contains(types, grammar.CypherParserFLOAT)
	isName := slices.Contains(types, grammar.CypherParserID)
	isClause := slices.Contains(types, grammar.CypherParserUNWIND) && slices.Contains(types, grammar.CypherParserRETURN)
	var words []string
	switch {
	case isExpression:
		words = append(words, "an expression")
	case isName:
		words = append(words, "a name")
	case slices.Contains(types, grammar.CypherParserEXPLAIN):
		return "a statement"
	case slices.Contains(types, antlr.TokenEOF) && len(types) > 1:
		words = append(words, "another clause")
	case isClause:
		words = append(words, "a clause")
	}
	for _, t := range types {
		hidden := isName && isKeyword(t) || isExpression && beginsExpression(t) || isClause && beginsClause(t)
		if text := displayName(t); text != "" && !hidden {
			words = append(words, text)
		}
	}
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func tokenTypes(set *antlr.IntervalSet) []int {
	var types []int
	for _, i := range set.GetIntervals() {
		for t := i.Start; t < i.Stop; t++ {
			types = append(types, t)
		}
	}
	return types
}

// isKeyword reports whether a token type is a word of the grammar.
func isKeyword(t int) bool { return keywordOf(t) != "" }

// keywordOf returns the keyword that a token type is, or "".
func keywordOf(t int) string {
	names := grammar.CypherParserStaticData.LiteralNames
	if t <= 0 || t >= len(names) || len(names[t]) < 3 {
		return ""
	}
	word := names[t][1 : len(names[t])-1]
	if c := word[0]; c < 'A' || c > 'Z' {
		return ""
	}
	return word
}

func beginsExpression(t int) bool {
	switch t {
	case grammar.CypherParserINTEGER, grammar.CypherParserFLOAT, grammar.CypherParserSTRING,
		grammar.CypherParserLPAREN, grammar.CypherParserLBRACKET, grammar.CypherParserLBRACE,
		grammar.CypherParserDOLLAR, grammar.CypherParserMINUS, grammar.CypherParserPLUS:
		return true
	}
	return false
}

func beginsClause(t int) bool {
	switch t {
	case grammar.CypherParserCALL, grammar.CypherParserCREATE, grammar.CypherParserDELETE, grammar.CypherParserDETACH,
		grammar.CypherParserFILTER, grammar.CypherParserFINISH, grammar.CypherParserFOREACH, grammar.CypherParserINSERT,
		grammar.CypherParserLET, grammar.CypherParserLIMIT, grammar.CypherParserLOAD, grammar.CypherParserMATCH,
		grammar.CypherParserMERGE, grammar.CypherParserNODETACH, grammar.CypherParserOFFSET, grammar.CypherParserOPTIONAL,
		grammar.CypherParserORDER, grammar.CypherParserREMOVE, grammar.CypherParserRETURN, grammar.CypherParserSET,
		grammar.CypherParserSKIP_, grammar.CypherParserUNWIND, grammar.CypherParserWITH:
		return true
	}
	return false
}

// displayName returns how a token type is shown, "" if it is not.
func displayName(t int) string {
	switch t {
	case antlr.TokenEOF:
		return "<EOF>"
	case grammar.CypherParserBAR:
		return "'|'"
	case grammar.CypherParserID, grammar.CypherParserLIFTED, grammar.CypherParserDASH,
		grammar.CypherParserLEFTHEAD, grammar.CypherParserRIGHTHEAD, grammar.CypherParserUNKNOWN:
		return ""
	case grammar.CypherParserINTEGER:
		return "an integer"
	case grammar.CypherParserFLOAT:
		return "a number"
	case grammar.CypherParserSTRING:
		return "a string"
	case grammar.CypherParserNE:
		return "'<>'"
	}
	return grammar.CypherParserStaticData.LiteralNames[t]
}

// maxQuoted is how many bytes of the text an error shows at most.
const maxQuoted = 80

// textBetween returns the text from one token to another, its end if it is long.
func textBetween(src *source, from, to antlr.Token) string {
	text := src.text[src.offset(from.GetStart()):src.offset(to.GetStop()+1)]
	if len(text) > maxQuoted {
		text = "…" + strings.ToValidUTF8(text[len(text)-maxQuoted:], "")
	}
	return text
}

func tokenText(src *source, t antlr.Token) string {
	if t.GetTokenType() == antlr.TokenEOF {
		return "<EOF>"
	}
	return textBetween(src, t, t)
}

func quote(s string) string { return "'" + s + "'" }
