package engine

// Log is the write-ahead log as the store needs it.
type Log interface {
	// Append queues the redo record of a transaction. The store calls it in
	// commit order under its commit lock, so it must not do I/O; the log may
	// keep redo until it has called done. done is called once per record, in
	// commit order, from one goroutine at a time: with nil when the record is as
	// durable as the log promises, or with the reason why the transaction
	// is refused. A refused record is not in the log, and neither is any record
	// that was queued behind it at that moment.
	Append(commit uint64, redo []byte, done func(error))
}
