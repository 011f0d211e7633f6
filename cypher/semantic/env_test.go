package semantic_test

import (
	"regexp"
	"strings"

	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// testEnv knows openCypher's functions and the procedures that it is told of.
type testEnv struct {
	procedures map[string]*semantic.Procedure
	kinds      map[string]value.Kind
}

func newTestEnv() *testEnv {
	return &testEnv{procedures: map[string]*semantic.Procedure{}, kinds: map[string]value.Kind{}}
}

// arities are the functions that openCypher knows, with their least and largest number of arguments.
var arities = map[string][2]int{
	"id": {1, 1}, "elementid": {1, 1}, "type": {1, 1}, "labels": {1, 1}, "properties": {1, 1}, "keys": {1, 1},
	"nodes": {1, 1}, "relationships": {1, 1}, "startnode": {1, 1}, "endnode": {1, 1}, "size": {1, 1},
	"length": {1, 1}, "range": {2, 3}, "head": {1, 1}, "last": {1, 1}, "tail": {1, 1}, "reverse": {1, 1},
	"coalesce": {1, -1}, "exists": {1, 1}, "rand": {0, 0}, "timestamp": {0, 1}, "abs": {1, 1}, "ceil": {1, 1},
	"floor": {1, 1}, "round": {1, 2}, "sign": {1, 1}, "sqrt": {1, 1}, "tostring": {1, 1}, "tointeger": {1, 1},
	"tofloat": {1, 1}, "toboolean": {1, 1}, "tolower": {1, 1}, "toupper": {1, 1}, "split": {2, 2},
	"substring": {2, 3}, "left": {2, 2}, "right": {2, 2}, "replace": {3, 3}, "trim": {1, 1},
	"date": {0, 1}, "time": {0, 1}, "localtime": {0, 1}, "datetime": {0, 1}, "localdatetime": {0, 1},
	"duration": {1, 1}, "point": {1, 1}, "distance": {2, 2},
	"date.truncate": {1, 3}, "time.truncate": {1, 3}, "localtime.truncate": {1, 3}, "datetime.truncate": {1, 3},
	"localdatetime.truncate": {1, 3}, "datetime.fromepoch": {2, 2}, "datetime.fromepochmillis": {1, 1},
	"duration.between": {2, 2}, "duration.inmonths": {2, 2}, "duration.indays": {2, 2}, "duration.inseconds": {2, 2},
}

var aggregates = map[string][2]int{
	"count": {1, 1}, "sum": {1, 1}, "avg": {1, 1}, "min": {1, 1}, "max": {1, 1}, "collect": {1, 2},
	"stdev": {1, 1}, "stdevp": {1, 1}, "percentilecont": {2, 2}, "percentiledisc": {2, 2},
}

func (e *testEnv) Function(name string) (semantic.Function, bool) {
	key := strings.ToLower(name)
	if n, ok := aggregates[key]; ok {
		return semantic.Function{Name: key, Min: n[0], Max: n[1], Aggregate: true}, true
	}
	n, ok := arities[key]
	for _, suffix := range []string{".transaction", ".statement", ".realtime"} {
		if strings.HasSuffix(key, suffix) {
			n, ok = [2]int{0, 1}, true
		}
	}
	return semantic.Function{Name: key, Min: n[0], Max: n[1], Volatile: key == "rand"}, ok
}

func (e *testEnv) Procedure(name string) (*semantic.Procedure, bool) {
	p, ok := e.procedures[name]
	return p, ok
}

func (e *testEnv) FunctionNames() []string {
	var names []string
	for name := range arities {
		names = append(names, name)
	}
	return names
}

func (e *testEnv) ProcedureNames() []string {
	var names []string
	for name := range e.procedures {
		names = append(names, name)
	}
	return names
}

func (e *testEnv) PlainParameter(name string) bool { return name != "entity" }

func (e *testEnv) ParameterKind(name string) (value.Kind, bool) {
	k, ok := e.kinds[name]
	return k, ok
}

var (
	signature = regexp.MustCompile(`^([\w.]+)\((.*?)\)\s*::\s*\((.*?)\)\s*:?$`)
	field     = regexp.MustCompile(`(\w+)\s*::\s*(\w+)`)
	fieldType = map[string]semantic.Base{
		"INTEGER": semantic.Int, "FLOAT": semantic.Float, "NUMBER": semantic.Float, "STRING": semantic.String,
		"BOOLEAN": semantic.Bool, "MAP": semantic.Map, "NODE": semantic.Node,
	}
)

// declare adds a procedure from its signature: name(in :: TYPE) :: (out :: TYPE). An exclamation mark in front says that it writes.
func (e *testEnv) declare(text string) {
	m := signature.FindStringSubmatch(strings.TrimPrefix(text, "!"))
	p := &semantic.Procedure{Name: m[1], Params: fields(m[2]), Results: fields(m[3]), Writes: text[0] == '!'}
	e.procedures[p.Name] = p
}

func fields(text string) []semantic.Field {
	var all []semantic.Field
	for _, f := range field.FindAllStringSubmatch(text, -1) {
		all = append(all, semantic.Field{Name: f[1], Type: semantic.Of(fieldType[f[2]]), Declared: f[2]})
	}
	return all
}
