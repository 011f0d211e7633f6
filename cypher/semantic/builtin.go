package semantic

import (
	"slices"

	"memgraphd/cypher/ast"
)

// builtin is what is certain of a function's types. Only what openCypher wants
// to be refused before execution is listed in accepts.
type builtin struct {
	result  Type
	accepts []Base // of the first argument; nil for any
}

var builtins = map[string]builtin{
	"id":            {Of(Int), []Base{Node, Relationship}},
	"elementid":     {Of(String), []Base{Node, Relationship}},
	"type":          {Of(String), []Base{Relationship}},
	"labels":        {ListOf(String), []Base{Node}},
	"properties":    {Of(Map), []Base{Map, Node, Relationship}},
	"keys":          {ListOf(String), []Base{Map, Node, Relationship}},
	"nodes":         {ListOf(Node), []Base{Path}},
	"relationships": {ListOf(Relationship), []Base{Path}},
	"startnode":     {Of(Node), []Base{Relationship}},
	"endnode":       {Of(Node), []Base{Relationship}},
	"degree":        {Of(Int), []Base{Node}},
	"indegree":      {Of(Int), []Base{Node}},
	"outdegree":     {Of(Int), []Base{Node}},
	"size":          {Of(Int), []Base{List, String, Map}},
	"length":        {Of(Int), []Base{List, String, Map, Path}},
	"range":         {result: ListOf(Int)},
	"tostring":      {result: Of(String)},
	"tointeger":     {result: Of(Int)},
	"tofloat":       {result: Of(Float)},
	"toboolean":     {result: Of(Bool)},
	"tolower":       {result: Of(String)},
	"toupper":       {result: Of(String)},
	"rand":          {result: Of(Float)},
	"timestamp":     {result: Of(Int)},
	"exists":        {result: Of(Bool)},
	"isempty":       {result: Of(Bool)},
	"split":         {result: ListOf(String)},
	"date":          {result: Of(Other)},
	"datetime":      {result: Of(Other)},
	"localdatetime": {result: Of(Other)},
	"localtime":     {result: Of(Other)},
	"time":          {result: Of(Other)},
	"duration":      {result: Of(Other)},
	"point":         {result: Of(Other)},
}

// signature checks the types of a function's arguments and returns that of its result.
func (c *checker) signature(e *ast.Call, name string, args []Type) Type {
	switch name {
	case "head", "last":
		if len(args) == 1 {
			return args[0].element()
		}
	case "tail", "reverse":
		if len(args) == 1 && args[0].Base == List {
			return args[0]
		}
	case "coalesce":
		t := Of(Null)
		for _, u := range args {
			t = t.join(u)
		}
		return t
	}
	b := builtins[name]
	if len(b.accepts) > 0 && len(args) > 0 && args[0].certain() && !slices.Contains(b.accepts, args[0].Base) {
		c.fail(e.Args[0].Position(), InvalidArgumentType, "'%s' argument at position 1 must be either %s.", e.Name, alternatives(b.accepts))
	}
	return b.result
}

var acceptedWords = map[Base]string{
	Node: "node", Relationship: "relationship", Path: "path", List: "list", Map: "map", String: "string",
}

// alternatives lists what an argument may be, as the functions themselves do.
func alternatives(accepts []Base) string {
	text := "'null'"
	for i, b := range accepts {
		sep := ", "
		if i == len(accepts)-1 {
			sep = " or "
		}
		text += sep + "'" + acceptedWords[b] + "'"
	}
	return text
}

// aggregateType returns the type of an aggregation's result, before its arguments are known.
func aggregateType(name string) Type {
	if name == "count" {
		return Of(Int)
	}
	return AnyType
}
