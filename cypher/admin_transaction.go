package cypher

import (
	"slices"
	"strconv"
	"time"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

func (in *Interpreter) setIsolation(c call, st *ast.SetIsolation) (*Result, error) {
	switch st.Scope {
	case ast.IsolationGlobal:
		in.isolation.Store(st.Level)
	case ast.IsolationSession:
		c.session.isolation = st.Level
	case ast.IsolationNext:
		c.session.nextIsolation = st.Level
	}
	return newTable(nil), nil
}

// showTransactions shows the open transactions, that of the statement itself among them.
func (in *Interpreter) showTransactions(c call, st *ast.ShowTransactions) (*Result, error) {
	own, err := c.session.open(TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer c.session.giveUp(own)
	own.use.Lock()
	defer own.use.Unlock()
	own.addQuery(c.statement)
	var rows [][]value.Value
	for _, t := range in.transactions.all() {
		state := t.state()
		if len(st.Statuses) > 0 && !slices.Contains(st.Statuses, statusFilters[state]) {
			continue
		}
		rows = append(rows, []value.Value{
			value.String(t.user), value.String(strconv.FormatUint(t.id, 10)), value.List(t.texts()), value.String(state),
			t.about(), value.String(in.formatTime(t.started)), value.Int(time.Since(t.started).Milliseconds()),
			value.String(in.opts.DatabaseName),
		})
	}
	return newTable([]string{"username", "transaction_id", "query", "status", "metadata", "start_time", "elapsed_ms", "database"}, rows...), nil
}

// statusFilters are the words of SHOW … TRANSACTIONS for each state.
var statusFilters = map[string]string{
	statusIdle: "RUNNING", statusRunning: "RUNNING", statusCommitting: "COMMITTING", statusTerminating: "ABORTING",
}

func (in *Interpreter) terminateTransactions(c call, st *ast.TerminateTransactions) (*Result, error) {
	var rows [][]value.Value
	for _, e := range st.IDs {
		id, err := c.text(e, "A transaction id")
		if err != nil {
			return nil, err
		}
		c.session.mu.Lock()
		self := c.session.explicit
		c.session.mu.Unlock()
		rows = append(rows, []value.Value{value.String(id), value.Bool(in.transactions.terminate(id, self))})
	}
	return newTable([]string{"transaction_id", "killed"}, rows...), nil
}
