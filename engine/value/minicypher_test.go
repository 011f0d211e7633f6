package value

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The acceptance scenarios are queries. This file evaluates the little of Cypher
// that those on values use: CREATE and MATCH of single nodes with properties,
// WITH, UNWIND, ORDER BY, LIMIT and RETURN over literals, functions and operators.

var errUnsupported = errors.New("not in the subset")

type row map[string]Value

type expression func(row) (Value, error)

type miniQuery struct {
	tokens []string
	pos    int
	nodes  map[string]Value // label → properties
	now    time.Time
}

var tokenPattern = regexp.MustCompile(`'(?:[^'\\]|\\.)*'|\d+\.\d+|\.?\d+|[A-Za-z_]\w*|<=|>=|<>|[-+*/%=<>(){}\[\],.:]`)

func (q *miniQuery) peek() string {
	if q.pos < len(q.tokens) {
		return q.tokens[q.pos]
	}
	return ""
}

func (q *miniQuery) next() string {
	t := q.peek()
	q.pos++
	return t
}

func (q *miniQuery) accept(token string) bool {
	if strings.EqualFold(q.peek(), token) {
		q.pos++
		return true
	}
	return false
}

func (q *miniQuery) expect(token string) {
	if !q.accept(token) {
		panic(errUnsupported)
	}
}

// run evaluates a query and returns the names of the columns and the rows.
func (q *miniQuery) run(text string) (columns []string, rows [][]Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			caught, ok := r.(error)
			if !ok {
				panic(r)
			}
			err = caught
		}
	}()
	q.tokens, q.pos = tokenPattern.FindAllString(text, -1), 0
	table := []row{{}}
	for q.pos < len(q.tokens) {
		switch clause := strings.ToUpper(q.next()); clause {
		case "CREATE":
			q.create(table[0])
		case "MATCH":
			q.match(table)
		case "UNWIND":
			table = q.unwind(table)
		case "WITH", "RETURN":
			columns, table = q.project(table)
		default:
			panic(errUnsupported)
		}
	}
	for _, r := range table {
		values := make([]Value, len(columns))
		for i, c := range columns {
			values[i] = r[c]
		}
		rows = append(rows, values)
	}
	return columns, rows, nil
}

func (q *miniQuery) create(r row) {
	q.expect("(")
	label := ""
	if q.accept(":") {
		label = q.next()
	}
	q.nodes[label] = must(q.primary()(r))
	q.expect(")")
}

func (q *miniQuery) match(table []row) {
	for {
		q.expect("(")
		name, label := q.next(), ""
		if q.accept(":") {
			label = q.next()
		}
		q.expect(")")
		for _, r := range table {
			r[name] = q.nodes[label]
		}
		if !q.accept(",") {
			return
		}
	}
}

func (q *miniQuery) unwind(table []row) []row {
	list := q.expression()
	q.expect("AS")
	name := q.next()
	var unwound []row
	for _, r := range table {
		for _, v := range must(list(r)).AsList() {
			unwound = append(unwound, row{name: v})
		}
	}
	return unwound
}

func (q *miniQuery) project(table []row) ([]string, []row) {
	var columns []string
	var exprs []expression
	for {
		start := q.pos
		exprs = append(exprs, q.expression())
		name := strings.Join(q.tokens[start:q.pos], "")
		if q.accept("AS") {
			name = q.next()
		}
		columns = append(columns, name)
		if !q.accept(",") {
			break
		}
	}
	projected := make([]row, len(table))
	for i, r := range table {
		projected[i] = row{}
		for j, e := range exprs {
			projected[i][columns[j]] = must(e(r))
		}
	}
	return columns, q.sorted(projected)
}

func (q *miniQuery) sorted(table []row) []row {
	if q.accept("ORDER") {
		q.expect("BY")
		key := q.expression()
		sign := 1
		if q.accept("DESC") || q.accept("DESCENDING") {
			sign = -1
		} else if !q.accept("ASC") {
			q.accept("ASCENDING")
		}
		slices.SortStableFunc(table, func(a, b row) int { return sign * Order(must(key(a)), must(key(b))) })
	}
	if q.accept("LIMIT") {
		n, err := strconv.Atoi(q.next())
		if err != nil {
			panic(errUnsupported)
		}
		table = table[:min(n, len(table))]
	}
	return table
}

func must(v Value, err error) Value {
	if err != nil {
		panic(err)
	}
	return v
}

var precedence = map[string]int{
	"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "+": 2, "-": 2, "*": 3, "/": 3, "%": 3,
}

func (q *miniQuery) expression() expression { return q.binary(1) }

func (q *miniQuery) binary(level int) expression {
	if level > 3 {
		return q.postfix()
	}
	left := q.binary(level + 1)
	for precedence[q.peek()] == level {
		op, a, b := q.next(), left, q.binary(level+1)
		left = func(r row) (Value, error) { return operate(op, must(a(r)), must(b(r))) }
	}
	return left
}

