package reference

import (
	"errors"
	"maps"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// transactions runs CALL {} IN TRANSACTIONS: for so many rows at a time, of which all are taken back if one fails.
// The rows are those that there were before the first transaction.
func (r *run) transactions(c *ast.CallSubquery, outer row, rows []row) []row {
	size := 1000
	if c.RowsPerTxn != nil {
		size = int(r.eval(c.RowsPerTxn, scope{}).AsInt())
	}
	var out []row
	broken := false
	for from := 0; from < len(rows) && r.err == nil; from += size {
		some := rows[from:min(from+size, len(rows))]
		if broken {
			out = append(out, unanswered(c, some, false)...)
			continue
		}
		saved := r.g.Clone()
		answered := r.each(some, func(in row) []row { return r.call(c, outer, in) })
		if r.err == nil {
			out = append(out, reported(c, answered, true, true)...)
			continue
		}
		if c.OnError == ast.FailOnError || errors.Is(r.err, ErrTooLong) {
			return nil
		}
		r.g.Nodes, r.g.Relationships, r.err = saved.Nodes, saved.Relationships, nil
		out = append(out, unanswered(c, some, true)...)
		broken = c.OnError == ast.BreakOnError
	}
	return out
}

// unanswered returns rows for which the subquery has answered nothing, because its transaction failed or never began.
func unanswered(c *ast.CallSubquery, rows []row, started bool) []row {
	var out []row
	for _, in := range rows {
		joined := maps.Clone(in)
		for _, name := range returned(c.Query) {
			joined[name] = value.Null
		}
		out = append(out, joined)
	}
	return reported(c, out, started, false)
}

// reported adds what REPORT STATUS says, ids and messages apart.
func reported(c *ast.CallSubquery, rows []row, started, committed bool) []row {
	if c.Status == nil {
		return rows
	}
	status := value.Map([]value.Entry{{Key: "committed", Value: value.Bool(committed)}, {Key: "started", Value: value.Bool(started)}})
	for i := range rows {
		rows[i] = rows[i].with(c.Status.Name, status)
	}
	return rows
}
