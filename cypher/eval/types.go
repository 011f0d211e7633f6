package eval

import (
	"fmt"
	"strings"

	"memgraphd/engine/value"
)

// kinds is a set of kinds of values, one bit each.
type kinds uint32

func kindSet(list ...value.Kind) kinds {
	var set kinds
	for _, k := range list {
		set |= 1 << k
	}
	return set
}

const anyKind kinds = 1<<32 - 1

// has reports whether k is in the set.
func (s kinds) has(k value.Kind) bool { return s&(1<<k) != 0 }

// rule restricts the integers that an argument may be.
type rule uint8

const (
	anyInteger rule = iota
	natural         // 0 and above
	positive        // 1 and above
	nonZero
)

func (r rule) allows(n int64) bool {
	switch r {
	case natural:
		return n >= 0
	case positive:
		return n > 0
	case nonZero:
		return n != 0
	}
	return true
}

// param is a parameter of a function.
type param struct {
	name    string
	accepts kinds
	rule    rule
	words   []string // of what it accepts, in error texts
	shown   []string // and in signatures
}

// allows reports whether v, which is not null, may be the argument.
func (p *param) allows(v value.Value) bool {
	if !p.accepts.has(v.Kind()) {
		return false
	}
	return p.rule == anyInteger || v.Kind() != value.KindInt || p.rule.allows(v.AsInt())
}

// params declares parameters: "name" takes anything, "name TYPE|TYPE" the types of typeNames.
func params(list ...string) []param {
	out := make([]param, len(list))
	for i, text := range list {
		name, types, typed := strings.Cut(text, " ")
		out[i] = param{name: name, accepts: anyKind, shown: []string{"ANY"}}
		if typed {
			out[i] = newParam(name, types)
		}
	}
	return out
}

func newParam(name, types string) param {
	p := param{name: name}
	for text := range strings.SplitSeq(types, "|") {
		t, ok := typeNames[text]
		if !ok {
			panic("eval: unknown type in the table of functions: " + text)
		}
		p.accepts |= kindSet(t.kinds...)
		p.rule = max(p.rule, t.rule)
		if t.word != "" {
			p.words = append(p.words, t.word)
		}
		for _, k := range t.kinds {
			if t.word == "" {
				p.words = append(p.words, kindWords[k])
			}
			if t.shown == "" {
				p.shown = append(p.shown, k.String())
			}
		}
		if t.shown != "" {
			p.shown = append(p.shown, t.shown)
		}
	}
	return p
}

// typeName is a type that a parameter may have; without a word of its own it is
// called what its kinds are.
type typeName struct {
	kinds []value.Kind
	rule  rule
	word  string
	shown string // in signatures, if not its kinds
}

var typeNames = map[string]typeName{
	"BOOLEAN":     {kinds: []value.Kind{value.KindBool}},
	"INTEGER":     {kinds: []value.Kind{value.KindInt}},
	"NATURAL":     {kinds: []value.Kind{value.KindInt}, rule: natural, word: "non-negative integer"},
	"POSITIVE":    {kinds: []value.Kind{value.KindInt}, rule: positive, word: "positive integer"},
	"NON-ZERO":    {kinds: []value.Kind{value.KindInt}, rule: nonZero, word: "non-zero integer"},
	"NUMBER":      {kinds: []value.Kind{value.KindInt, value.KindFloat}, word: "number", shown: "NUMBER"},
	"STRING":      {kinds: []value.Kind{value.KindString}},
	"LIST":        {kinds: []value.Kind{value.KindList}},
	"MAP":         {kinds: []value.Kind{value.KindMap}},
	"NODE":        {kinds: []value.Kind{value.KindNode, value.KindVirtualNode}, word: "node", shown: "NODE"},
	"STORED NODE": {kinds: []value.Kind{value.KindNode}},
	"RELATIONSHIP": {
		kinds: []value.Kind{value.KindRelationship, value.KindVirtualRelationship}, word: "relationship", shown: "RELATIONSHIP",
	},
	"PATH":            {kinds: []value.Kind{value.KindPath}},
	"DATE":            {kinds: []value.Kind{value.KindDate}},
	"LOCAL_TIME":      {kinds: []value.Kind{value.KindLocalTime}},
	"LOCAL_DATE_TIME": {kinds: []value.Kind{value.KindLocalDateTime}},
	"ZONED_DATE_TIME": {kinds: []value.Kind{value.KindDateTime}},
	"DURATION":        {kinds: []value.Kind{value.KindDuration}},
	"POINT":           {kinds: []value.Kind{value.KindPoint}},
	"ENUM":            {kinds: []value.Kind{value.KindEnum}},
	"INSTANT": {kinds: []value.Kind{
		value.KindDate, value.KindLocalTime, value.KindTime, value.KindLocalDateTime, value.KindDateTime,
	}},
}

// kindWords are the words of error texts about arguments.
var kindWords = map[value.Kind]string{
	value.KindBool: "boolean", value.KindInt: "integer", value.KindFloat: "float", value.KindString: "string",
	value.KindList: "list", value.KindMap: "map", value.KindNode: "node", value.KindRelationship: "relationship",
	value.KindPath: "path", value.KindDate: "Date", value.KindLocalTime: "LocalTime", value.KindTime: "ZonedTime",
	value.KindLocalDateTime: "LocalDateTime", value.KindDateTime: "ZonedDateTime", value.KindDuration: "Duration",
	value.KindPoint: "Point", value.KindEnum: "Enum",
}

// argumentError says what the argument at a position, counted from 0, must be.
func (f *function) argumentError(position int) error {
	words := f.params[min(position, len(f.params)-1)].words
	if !f.nulls {
		words = append([]string{"null"}, words...)
	}
	what := "must be '" + words[0] + "'"
	if last := len(words) - 1; last > 0 {
		what = "must be either '" + strings.Join(words[:last], "', '") + "' or '" + words[last] + "'"
	}
	if position >= f.least() {
		return typeErrorf("Optional '%s' argument at position %d %s.", f.name, position+1, what)
	}
	return typeErrorf("'%s' argument at position %d %s.", f.name, position+1, what)
}

// arityError says how many arguments a function takes; most is -1 if there is no limit.
func arityError(function string, least, most int) error {
	var want string
	switch {
	case most == 0:
		want = "no arguments"
	case most < 0:
		want = fmt.Sprintf("at least %d argument(s)", least)
	case least == most:
		want = fmt.Sprintf("exactly %d argument(s)", least)
	default:
		want = fmt.Sprintf("between %d and %d arguments", least, most)
	}
	return argumentErrorf("'%s' requires %s.", function, want)
}

// signature returns the parameters and result as SHOW FUNCTIONS shows them.
func signature(name string, params []param, optional int, variadic bool, result string) string {
	var b strings.Builder
	b.WriteString(name + "(")
	for i := range params {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(params[i].name)
		if i >= len(params)-optional {
			b.WriteString("?")
		}
		b.WriteString(" :: " + strings.Join(params[i].shown, " | "))
	}
	if variadic {
		b.WriteString(", ...")
	}
	return b.String() + ") :: " + result
}
