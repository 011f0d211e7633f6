package bolt

import (
	"slices"

	"go.uber.org/zap"

	"memgraphd/bolt/message"
)

// run starts a query.
func (c *conn) run(m *message.Run) error {
	if limit := c.srv.opts.MaxOpenResults; len(c.results) >= limit {
		return Errorf(ClientError, "The transaction has %d open results, no more are allowed. Pull or discard them first.", limit)
	}
	result, err := c.session.Run(c.query.context(), m.Query, m.Params, m.Options)
	if err != nil {
		return err
	}
	qid := int64(-1)
	if c.machine.inTx {
		qid = c.nextQID
		c.nextQID++
	}
	filter := m.Options.Filter
	if filter.MinSeverity == "" {
		filter = c.filter
	}
	c.results = append(c.results, openResult{Result: result, qid: qid, filter: filter})
	c.settle()

	r := c.beginSuccess()
	fields := result.Fields()
	r.list("fields", len(fields))
	for _, name := range fields {
		c.records.String(name)
	}
	if qid >= 0 {
		r.int("qid", qid)
	}
	c.endReply(r)
	return nil
}

// pull sends records of a result, or discards them.
func (c *conn) pull(m *message.Pull) error {
	i := c.findResult(m.QID)
	if i < 0 {
		return Errorf(ClientError, "There is no open result with the number (qid) %d.", m.QID)
	}
	result := &c.results[i]
	more, err := c.advance(result, m)
	if err != nil {
		return err
	}
	if more {
		r := c.beginSuccess()
		r.bool("has_more", true)
		c.endReply(r)
		return nil
	}
	c.summary(result)
	ended := *result
	c.results = slices.Delete(c.results, i, i+1)
	c.closeResult(ended)
	c.settle()
	return nil
}

func (c *conn) advance(result *openResult, m *message.Pull) (more bool, err error) {
	if m.Discard {
		result.answered = true // nobody looks
		return result.Discard(c.query.context(), m.N)
	}
	c.records.records = 0
	more, err = result.Pull(c.query.context(), m.N, c.records)
	c.records.graph = nil
	result.answered = result.answered || c.records.records > 0
	if err == nil {
		err = c.out.err
	}
	return more, err
}

// findResult returns the index of an open result, by its number or, if that is
// negative, of the latest.
func (c *conn) findResult(qid int64) int {
	if qid < 0 {
		return len(c.results) - 1
	}
	return slices.IndexFunc(c.results, func(r openResult) bool { return r.qid == qid })
}

// begin opens an explicit transaction.
func (c *conn) begin(m *message.Begin) error {
	if err := c.session.Begin(c.query.context(), m.Options); err != nil {
		return err
	}
	c.settle()
	c.success()
	return nil
}

// commit commits the explicit transaction. Queries whose records were not asked
// for have their effects nevertheless.
func (c *conn) commit() error {
	ctx := c.query.context()
	for _, result := range c.results {
		for more := true; more; {
			var err error
			if more, err = result.Discard(ctx, -1); err != nil {
				return err
			}
		}
	}
	c.closeResults()
	bookmark, err := c.session.Commit(ctx)
	if err != nil {
		return err
	}
	c.settle()
	r := c.beginSuccess()
	if bookmark != "" {
		r.string("bookmark", bookmark)
	}
	c.endReply(r)
	return nil
}

// rollback rolls the explicit transaction back. Without one it is content, too:
// some clients send it after the RESET that did the work.
func (c *conn) rollback() error {
	c.closeResults()
	if c.machine.inTx {
		if err := c.session.Rollback(c.query.context()); err != nil {
			return err
		}
	}
	c.settle()
	c.success()
	return nil
}

// reset returns to the state after the login, from wherever.
func (c *conn) reset() {
	c.closeResults()
	c.session.Reset()
	c.query.renew(c.ctx)
	c.nextQID = 0
	c.machine.reset()
	c.success()
}

// settle tells the machine what is open now.
func (c *conn) settle() {
	inTx := c.session.InTransaction()
	if !inTx {
		c.nextQID = 0
	}
	c.machine.settle(inTx, len(c.results))
}

func (c *conn) closeResults() {
	results := c.results
	c.results = nil
	for _, r := range results {
		c.closeResult(r)
	}
}

func (c *conn) closeResult(r openResult) {
	if err := r.Close(); err != nil {
		c.log().Warn("closing a result failed", zap.Error(err))
	}
}
