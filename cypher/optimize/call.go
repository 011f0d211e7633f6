package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// procedure plans CALL of a procedure.
func (p *planner) procedure(s *logical.Procedure, t tree) tree {
	c, proc := s.Clause, s.Call.Procedure
	op := &plan.CallProcedure{
		Name: proc.Name, Pos: c.Pos, Args: s.Call.Args, Optional: c.Optional, Memory: c.Memory, Void: len(proc.Results) == 0,
		Writes: proc.Writes,
	}
	var binds []*semantic.Symbol
	for _, y := range s.Call.Yield {
		op.Yield = append(op.Yield, plan.YieldColumn{Field: y.Field, Slot: slot(y.Sym)})
		binds = append(binds, y.Sym)
	}
	// What a procedure reads is its own business: it may be anything.
	reads := everything()
	if t.wrote {
		t = p.after(t, reads)
	}
	if proc.Writes {
		t = p.before(t, everything(), nil)
	}
	t.guessed = true
	t = t.on(op, t.rows*10, t.cost+t.rows*costPlan, binds...)
	if proc.Writes {
		return t.writing(everything())
	}
	return t.reading(reads)
}

// load plans LOAD CSV and its kin.
func (p *planner) load(s *logical.Load, t tree) tree {
	c := s.Clause
	op := &plan.Load{
		Format: c.Format, From: c.From, Header: c.Header, IgnoreBad: c.IgnoreBad,
		Delimiter: c.Delimiter, Quote: c.Quote, NullIf: c.NullIf, Slot: slot(s.Sym),
	}
	if c.Config != nil {
		op.Config = c.Config
	}
	t.guessed = true
	return t.on(op, t.rows*1000, t.cost+t.rows*1000, p.planFields(op, s.Sym)...)
}

// subquery plans CALL {}.
func (p *planner) subquery(s *logical.Subquery, t tree) tree {
	writes := p.queryWrites(s.Query)
	if p.independent(s, t, writes) {
		return p.beside(s, t)
	}
	outer := t.bound
	if !s.Correlated {
		outer = nil
	}
	right := p.query(s.Query, argument(outer), outer)
	t = p.after(t, right.seen)
	if !writes.empty() {
		t = p.before(t, writes, nil)
	}
	op := &plan.Apply{
		Optional: s.Clause.Optional, Unit: len(s.Query.Columns) == 0, Each: !writes.empty() || needsEach(right.op),
	}
	if s.Clause.InTx {
		op.Each = true
		op.InTransactions, op.OnError = rowsPerTransaction(s.Clause), s.Clause.OnError
		op.Concurrent, op.Workers = s.Clause.Concurrent, s.Clause.Workers
	}
	op.Left, op.Right = t.op, right.op
	rows := t.rows
	var binds []*semantic.Symbol
	if !op.Unit {
		rows *= right.rows
	}
	for _, col := range s.Query.Columns {
		binds = append(binds, col.Sym)
		if op.Optional && !t.bound.has(col.Sym.ID) {
			op.Nulls = append(op.Nulls, slot(col.Sym))
		}
	}
	if v := s.Clause.Status; v != nil {
		sym := p.info.Uses[v]
		op.Reports, op.Status = true, slot(sym)
		binds = append(binds, sym)
	}
	t = t.over(op, rows, t.cost+t.rows*max(right.cost, 1), binds...).reading(right.seen)
	if right.wrote {
		t = t.writing(writes)
	}
	return t
}

// independent reports whether the body of CALL {} returns the same for each row, so that once is enough: it takes
// nothing of the row, changes nothing, and there is nothing that it could see change.
func (p *planner) independent(s *logical.Subquery, t tree, writes effects) bool {
	return !s.Correlated && writes.empty() && !t.wrote && !t.nested && !isOnce(t.op) &&
		!s.Clause.Optional && !s.Clause.InTx && len(s.Query.Columns) > 0 && !changes(s.Clause.Query)
}

// beside runs the body of CALL {} once and joins it with every row.
func (p *planner) beside(s *logical.Subquery, t tree) tree {
	right := p.query(s.Query, p.once(), nil)
	op := &plan.Cartesian{}
	op.Left, op.Right = t.op, right.op
	rows := t.rows * right.rows
	t.bound = t.bound.union(right.bound)
	return t.over(op, rows, t.cost+right.cost+rows*costRow).reading(right.seen)
}

func rowsPerTransaction(c *ast.CallSubquery) ast.Expr {
	if c.RowsPerTxn != nil {
		return c.RowsPerTxn
	}
	return &ast.Literal{Node: ast.Node{Pos: c.Pos}, Value: defaultRowsPerTransaction}
}

// needsEach reports whether a right side has to be run for one row at a time:
// what it does depends on which rows it is given together.
func needsEach(op plan.Operator) bool {
	switch op := op.(type) {
	case *plan.Sort, *plan.Limit, *plan.Skip, *plan.Aggregate, *plan.Distinct, *plan.Choose, *plan.CountStore:
		return true
	case *plan.Apply:
		return needsEach(op.Left)
	case *plan.SemiApply:
		return needsEach(op.Left)
	case *plan.Repeat:
		return needsEach(op.Input)
	}
	for _, in := range op.Inputs() {
		if needsEach(in) {
			return true
		}
	}
	return false
}
