package engine

// commit brings a transaction's changes into the commit order and makes them
// visible once the log has them.
//
//	redo is complete ─▶ commitMu: constraints, timestamp, Log.Append ─▶ done: publish ─▶ wake the caller
//
// The order of timestamps is the order of records in the log and the order in
// which they become visible. On an error nothing is visible and nothing is in
// the log; the caller rolls back.
func (db *Database) commit(t *Txn) error {
	early, err := t.checkEarly()
	if err != nil {
		return err
	}
	err = db.order(t.redo.record(), func() error { return t.checkConstraints(early) }, func(commit uint64) {
		db.counts.apply(db, &t.delta)
		t.stamp.commit.Store(commit)
		db.garbage.add(db, commit, t.undo, t.touched)
	})
	if err != nil {
		t.stamp.commit.Store(inFlight | t.id)
	}
	return err
}

// order takes the next place in the commit order for a redo record, if check
// (may be nil) allows it, and calls publish, under publishMu, when the record is
// durable and its turn has come.
func (db *Database) order(redo []byte, check func() error, publish func(commit uint64)) error {
	defer doomed("committing")
	db.commitMu.Lock()
	if check != nil {
		if err := check(); err != nil {
			db.commitMu.Unlock()
			return err
		}
	}
	commit := db.nextCommit
	db.nextCommit++
	if db.log == nil {
		db.publish(commit, publish)
		db.commitMu.Unlock()
		return nil
	}
	outcome := make(chan error, 1)
	db.log.Append(commit, redo, func(err error) {
		if err == nil {
			db.publish(commit, publish)
		}
		outcome <- err
	})
	db.commitMu.Unlock()
	return <-outcome
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
