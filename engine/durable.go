package engine

// Log is the write-ahead log as the store needs it.
type Log interface {
	// Append queues the redo record of a transaction. The store calls it in
	// commit order under its commit lock, so it must not do I/O; the log may
	// keep redo until it has called done. An error refuses the record at once, and
	// then done is not called. Otherwise it is called once, for one record after the other in
	// commit order: with nil when the record is as durable as the log promises,
	// or with the reason why the transaction is refused; only the former may happen within
	// Append. A refused record is not in the log, and neither is any record that was
	// queued before done has returned for it.
	Append(commit uint64, redo []byte, done func(error)) error
	// Flush sees to it that what was appended is written, by the goroutine that calls it or another one. The store calls
	// it after each record, outside its locks.
	Flush()
}
