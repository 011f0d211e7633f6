package cypher

import (
	"slices"
	"strings"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
)

// showCallableMappings lists the other names of procedures and functions.
func (in *Interpreter) showCallableMappings(call) (*Result, error) {
	var rows [][]value.Value
	add := func(alias, source, kind string) {
		rows = append(rows, []value.Value{value.String(alias), value.String(source), value.String(kind)})
	}
	for _, a := range procedure.Aliases() {
		add(a.Name, a.Source, "procedure")
	}
	for _, f := range eval.Functions() {
		if of, ok := eval.LookupFunction(f.Name); ok && of.Name != f.Name {
			add(f.Name, of.Name, "function")
		}
	}
	slices.SortStableFunc(rows, func(a, b []value.Value) int { return strings.Compare(a[0].AsString(), b[0].AsString()) })
	return newTable([]string{"alias_name", "source_name", "type"}, rows...), nil
}
