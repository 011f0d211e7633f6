package engine

import "errors"

// What the store refuses with; each is to be tested with errors.Is.
var (
	// ErrConflict: another transaction changed the same object first. Retry.
	ErrConflict = errors.New("Cannot resolve conflicting transactions. Retry this transaction when the conflicting transaction is finished")
	// ErrHasRelationships: the node still has relationships.
	ErrHasRelationships = errors.New("Failed to remove node because of its existing connections. Consider using DETACH DELETE.")
	// ErrNotFound: no such node or relationship is visible to the transaction.
	ErrNotFound = errors.New("the node or relationship does not exist or was deleted by this transaction")
	// ErrReadOnly: a write in a transaction that only reads.
	ErrReadOnly = errors.New("the transaction is read-only")
	// ErrPoisoned: the log failed; nothing can be committed until a restart.
	ErrPoisoned = errors.New("the write-ahead log failed and the database takes no more commits until it is restarted")
	// ErrExists: the index or constraint exists already.
	ErrExists = errors.New("it already exists")
	// ErrMissing: there is no such index or constraint.
	ErrMissing = errors.New("it does not exist")
)

// errEnded: the transaction was committed or rolled back before.
var errEnded = errors.New("the transaction has ended already")