func operate(op string, a, b Value) (Value, error) {
	switch op {
	case "=":
		return Equal(a, b), nil
	case "<>":
		if equal := Equal(a, b); !equal.IsNull() {
			return Bool(!equal.AsBool()), nil
		}
		return Null, nil
	case "<":
		return Less(a, b), nil
	case "<=":
		return LessEqual(a, b), nil
	case ">":
		return Less(b, a), nil
	case ">=":
		return LessEqual(b, a), nil
	case "+":
		return Add(a, b)
	case "-":
		return Sub(a, b)
	case "*":
		return Mul(a, b)
	case "/":
		return Div(a, b)
	}
	return Mod(a, b)
}

func (q *miniQuery) postfix() expression {
	e := q.primary()
	for q.accept(".") {
		base, name := e, q.next()
		e = func(r row) (Value, error) {
			v := must(base(r))
			if v.Kind() == KindMap {
				field, _ := v.Get(name)
				return field, nil
			}
			return TemporalField(v, name)
		}
	}
	return e
}

func (q *miniQuery) primary() expression {
	switch t := q.next(); {
	case t == "(":
		e := q.expression()
		q.expect(")")
		return e
	case t == "[":
		elems := q.list("]")
		return func(r row) (Value, error) { return List(evaluate(elems, r)), nil }
	case t == "{":
		return q.mapLiteral()
	case t == "-":
		operand := q.primary()
		return func(r row) (Value, error) { return Neg(must(operand(r))) }
	case t == "":
		panic(errUnsupported)
	case t[0] == '\'':
		return constant(String(t[1 : len(t)-1]))
	case '0' <= t[0] && t[0] <= '9' || t[0] == '.':
		return constant(number(t))
	default:
		return q.named(t)
	}
}

func constant(v Value) expression { return func(row) (Value, error) { return v, nil } }

func number(t string) Value {
	if i, err := strconv.ParseInt(t, 10, 64); err == nil {
		return Int(i)
	}
	f, err := strconv.ParseFloat(t, 64)
	if err != nil {
		panic(errUnsupported)
	}
	return Float(f)
}

func evaluate(exprs []expression, r row) []Value {
	values := make([]Value, len(exprs))
	for i, e := range exprs {
		values[i] = must(e(r))
	}
	return values
}

func (q *miniQuery) list(end string) []expression {
	var elems []expression
	for !q.accept(end) {
		if len(elems) > 0 {
			q.expect(",")
		}
		elems = append(elems, q.expression())
	}
	return elems
}

func (q *miniQuery) mapLiteral() expression {
	var keys []string
	var values []expression
	for !q.accept("}") {
		if len(keys) > 0 {
			q.expect(",")
		}
		keys = append(keys, q.next())
		q.expect(":")
		values = append(values, q.expression())
	}
	return func(r row) (Value, error) {
		entries := make([]Entry, len(keys))
		for i, v := range evaluate(values, r) {
			entries[i] = Entry{Key: keys[i], Value: v}
		}
		return Map(entries), nil
	}
}

// named is a constant, a function call or a variable.
func (q *miniQuery) named(t string) expression {
	switch strings.ToLower(t) {
	case "true", "false":
		return constant(Bool(strings.EqualFold(t, "true")))
	case "null":
		return constant(Null)
	}
	name, start := t, q.pos
	if q.accept(".") {
		name += "." + q.next()
	}
	if q.accept("(") {
		args := q.list(")")
		return func(r row) (Value, error) { return q.call(strings.ToLower(name), evaluate(args, r)) }
	}
	q.pos = start
	return func(r row) (Value, error) {
		v, bound := r[t]
		if !bound {
			return Null, errUnsupported
		}
		return v, nil
	}
}

var temporalKinds = map[string]Kind{
	"date": KindDate, "localtime": KindLocalTime, "time": KindTime,
	"localdatetime": KindLocalDateTime, "datetime": KindDateTime, "duration": KindDuration,
}

func (q *miniQuery) call(name string, args []Value) (Value, error) {
	base, method, _ := strings.Cut(name, ".")
	kind, temporal := temporalKinds[base]
	switch {
	case name == "tostring":
		return String(Format(args[0])), nil
	case !temporal:
		return Null, fmt.Errorf("function %s: %w", name, errUnsupported)
	case method == "truncate":
		return TruncateTemporal(kind, args[0].AsString(), args[1], args[2], q.now)
	case method == "between":
		return DurationBetween(args[0], args[1])
	case method == "inmonths":
		return DurationInMonths(args[0], args[1])
	case method == "indays":
		return DurationInDays(args[0], args[1])
	case method == "inseconds":
		return DurationInSeconds(args[0], args[1])
	case method == "fromepoch":
		return DateTimeFromEpoch(args[0].AsInt(), args[1].AsInt())
	case method == "fromepochmillis":
		return DateTimeFromEpochMillis(args[0].AsInt())
	case len(args) == 0:
		return TemporalNow(kind, q.now), nil
	}
	return NewTemporal(kind, args[0], q.now)
}
