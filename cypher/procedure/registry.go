package procedure

import (
	"slices"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/semantic"
)

// Registry is a set of procedures. It is filled before it is used, and is safe for
// concurrent use from then on.
type Registry struct {
	byName map[string]*Procedure // aliases included
	names  []string              // sorted; without aliases
}

// tables are the built-in procedures by topic.
var tables = [][]Procedure{
	moduleProcedures, databaseProcedures, discoveryProcedures, centralityProcedures, communityProcedures, pathProcedures,
	neighborProcedures, nodeProcedures, createProcedures, virtualProcedures, mergeProcedures, refactorProcedures, cloneProcedures, copyProcedures,
	pieceProcedures, schemaProcedures, metaProcedures, metadataProcedures, queryProcedures, graphUtilProcedures, algoProcedures, exportProcedures, dateProcedures,
	vectorProcedures, textProcedures, similarityProcedures, structureProcedures, distanceProcedures, jsonProcedures, choiceProcedures, clusterProcedures, searchProcedures, tableProcedures, graphMLProcedures, promptProcedures, networkxProcedures, scriptProcedures,
}

// builtin are the rows of the tables, ready to be called.
var builtin = func() []*Procedure {
	var all []*Procedure
	for _, table := range tables {
		for i := range table {
			p := &table[i]
			if err := p.complete(); err != nil {
				panic("procedure: " + err.Error())
			}
			p.builtIn = true
			all = append(all, p)
		}
	}
	return all
}()

// NewRegistry returns a registry of the built-in procedures.
func NewRegistry() *Registry {
	r := &Registry{byName: make(map[string]*Procedure, len(builtin)+len(aliases))}
	for _, p := range builtin {
		r.byName[p.Name] = p
		r.names = append(r.names, p.Name)
	}
	slices.Sort(r.names)
	for _, a := range aliases {
		if p, ok := r.byName[a.Source]; ok {
			r.byName[a.Name] = p
		}
	}
	return r
}

// Add adds a procedure, or replaces the one of the same name. It fails if a type of
// the signature is unknown.
func (r *Registry) Add(p *Procedure) error {
	if err := p.complete(); err != nil {
		return err
	}
	if i, exists := slices.BinarySearch(r.names, p.Name); !exists {
		r.names = slices.Insert(r.names, i, p.Name)
	}
	r.byName[p.Name] = p
	return nil
}

// Alias gives a procedure another name; false if there is none of its name, or
// if the other name is taken.
func (r *Registry) Alias(name, source string) bool {
	p, ok := r.byName[source]
	if _, taken := r.byName[name]; !ok || taken {
		return false
	}
	r.byName[name] = p
	return true
}

// Names returns the names of all procedures, sorted. Aliases are not among them.
func (r *Registry) Names() []string { return r.names }

// Get returns a procedure by its name or an alias.
func (r *Registry) Get(name string) (*Procedure, bool) {
	p, ok := r.byName[name]
	return p, ok
}

// Procedure finds a procedure for the executor, to be called outside of any session.
func (r *Registry) Procedure(name string) (exec.Procedure, bool) { return r.In(nil, name) }

// In finds a procedure for the executor, to be called within a session.
func (r *Registry) In(h Host, name string) (exec.Procedure, bool) {
	p, ok := r.byName[name]
	if !ok {
		return nil, false
	}
	return &entry{Procedure: p, name: name, registry: r, host: h}, true
}

// Signature finds a procedure's signature for the checker.
func (r *Registry) Signature(name string) (*semantic.Procedure, bool) {
	p, ok := r.byName[name]
	if !ok {
		return nil, false
	}
	return p.semantics(name), true
}
