package cypher

import (
	"maps"
	"slices"
	"strings"

	"go.uber.org/zap"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
)

// mappings are the names that an operator's file gives to procedures and
// functions beside their own. A procedure's are the registry's business.
type mappings struct {
	procedures map[string]string
	functions  map[string]string // from names in lower case
}

// newMappings takes over those of the wanted names that are free and stand for something.
func newMappings(wanted map[string]string, registry *procedure.Registry, log *zap.Logger) mappings {
	m := mappings{procedures: map[string]string{}, functions: map[string]string{}}
	var refused []string
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		source, used := wanted[name], false
		if p, ok := registry.Get(source); ok {
			used = true
			if registry.Alias(name, source) {
				m.procedures[name] = p.Name
			}
		}
		if f, ok := eval.LookupFunction(source); ok {
			used = true
			if _, taken := eval.LookupFunction(name); !taken {
				m.functions[strings.ToLower(name)] = f.Name
			}
		}
		if !used {
			refused = append(refused, name)
		}
	}
	if len(refused) > 0 {
		log.Warn("Some callable mappings stand for nothing that there is.", zap.Strings("names", refused))
	}
	return m
}

// resolve puts the functions' own names into a query.
func (m *mappings) resolve(q *ast.Query) {
	if len(m.functions) == 0 {
		return
	}
	ast.Inspect(q, func(n any) bool {
		if call, ok := n.(*ast.Call); ok {
			if name, ok := m.functions[strings.ToLower(call.Name)]; ok {
				call.Name = name
			}
		}
		return true
	})
}

// showCallableMappings lists the other names of procedures and functions.
func (in *Interpreter) showCallableMappings(call) (*Result, error) {
	var rows [][]value.Value
	add := func(alias, source, kind string) {
		rows = append(rows, []value.Value{value.String(alias), value.String(source), value.String(kind)})
	}
	for _, a := range procedure.Aliases() {
		add(a.Name, a.Source, "procedure")
	}
	for name, source := range in.mappings.procedures {
		add(name, source, "procedure")
	}
	for _, f := range eval.Functions() {
		if of, ok := eval.LookupFunction(f.Name); ok && of.Name != f.Name {
			add(f.Name, of.Name, "function")
		}
	}
	for name, source := range in.mappings.functions {
		add(name, source, "function")
	}
	slices.SortStableFunc(rows, func(a, b []value.Value) int { return strings.Compare(a[0].AsString(), b[0].AsString()) })
	return newTable([]string{"alias_name", "source_name", "type"}, rows...), nil
}
