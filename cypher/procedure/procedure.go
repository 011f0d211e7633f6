// Package procedure holds what CALL can call: a table of procedures with typed
// signatures. To add one is to add a row to a table, a function that yields
// rows, and a golden scenario.
//
//	CALL name(arguments) ─ entry: defaults, types, graph ─▶ Call ─ Run ─▶ rows ─ by the batch ─▶ executor
//
// A procedure reads through the view of its call, which is the whole graph as
// the transaction sees it, or the subgraph that was passed as an argument
// before all others. One that reads through the view and the methods of its call
// alone can work on a virtual graph, too; its row says so.
package procedure

import (
	"strings"

	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// Field is a parameter or a result field.
type Field struct {
	Name string
	// Type is a type as signatures show it: "STRING", "NULLABLE INTEGER", "LIST OF NODE".
	Type string
	// Default is what a parameter that is left out has; nil means that it must be given.
	Default *value.Value
}

// Mode says what a procedure does beside yielding rows.
type Mode uint8

const (
	// Reads: it only reads.
	Reads Mode = iota
	// Writes: it changes data, and nothing but RETURN may come after it.
	Writes
	// Mixes: it changes data through queries of its own; any clause may come after it.
	Mixes
)

// Procedure is a row of the table.
type Procedure struct {
	// Signature is the whole head, as in "a.b(n :: NODE, k = 1 :: INTEGER) :: (m :: NODE)". What it says
	// is put into Name, Params and Results, which are given instead of it where they come from elsewhere.
	Signature string
	Doc       string
	Mode      Mode
	// Lazy procedures yield their rows as they are asked for: for those with many rows.
	Lazy bool
	// Virtual procedures can work on a virtual graph: they read through the view and the methods of their call alone.
	Virtual bool
	// Run yields the rows of a call.
	Run func(c *Call) error

	Name    string
	Params  []Field
	Results []Field
	takes   []*valueType // the types of Params
	yields  []*valueType // of Results
	builtIn bool
}

// Changes reports whether a call may change data.
func (p *Procedure) Changes() bool { return p.Mode != Reads }

// Module returns what stands before the last dot of the name.
func (p *Procedure) Module() string {
	return p.Name[:max(0, strings.LastIndexByte(p.Name, '.'))]
}

// Text renders the signature as mg.procedures() shows it.
func (p *Procedure) Text() string {
	return p.Name + "(" + fieldsText(p.Params) + ") :: (" + fieldsText(p.Results) + ")"
}

func fieldsText(list []Field) string {
	parts := make([]string, len(list))
	for i, f := range list {
		parts[i] = f.Name
		if f.Default != nil {
			parts[i] += " = " + value.Literal(*f.Default)
		}
		parts[i] += " :: " + f.Type
	}
	return strings.Join(parts, ", ")
}

// semantics is what the checker wants to know, under the name that was called.
func (p *Procedure) semantics(name string) *semantic.Procedure {
	s := &semantic.Procedure{Name: name, Writes: p.Changes(), Mixes: p.Mode == Mixes, BuiltIn: p.builtIn}
	for i, f := range p.Params {
		s.Params = append(s.Params, semantic.Field{Name: f.Name, Type: p.takes[i].static(), Declared: f.Type, Optional: f.Default != nil})
	}
	for i, f := range p.Results {
		s.Results = append(s.Results, semantic.Field{Name: f.Name, Type: p.yields[i].static()})
	}
	return s
}
