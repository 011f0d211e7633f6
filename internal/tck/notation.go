package tck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// notation parses the way in which the scenarios write values: literals, and
// nodes, relationships and paths as patterns.
type notation struct {
	in  string
	pos int
	err error // the first one; from then on nothing is taken
}

// Parse reads a value in the notation of the scenarios.
func Parse(text string) (Shape, error) {
	p := &notation{in: text}
	s := p.value()
	if p.space(); p.pos != len(p.in) {
		p.fail("the end was expected")
	}
	return s, p.err
}

func (p *notation) fail(message string) {
	if p.err == nil {
		p.err = fmt.Errorf("%q at %d: %s", p.in, p.pos, message)
	}
}

func (p *notation) space() {
	for p.pos < len(p.in) && p.in[p.pos] == ' ' {
		p.pos++
	}
}

// try takes a token if it is next.
func (p *notation) try(token string) bool {
	p.space()
	if p.err == nil && strings.HasPrefix(p.in[p.pos:], token) {
		p.pos += len(token)
		return true
	}
	return false
}

func (p *notation) take(token string) {
	if !p.try(token) {
		p.fail(token + " was expected")
	}
}

// name takes everything up to one of the bytes of stop.
func (p *notation) name(stop string) string {
	start := p.pos
	for p.pos < len(p.in) && !strings.ContainsRune(stop, rune(p.in[p.pos])) {
		p.pos++
	}
	return strings.TrimSpace(p.in[start:p.pos])
}

// each calls item until the closing token, with commas between.
func (p *notation) each(closing string, item func()) {
	for p.err == nil && !p.try(closing) {
		item()
		p.try(",")
	}
}

func (p *notation) value() Shape {
	switch {
	case p.try("[:"):
		return p.relationship()
	case p.try("["):
		s := Shape{Kind: List}
		p.each("]", func() { s.Items = append(s.Items, p.value()) })
		return s
	case p.try("{"):
		s := Shape{Kind: Map}
		p.entries(&s)
		return s
	case p.try("("):
		return p.node()
	case p.try("<"):
		return p.path()
	case p.try("'"):
		return p.text()
	}
	return p.scalar()
}

// entries parses the rest of a map behind its brace.
func (p *notation) entries(s *Shape) {
	p.each("}", func() {
		p.space()
		s.Keys = append(s.Keys, strings.Trim(p.name(":"), "`"))
		p.take(":")
		s.Values = append(s.Values, p.value())
	})
}

// node parses the rest of a node behind its parenthesis.
func (p *notation) node() Shape {
	s := Shape{Kind: Node}
	for p.try(":") {
		s.Labels = append(s.Labels, ":"+p.name(":{) "))
	}
	slices.Sort(s.Labels)
	if p.try("{") {
		p.entries(&s)
	}
	p.take(")")
	return s
}

// relationship parses the rest of a relationship behind its colon.
func (p *notation) relationship() Shape {
	s := Shape{Kind: Relationship, Text: p.name("{] ")}
	if p.try("{") {
		p.entries(&s)
	}
	p.take("]")
	return s
}

// path parses the rest of a path behind its angle.
func (p *notation) path() Shape {
	s := Shape{Kind: Path}
	p.take("(")
	s.Items = append(s.Items, p.node())
	for p.err == nil && !p.try(">") {
		back := p.try("<-")
		if !back {
			p.take("-")
		}
		p.take("[:")
		r := p.relationship()
		r.Back = back
		p.take("-")
		if !back {
			p.take(">")
		}
		p.take("(")
		s.Items = append(s.Items, r, p.node())
	}
	return s
}

// text parses the rest of a string behind its quote.
func (p *notation) text() Shape {
	var b strings.Builder
	b.WriteByte('\'')
	for p.pos < len(p.in) && p.in[p.pos] != '\'' {
		if p.in[p.pos] == '\\' && p.pos+1 < len(p.in) {
			p.pos++
		}
		b.WriteByte(p.in[p.pos])
		p.pos++
	}
	p.take("'")
	return Shape{Text: b.String() + "'"}
}

func (p *notation) scalar() Shape {
	word := p.name(",]})")
	switch word {
	case "true", "false", "null":
		return Shape{Text: word}
	}
	if i, err := strconv.ParseInt(word, 10, 64); err == nil {
		return Shape{Text: strconv.FormatInt(i, 10)}
	}
	f, err := strconv.ParseFloat(word, 64)
	if err != nil {
		p.fail("unknown scalar " + strconv.Quote(word))
	}
	return Shape{Text: floatText(f)}
}
