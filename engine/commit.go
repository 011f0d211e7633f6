package engine

// commit brings a transaction's changes into the commit order and makes them
// visible once the log has them.
//
//	redo is complete ─▶ commitMu: constraints, timestamp, Log.Append ─▶ Log.Flush ─▶ done: publish ─▶ wake the caller
//
// The order of timestamps is the order of records in the log and the order in
// which they become visible. On an error nothing is visible and nothing is in
// the log; the caller rolls back.
func (db *Database) commit(t *Txn) error {
	early, err := t.checkEarly()
	if err != nil {
		return err
	}
	return db.order(change{
		redo:    t.redo.record(),
		check:   func() error { return t.checkConstraints(early) },
		retract: func() { t.stamp.commit.Store(inFlight | t.id) },
		publish: func(commit uint64) {
			db.counts.apply(db, &t.delta)
			t.stamp.commit.Store(commit)
			db.garbage.add(db, commit, t.undo, t.touched)
		},
	})
}

// change is what takes a place in the commit order.
type change struct {
	redo    []byte
	check   func() error        // says whether it may, under commitMu
	retract func()              // takes back what check let others see, under commitMu; nil: nothing
	publish func(commit uint64) // makes it visible, under publishMu
}

// order takes the next place in the commit order for a change, if that is allowed, and publishes
// it when it is durable and its turn has come.
//
// Others may count on a change from the moment it has its place. If the log then refuses
// it they must fail, too: those that were queued before it was retracted are refused by the
// log, and those that come later do not see it.
func (db *Database) order(c change) error {
	defer doomed("committing")
	db.commitMu.Lock()
	if err := c.check(); err != nil {
		db.commitMu.Unlock()
		return err
	}
	commit := db.nextCommit
	db.nextCommit++
	if db.log == nil {
		db.publish(commit, c.publish)
		db.commitMu.Unlock()
		return nil
	}
	outcome := make(chan error, 1)
	err := db.log.Append(commit, c.redo, func(err error) {
		if err == nil {
			db.publish(commit, c.publish)
		} else {
			db.commitMu.Lock()
			db.refuse(&c)
			db.commitMu.Unlock()
		}
		outcome <- err
	})
	if err != nil {
		db.refuse(&c)
	}
	db.commitMu.Unlock()
	if err != nil {
		return err
	}
	db.log.Flush()
	return <-outcome
}

// refuse takes a change out of the commit order; commitMu is held.
func (db *Database) refuse(c *change) {
	db.refused++
	if c.retract != nil {
		c.retract()
	}
}

// publish makes a commit visible. Transactions that begin later see it, others do not.
func (db *Database) publish(commit uint64, apply func(commit uint64)) {
	defer doomed("publishing a commit")
	db.publishMu.Lock()
	db.publishing.Store(commit)
	apply(commit)
	db.lastCommit.Store(commit)
	db.publishMu.Unlock()
}
