package cypher

import (
	"context"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/dump"
	"memgraphd/engine/column"
)

// dumpSource is the result of DUMP DATABASE.
type dumpSource struct {
	session *Session
	t       *transaction
	dump    *dump.Dump
}

func (in *Interpreter) dumpDatabase(c call) (*Result, error) {
	t, err := c.session.open(TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	t.use.Lock()
	defer t.use.Unlock()
	view := t.txn.Database().Snapshot()
	t.replace(view.Txn())
	source := &dumpSource{session: c.session, t: t, dump: dump.New(t.txn, view.Catalog())}
	return &Result{
		columns: []string{"QUERY"}, slots: []batch.Slot{0}, source: source, open: t, summary: Summary{Type: "r"},
	}, nil
}

func (d *dumpSource) next(ctx context.Context) (*batch.Batch, error) {
	d.t.use.Lock()
	defer d.t.use.Unlock()
	statements, err := d.dump.Next(&txContext{ctx, d.t})
	if err != nil || statements == nil {
		return nil, err
	}
	return &batch.Batch{N: statements.N, Cols: []*column.Column{statements}}, nil
}

// finish ends the transaction that the dump reads in.
func (d *dumpSource) finish(_ context.Context, failure error) error {
	d.session.giveUp(d.t)
	return failure
}
