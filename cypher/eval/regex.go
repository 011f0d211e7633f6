package eval

import (
	"regexp"
	"regexp/syntax"

	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// match is text =~ pattern: the pattern must match all of the text.
type match struct {
	text, pattern operand
	patterns      patterns
	out           writer
}

func (k *match) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := k.text.eval(x, b, sel); err != nil {
		return nil, err
	}
	if err := k.pattern.eval(x, b, sel); err != nil {
		return nil, err
	}
	k.out.begin(b.N)
	for _, i := range sel {
		text := k.text.at(i)
		if TakesLong(text) {
			if err := x.Look(); err != nil {
				return nil, err
			}
		}
		v, err := k.patterns.match(x, text, k.pattern.at(i))
		if err != nil {
			return nil, err
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}

// patterns keeps the regular expressions that were compiled; the last one is at hand.
type patterns struct {
	text string
	last *regexp.Regexp
	all  map[string]*regexp.Regexp
}

// mostPatterns bounds what is kept where every row has a pattern of its own.
const mostPatterns = 256

func (p *patterns) match(x *Context, text, pattern value.Value) (value.Value, error) {
	switch pattern.Kind() {
	case value.KindNull:
		return value.Null, nil
	case value.KindString:
	default:
		return value.Null, typeErrorf("Regular expression must evaluate to a string, got %s.", pattern.Kind().TypeWord())
	}
	re, err := p.whole(pattern.AsString())
	if err != nil || text.Kind() != value.KindString {
		return value.Null, err
	}
	if s := text.AsString(); len(s) > longText {
		w := &walk{x: x}
		matches := re.MatchReader(&runes{walk: w, text: s})
		return value.Bool(matches), w.err
	}
	return value.Bool(re.MatchString(text.AsString())), nil
}

// longText is from how many bytes on a text is matched rune by rune, which is slower and can be stopped.
const longText = 256 << 10

// whole returns the expression that matches all of a text.
func (p *patterns) whole(text string) (*regexp.Regexp, error) {
	if p.last != nil && p.text == text {
		return p.last, nil
	}
	re, ok := p.all[text]
	if !ok {
		var err error
		if re, err = compilePattern(text, `\A(?:`, `)\z`); err != nil {
			return nil, err
		}
		if p.all == nil || len(p.all) >= mostPatterns {
			p.all = make(map[string]*regexp.Regexp)
		}
		p.all[text] = re
	}
	p.text, p.last = text, re
	return re, nil
}

// maxPattern bounds the length of a regular expression in bytes: compiling takes a
// hundred times its memory, and can't be stopped.
const maxPattern = 64 << 10

// compilePattern compiles the regular expression that the user wrote, between before and after.
func compilePattern(written, before, after string) (*regexp.Regexp, error) {
	if len(written) > maxPattern {
		return nil, argumentErrorf("Regex error in '%.40s…': it is longer than %d bytes.", written, maxPattern)
	}
	pattern := translated(written)
	// What is wrong by itself may be right within other parentheses, such as a)|(b.
	if _, err := syntax.Parse(pattern, syntax.Perl); err != nil {
		return nil, argumentErrorf("Regex error in '%s': %s", written, err)
	}
	re, err := regexp.Compile(before + pattern + after)
	if err != nil {
		return nil, argumentErrorf("Regex error in '%s': %s", written, err)
	}
	return re, nil
}
