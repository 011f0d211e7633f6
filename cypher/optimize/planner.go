package optimize

import (
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// Plan chooses how a checked query is run on a database. The query's tree
// becomes part of the plan, so a query can be planned once only.
func Plan(q *semantic.Query, catalog Catalog) (*plan.Plan, error) {
	p := &planner{info: q.Info, names: names{Catalog: catalog}, subplans: map[ast.Expr]*plan.Subplan{}}
	p.names.written, p.names.types = created(q.AST)
	ast.Inspect(q.AST, func(n any) bool {
		switch n := n.(type) {
		case *ast.Query:
			for _, d := range n.Directives {
				p.hints = append(p.hints, d.Index...)
			}
		case *ast.Match:
			p.hints = append(p.hints, n.Hints...)
		}
		return true
	})
	for _, d := range q.AST.Directives {
		p.periodic = p.periodic || d.Kind == ast.PeriodicCommit
		p.hopsLimited = p.hopsLimited || d.Kind == ast.HopsLimit
	}
	p.loadFields(q.AST)
	out := &plan.Plan{Schema: catalog.SchemaGeneration(), Names: catalog.NameGeneration(), Memory: q.AST.Memory}
	root, err := p.root(logical.Build(q.Info, q.AST), out)
	if err != nil {
		return nil, err
	}
	out.Root = p.live(root, p.columnSet(out.Columns))
	prune(out.Root, false)
	p.expressions(out.Root)
	p.fill(out, q.AST)
	p.meant(out, q.AST)
	out.UnknownNames = p.names.unknown
	advise(out)
	return out, p.err
}

// planner makes one plan.
type planner struct {
	info  *semantic.Info
	names names
	hints []ast.IndexHint
	// periodic: the query commits as it goes, after rows that its parts must not count for themselves.
	periodic bool
	// hopsLimited: relationships are to be followed, for only then do they count.
	hopsLimited bool
	subplans    map[ast.Expr]*plan.Subplan
	fields      map[*semantic.Symbol][]field // of records of files, that are read without them
	// free remembers the variables that expressions take from their surroundings.
	free map[ast.Expr]set
	err  error
}

// fail notes an error; the first one is kept.
func (p *planner) fail(pos ast.Pos, format string, args ...any) {
	if p.err == nil {
		p.err = &semantic.Error{Pos: pos, Kind: semantic.SyntaxError, Detail: semantic.UnexpectedSyntax, Msg: fmt.Sprintf(format, args...)}
	}
}

// root plans the whole query.
func (p *planner) root(q *logical.Query, out *plan.Plan) (plan.Operator, error) {
	t := p.query(q, p.once(), nil)
	if len(q.Columns) == 0 {
		t = t.on(&plan.EmptyResult{}, t.rows, t.cost)
	}
	for _, col := range q.Columns {
		out.Columns = append(out.Columns, plan.Column{Name: col.Name, Slot: slot(col.Sym)})
	}
	return t.op, p.err
}

// fill adds what is known of the slots and of the whole.
func (p *planner) fill(out *plan.Plan, q *ast.Query) {
	out.NumSlots = len(p.info.Symbols)
	out.Slots = make(map[*ast.Variable]plan.Slot, len(p.info.Uses))
	for v, sym := range p.info.Uses {
		out.Slots[v] = slot(sym)
	}
	anonymous := 0
	for _, sym := range p.info.Symbols {
		name := sym.Name
		if name == "" {
			anonymous++
			name = fmt.Sprintf("anon%d", anonymous)
		}
		out.SlotNames = append(out.SlotNames, name)
		out.Types = append(out.Types, staticType(sym.Type))
	}
	for _, fields := range p.fields {
		for _, f := range fields {
			if out.Fields == nil {
				out.Fields = map[plan.Slot]bool{}
			}
			out.Fields[slot(f.sym)] = true
		}
	}
	out.Subplans = p.subplans
	out.Reads, out.Writes = footprint(out)
	for _, d := range q.Directives {
		switch d.Kind {
		case ast.HopsLimit:
			out.HopsLimit = d.Count
		case ast.PeriodicCommit:
			out.PeriodicCommit = d.Count
		case ast.ParallelExecution:
			out.Parallel = true
		}
	}
}

// slot returns the place of a variable: slots are numbered as symbols are.
func slot(sym *semantic.Symbol) plan.Slot { return plan.Slot(sym.ID) }

// slotOf is slot for a variable that may be missing.
func slotOf(sym *semantic.Symbol) plan.Slot {
	if sym == nil {
		return -1
	}
	return slot(sym)
}

func (p *planner) columnSet(columns []plan.Column) set {
	var s set
	for _, col := range columns {
		s.add(int(col.Slot))
	}
	return s
}

func staticType(t semantic.Type) plan.Type {
	if t.IsRelationships() {
		return plan.TypeRelationshipList
	}
	switch t.Base {
	case semantic.Node:
		return plan.TypeNode
	case semantic.Relationship:
		return plan.TypeRelationship
	case semantic.Path:
		return plan.TypePath
	case semantic.Bool:
		return plan.TypeBool
	case semantic.Int:
		return plan.TypeInt
	case semantic.Float:
		return plan.TypeFloat
	case semantic.String:
		return plan.TypeString
	case semantic.List:
		return plan.TypeList
	case semantic.Map:
		return plan.TypeMap
	}
	return plan.TypeAny
}

// freeOf returns the variables that an expression reads.
func (p *planner) freeOf(e ast.Expr) set {
	if e == nil {
		return nil
	}
	if s, ok := p.free[e]; ok {
		return s
	}
	var s set
	for sym := range p.info.Free(e) {
		s.add(sym.ID)
	}
	if p.free == nil {
		p.free = map[ast.Expr]set{}
	}
	p.free[e] = s
	return s
}
