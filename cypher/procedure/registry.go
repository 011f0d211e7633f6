package procedure

import (
	"slices"
	"strings"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// Registry is a set of procedures. It is filled before it is used, and is safe for
// concurrent use from then on.
type Registry struct {
	byName map[string]*Procedure
	names  []string // sorted
}

// NewRegistry returns a registry of the built-in procedures.
func NewRegistry() *Registry {
	r := &Registry{byName: map[string]*Procedure{}}
	for _, table := range tables {
		for i := range table {
			r.Add(&table[i])
		}
	}
	return r
}

// Add adds a procedure, or replaces the one of the same name.
func (r *Registry) Add(p *Procedure) {
	if _, exists := r.byName[p.Name]; !exists {
		i, _ := slices.BinarySearch(r.names, p.Name)
		r.names = slices.Insert(r.names, i, p.Name)
	}
	r.byName[p.Name] = p
}

// Names returns the names of all procedures, sorted.
func (r *Registry) Names() []string { return r.names }

// Get returns a procedure.
func (r *Registry) Get(name string) (*Procedure, bool) {
	p, ok := r.byName[name]
	return p, ok
}

// Procedure finds a procedure for the executor.
func (r *Registry) Procedure(name string) (exec.Procedure, bool) {
	p, ok := r.byName[name]
	if !ok {
		return nil, false
	}
	return entry{p, r}, true
}

// Signature finds a procedure's signature for the checker.
func (r *Registry) Signature(name string) (*semantic.Procedure, bool) {
	p, ok := r.byName[name]
	if !ok {
		return nil, false
	}
	return p.signature(), true
}

// staticTypes maps the types of signatures to what the checker knows.
var staticTypes = map[string]semantic.Type{
	"BOOLEAN": semantic.Of(semantic.Bool), "INTEGER": semantic.Of(semantic.Int), "FLOAT": semantic.Of(semantic.Float),
	"NUMBER": semantic.Of(semantic.Float), "STRING": semantic.Of(semantic.String), "MAP": semantic.Of(semantic.Map),
	"NODE": semantic.Of(semantic.Node), "RELATIONSHIP": semantic.Of(semantic.Relationship), "PATH": semantic.Of(semantic.Path),
	"LIST OF ANY": semantic.ListOf(semantic.Unknown), "LIST OF NODE": semantic.ListOf(semantic.Node),
	"LIST OF RELATIONSHIP": semantic.ListOf(semantic.Relationship), "LIST OF STRING": semantic.ListOf(semantic.String),
}

func staticType(t string) semantic.Type {
	t = strings.TrimSuffix(strings.TrimPrefix(t, "NULLABLE "), "?")
	return staticTypes[t]
}

// Text renders a signature as mg.procedures() shows it.
func (p *Procedure) Text() string {
	return p.Name + "(" + fields(p.Params) + ") :: (" + fields(p.Results) + ")"
}

func fields(list []Field) string {
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

// tables are the built-in procedures by topic.
var tables = [][]Procedure{moduleProcedures, databaseProcedures}

// optional is the default of a parameter that may be left out.
func optional(v value.Value) *value.Value { return &v }

// some is a field.
func some(name, typ string) Field { return Field{Name: name, Type: typ} }
