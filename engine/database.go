package engine

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/google/uuid"
)

// Options configure a database.
type Options struct {
	// UUID identifies the data; a fresh one is made if it is empty.
	UUID string
	// Log receives the redo record of every commit; nil keeps nothing.
	Log Log
	// Workers bounds the goroutines of parallel loading and index building; 0 is GOMAXPROCS.
	Workers int
}

// Database is one graph: tables, indexes, constraints, names, and the
// transactions on them. It is safe for concurrent use.
type Database struct {
	uuid    string
	log     Log
	workers int

	labels, props, types nameTable
	nameGeneration       atomic.Uint64
	labelSets            labelSets

	nodes, rels       directory
	nextNode, nextRel atomic.Uint64
	active            registry
	transactions      atomic.Uint64 // numbers them
	lastCommit        atomic.Uint64 // newest visible commit
	publishing        atomic.Uint64 // newest commit that counts may include
	commitMu          sync.Mutex    // the commit order: guards the next two and the order of Log.Append
	nextCommit        uint64
	refused           uint64     // counts the changes that the log has refused
	publishMu         sync.Mutex // guards counts and meta; held while a commit becomes visible
	counts            counts
	meta              metaStore
	schema            atomic.Pointer[schema]
	schemaGeneration  atomic.Uint64
	schemaMu          sync.Mutex // serialises changes of the schema; before commitMu
	garbage           collector
	sweepLater        []hopEnd // adjacency of what Replay deleted
}

// New returns an empty database.
func New(opts Options) *Database {
	db := &Database{uuid: opts.UUID, log: opts.Log, workers: opts.Workers, nextCommit: 1}
	if db.uuid == "" {
		db.uuid = uuid.NewString()
	}
	if db.workers <= 0 {
		db.workers = runtime.GOMAXPROCS(0)
	}
	for _, n := range []*nameTable{&db.labels, &db.props, &db.types} {
		n.generation = &db.nameGeneration
	}
	db.labelSets.init()
	db.schema.Store(&schema{})
	db.garbage.init()
	return db
}

// SetLog attaches the log; it is called once, after recovery and before the first transaction that writes.
func (db *Database) SetLog(l Log) { db.log = l }

// Close stops background work and waits for it. It does not close the log.
func (db *Database) Close() { db.garbage.stop() }

// UUID returns the identity of the data.
func (db *Database) UUID() string { return db.uuid }

// LastCommit returns the timestamp of the newest visible commit.
func (db *Database) LastCommit() uint64 { return db.lastCommit.Load() }
