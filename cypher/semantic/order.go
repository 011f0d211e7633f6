package semantic

import "memgraphd/cypher/ast"

// progress is what came before a clause, as far as it matters for what may follow.
type progress struct {
	updated   bool // an update since the last WITH
	returned  bool
	loaded    bool
	updates   bool // an update anywhere
	writeProc bool
}

// order checks that the clauses stand in an order that is allowed.
func (c *checker) order(q *ast.SingleQuery) {
	var p progress
	for _, clause := range q.Clauses {
		c.follows(&p, clause)
	}
	c.ending(q)
}

func (c *checker) follows(p *progress, clause ast.Clause) {
	misplaced := func(text string) { c.fail(clause.Position(), InvalidClauses, "%s", text) }
	if p.writeProc {
		if _, ok := clause.(*ast.Return); !ok {
			misplaced(keyword(clause) + " can't be put after calling a writeable procedure, only RETURN clause can be put after.")
		}
	}
	switch clause := clause.(type) {
	case *ast.Match:
		if p.returned || p.updated {
			misplaced("MATCH can't be put after RETURN clause or after an update.")
		}
	case *ast.Unwind:
		if p.returned || p.updated {
			misplaced("UNWIND can't be put after RETURN clause or after an update.")
		}
	case *ast.With:
		if p.returned {
			misplaced("RETURN can't be put before WITH.")
		}
		p.updated = false
	case *ast.Return, *ast.Finish:
		if p.returned {
			misplaced("There can only be one RETURN in a clause.")
		}
		p.returned = true
	case *ast.CallProcedure:
		c.procedureFollows(p, clause, misplaced)
	case *ast.CallSubquery:
		if p.returned {
			misplaced("CALL can't be put after RETURN clause.")
		}
	case *ast.Load:
		if p.loaded {
			misplaced("Can't have multiple LOAD CSV/LOAD PARQUET/LOAD JSONL clauses in a single query.")
		}
		p.loaded = true
	default:
		if p.returned {
			misplaced("Update clause can't be used after RETURN.")
		}
		p.updated, p.updates = true, true
	}
}

func (c *checker) procedureFollows(p *progress, call *ast.CallProcedure, misplaced func(string)) {
	if p.returned {
		misplaced("CALL can't be put after RETURN clause.")
	}
	if proc, ok := c.env.Procedure(call.Name); ok && proc.Writes && !proc.Mixes {
		if p.updates {
			misplaced("Write procedures cannot be used in queries that contains any update clauses!")
		}
		p.writeProc = true
	}
}

// ending checks that a query does or returns something. The body of EXISTS, COUNT and a void CALL need not return.
func (c *checker) ending(q *ast.SingleQuery) {
	if len(q.Clauses) == 0 || c.nested > 0 {
		return
	}
	last := q.Clauses[len(q.Clauses)-1]
	switch last := last.(type) {
	case *ast.Match, *ast.Unwind, *ast.With, *ast.Load:
	case *ast.CallProcedure:
		proc, known := c.env.Procedure(last.Name)
		if len(q.Clauses) == 1 || !known || len(proc.Results) == 0 || proc.Writes {
			return
		}
	default:
		return
	}
	c.fail(last.Position(), InvalidClauses, "Query should either create or update something, or return results!")
}

// keyword returns the word that a clause begins with.
func keyword(clause ast.Clause) string {
	switch clause := clause.(type) {
	case *ast.Match:
		return "MATCH"
	case *ast.Unwind:
		return "UNWIND"
	case *ast.With:
		return "WITH"
	case *ast.Return:
		return "RETURN"
	case *ast.Finish:
		return "FINISH"
	case *ast.CallProcedure, *ast.CallSubquery:
		return "CALL"
	case *ast.Load:
		return "LOAD"
	case *ast.Create:
		return "CREATE"
	case *ast.Merge:
		return "MERGE"
	case *ast.Set:
		return "SET"
	case *ast.Remove:
		return "REMOVE"
	case *ast.Delete:
		if clause.Detach {
			return "DETACH DELETE"
		}
		return "DELETE"
	case *ast.Foreach:
		return "FOREACH"
	}
	return "CLAUSE"
}
