package cypher

import (
	"errors"
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
)

// parameters are what a statement's parameters mean: what was given for them, and the
// literals that normalisation lifted out of the text.
type parameters struct {
	given  value.Value // map or null
	lifted []value.Value
}

func (p *parameters) lookup(name string) (value.Value, bool) {
	if i, ok := normal.ParameterIndex(name); ok {
		if i >= len(p.lifted) {
			return value.Null, false
		}
		return p.lifted[i], true
	}
	return entry(p.given, name)
}

// entry looks a name up in a map or null.
func entry(given value.Value, name string) (value.Value, bool) {
	if given.Kind() != value.KindMap {
		return value.Null, false
	}
	return given.Get(name)
}

// parameter is a parameter that a query names.
type parameter struct {
	name string
	pos  ast.Pos
}

func namesOf(list []parameter) []string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.name
	}
	return names
}

// parametersOf returns the parameters that have to be given for a query, each once, in the order of the text.
func parametersOf(q *ast.Query, procedures *procedure.Registry) []parameter {
	var list []parameter
	seen := map[string]bool{}
	add := func(name string, pos ast.Pos) {
		if _, lifted := normal.ParameterIndex(name); !lifted && !seen[name] {
			seen[name] = true
			list = append(list, parameter{name, pos})
		}
	}
	var visit func(n any) bool
	visit = func(n any) bool {
		switch n := n.(type) {
		case *ast.Parameter:
			add(n.Name, n.Pos)
		case *ast.CallProcedure:
			if s, ok := procedures.Signature(n.Name); ok && n.Implicit {
				for _, p := range s.Params {
					if !p.Optional {
						add(p.Name, n.Pos)
					}
				}
			}
		case *ast.Query:
			for _, d := range n.Directives {
				ast.Inspect(d.Count, visit)
			}
			if n.Memory != nil {
				ast.Inspect(n.Memory.Amount, visit)
			}
		}
		return true
	}
	ast.Inspect(q, visit)
	return list
}

// given returns the values of the parameters of a query: the client's, and where these lack some, those that the
// server keeps. That none is missing is checked before anything runs.
func (in *Interpreter) given(c *cached, client value.Value) (value.Value, error) {
	var kept []value.Entry
	for _, p := range c.parameters {
		if v, ok := entry(client, p.name); ok {
			if err := in.checkParameter(v, c.entities); err != nil {
				return value.Null, clientErrorAt(p.pos, "%s", err)
			}
			continue
		}
		v, ok := in.keptParameter(p.name)
		if !ok {
			return value.Null, clientErrorAt(p.pos, "%s", hinted(fmt.Sprintf("Parameter $%s not provided.", p.name), p.name, in.provided(client)))
		}
		kept = append(kept, value.Entry{Key: p.name, Value: v})
	}
	if len(kept) == 0 {
		return client, nil
	}
	if client.Kind() == value.KindMap {
		kept = append(kept, client.AsMap()...)
	}
	return value.Map(kept), nil
}

// provided returns the names of the parameters that there are.
func (in *Interpreter) provided(client value.Value) []string {
	names := in.Database().MetaKeys(ParameterSpace)
	if client.Kind() == value.KindMap {
		for _, e := range client.AsMap() {
			names = append(names, e.Key)
		}
	}
	return names
}

// checkParameter refuses values of enumerations that clients made up and, unless entities, what only a query can find.
func (in *Interpreter) checkParameter(v value.Value, entities bool) (err error) {
	switch v.Kind() {
	case value.KindNode, value.KindRelationship, value.KindPath, value.KindGraph:
		if !entities {
			return errors.New("Nodes, relationships, paths and graphs can't be parameters. Pass their ids or properties instead.")
		}
	case value.KindEnum:
		if e := v.AsEnum(); !in.hasEnum(e.Type, e.Value) {
			return eval.UnknownEnum(e.Type, e.Value, in.enumValues())
		}
	case value.KindList:
		for _, e := range v.AsList() {
			if err == nil {
				err = in.checkParameter(e, entities)
			}
		}
	case value.KindMap:
		for _, e := range v.AsMap() {
			if err == nil {
				err = in.checkParameter(e.Value, entities)
			}
		}
	}
	return err
}
