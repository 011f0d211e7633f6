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
}

// allows reports whether v, which is not null, may be the argument.
func (p *param) allows(v value.Value) bool {
	if !p.accepts.has(v.Kind()) {
		return false
	}
	return p.rule == anyInteger || v.Kind() != value.KindInt || p.rule.allows(v.AsInt())
}

// params declares parameters; "name" takes anything and "name TYPE|TYPE" the types of typeNames.
func params(list ...string) []param {
	out := make([]param, len(list))
	for i, text := range list {
		name, types, typed := strings.Cut(text, " ")
		out[i] = param{name: name, accepts: anyKind}
		if typed {
			out[i].accepts, out[i].rule = parseTypes(types)
		}
	}
	return out
}

func parseTypes(text string) (set kinds, r rule) {
	for name := range strings.SplitSeq(text, "|") {
		t, ok := typeNames[name]
		if !ok {
			panic("eval: unknown type in the table of functions: " + name)
		}
		set |= t.kinds
		r = max(r, t.rule)
	}
	return set, r
}

// typeName is a type that a parameter may have.
type typeName struct {
	kinds kinds
	rule  rule
}

var typeNames = map[string]typeName{
	"BOOLEAN":         {kinds: kindSet(value.KindBool)},
	"INTEGER":         {kinds: kindSet(value.KindInt)},
	"NATURAL":         {kinds: kindSet(value.KindInt), rule: natural},
	"POSITIVE":        {kinds: kindSet(value.KindInt), rule: positive},
	"NON-ZERO":        {kinds: kindSet(value.KindInt), rule: nonZero},
	"FLOAT":           {kinds: kindSet(value.KindFloat)},
	"NUMBER":          {kinds: kindSet(value.KindInt, value.KindFloat)},
	"STRING":          {kinds: kindSet(value.KindString)},
	"LIST":            {kinds: kindSet(value.KindList)},
	"MAP":             {kinds: kindSet(value.KindMap)},
	"NODE":            {kinds: kindSet(value.KindNode)},
	"RELATIONSHIP":    {kinds: kindSet(value.KindRelationship)},
	"PATH":            {kinds: kindSet(value.KindPath)},
	"DATE":            {kinds: kindSet(value.KindDate)},
	"LOCAL_TIME":      {kinds: kindSet(value.KindLocalTime)},
	"ZONED_TIME":      {kinds: kindSet(value.KindTime)},
	"LOCAL_DATE_TIME": {kinds: kindSet(value.KindLocalDateTime)},
	"ZONED_DATE_TIME": {kinds: kindSet(value.KindDateTime)},
	"DURATION":        {kinds: kindSet(value.KindDuration)},
	"POINT":           {kinds: kindSet(value.KindPoint)},
	"ENUM":            {kinds: kindSet(value.KindEnum)},
	"INSTANT": {kinds: kindSet(value.KindDate, value.KindLocalTime, value.KindTime,
		value.KindLocalDateTime, value.KindDateTime)},
}

// typeWords are the words of error texts, in the order in which they list them.
var typeWords = []struct {
	kind value.Kind
	word string
}{
	{value.KindBool, "boolean"}, {value.KindInt, "integer"}, {value.KindFloat, "float"}, {value.KindString, "string"},
	{value.KindList, "list"}, {value.KindMap, "map"}, {value.KindNode, "node"}, {value.KindRelationship, "relationship"},
	{value.KindPath, "path"}, {value.KindDate, "Date"}, {value.KindLocalTime, "LocalTime"}, {value.KindTime, "ZonedTime"},
	{value.KindLocalDateTime, "LocalDateTime"}, {value.KindDateTime, "ZonedDateTime"}, {value.KindDuration, "Duration"},
	{value.KindPoint, "Point"}, {value.KindEnum, "Enum"}, {value.KindGraph, "graph"},
}

// words returns what error texts call the types that a parameter accepts.
func (p *param) words() []string {
	var words []string
	number := kindSet(value.KindInt, value.KindFloat)
	for _, t := range typeWords {
		switch {
		case !p.accepts.has(t.kind):
		case t.kind == value.KindInt && p.accepts&number == number:
			words = append(words, "number")
		case t.kind == value.KindFloat && p.accepts&number == number:
		case t.kind == value.KindInt:
			words = append(words, [...]string{"integer", "non-negative integer", "positive integer", "non-zero integer"}[p.rule])
		default:
			words = append(words, t.word)
		}
	}
	return words
}

// argumentError says what the argument at a position, counted from 0, must be.
func argumentError(function string, position int, p *param, optional bool) error {
	words := p.words()
	what := "must be '" + words[0] + "'"
	if last := len(words) - 1; last > 0 {
		what = "must be either '" + strings.Join(words[:last], "', '") + "' or '" + words[last] + "'"
	}
	if optional {
		return typeErrorf("Optional '%s' argument at position %d %s.", function, position+1, what)
	}
	return typeErrorf("'%s' argument at position %d %s.", function, position+1, what)
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
		b.WriteString(" :: " + params[i].typeText())
	}
	if variadic {
		b.WriteString(", ...")
	}
	return b.String() + ") :: " + result
}

// typeText returns the types that a parameter accepts as a signature shows them.
func (p *param) typeText() string {
	if p.accepts == anyKind {
		return "ANY"
	}
	var names []string
	number := kindSet(value.KindInt, value.KindFloat)
	for _, t := range typeWords {
		switch {
		case !p.accepts.has(t.kind):
		case t.kind == value.KindInt && p.accepts&number == number:
			names = append(names, "NUMBER")
		case t.kind == value.KindFloat && p.accepts&number == number:
		default:
			names = append(names, t.kind.String())
		}
	}
	return strings.Join(names, " | ")
}
