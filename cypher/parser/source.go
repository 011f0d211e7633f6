package parser

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
)

// source maps ANTLR's character indexes to bytes, lines and columns.
type source struct {
	text string
	// offsets holds each character's byte offset and the text's length at the
	// end; nil if the text is ASCII and the two are the same.
	offsets []int32
	lines   []int32 // the character index at which each line begins
}

func newSource(text string) *source {
	s := &source{text: text}
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] < utf8.RuneSelf
	}
	if !ascii {
		s.offsets = make([]int32, 0, len(text)+1)
		for i := range text {
			s.offsets = append(s.offsets, int32(i))
		}
		s.offsets = append(s.offsets, int32(len(text)))
	}
	s.lines = append(make([]int32, 0, 1+strings.Count(text, "\n")), 0)
	char := int32(0)
	for _, r := range text {
		char++
		if r == '\n' {
			s.lines = append(s.lines, char)
		}
	}
	return s
}

// offset returns the byte offset of a character.
func (s *source) offset(char int) int {
	if s.offsets == nil {
		return min(char, len(s.text))
	}
	return int(s.offsets[min(char, len(s.offsets)-1)])
}

// pos returns where a character is.
func (s *source) pos(char int) ast.Pos {
	line, found := slices.BinarySearch(s.lines, int32(char))
	if !found {
		line--
	}
	return ast.Pos{Line: line + 1, Column: char - int(s.lines[line]) + 1, Offset: s.offset(char)}
}

// char returns the index of the character at a byte offset.
func (s *source) char(offset int) int {
	if s.offsets == nil {
		return offset
	}
	char, _ := slices.BinarySearch(s.offsets, int32(offset))
	return char
}

// tokenText returns the text of a token.
func (s *source) tokenText(t antlr.Token) string {
	return s.text[s.offset(t.GetStart()):s.offset(t.GetStop()+1)]
}

// span returns the text range from one token to another, both included.
func (s *source) span(first, last antlr.Token) ast.Span {
	return ast.Span{Start: s.offset(first.GetStart()), End: s.offset(last.GetStop() + 1)}
}
