package parser

import (
	"unicode/utf8"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/normal"
)

// Limits on a statement: what is beyond them is refused before it can exhaust
// the stack or the memory of the process.
const (
	maxLength  = 16 << 20  // bytes of text
	maxTokens  = 1_000_000 // words, numbers, punctuation
	maxNesting = 500       // brackets within brackets
	// maxDepth bounds the depth of the syntax tree, and so the recursion of all
	// that walk it. A row of as many operators is that deep.
	maxDepth = 10_000
)

// Parse returns the syntax tree of a statement, which may end in a semicolon.
// The error is always an [*Error].
func Parse(text string) (ast.Statement, error) { return ParseNormalized(text, nil) }

// ParseNormalized is [Parse] with the literals that normalisation has lifted out
// of the text replaced by parameters: lifted must be in the order of the text,
// and the i-th becomes the parameter [normal.ParameterName](i). Places and
// projected names are those of the text itself.
func ParseNormalized(text string, lifted []normal.Literal) (ast.Statement, error) {
	switch {
	case len(text) > maxLength:
		return nil, &Error{Pos: ast.Pos{Line: 1, Column: 1}, Msg: "The statement is longer than 16 MiB."}
	case !utf8.ValidString(text):
		return nil, &Error{Pos: ast.Pos{Line: 1, Column: 1}, Msg: "The statement is not valid UTF-8."}
	}
	src := newSource(text)
	m := acquire(len(text))
	defer m.release()
	m.load(antlr.NewInputStream(text), src.extents(lifted))
	tree := m.run()
	if tree == nil {
		return nil, m.explain(src, lifted)
	}
	c := converter{src: src, lifted: lifted}
	statement := c.statement(tree)
	if c.err == nil && c.namesConstants() {
		statement = c.statement(tree)
	}
	if c.err != nil {
		return nil, c.err
	}
	return statement, nil
}

// extents returns where the lifted literals are, in characters.
func (s *source) extents(lifted []normal.Literal) []extent {
	if len(lifted) == 0 {
		return nil
	}
	extents := make([]extent, 0, len(lifted))
	for _, l := range lifted {
		extents = append(extents, extent{s.char(l.Start), s.char(l.End)})
	}
	return extents
}
