package engine

import (
	"context"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// ---- This file is the contract between the store and its users; the bodies are being filled in. ----

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
type Database struct{}

// New returns an empty database.
func New(opts Options) *Database { panic("contract") }

// SetLog attaches the log; it is called once, after recovery and before the first transaction that writes.
func (db *Database) SetLog(l Log) { panic("contract") }

// Close stops background work and waits for it. It does not close the log.
func (db *Database) Close() { panic("contract") }

// UUID returns the identity of the data.
func (db *Database) UUID() string { panic("contract") }

// LastCommit returns the timestamp of the newest visible commit.
func (db *Database) LastCommit() uint64 { panic("contract") }

// ---- names (all safe for concurrent use, lock-free to read) ----

// Label returns the id of a label, making it if it is new.
func (db *Database) Label(name string) LabelID { panic("contract") }

// FindLabel returns the id of a label if it has ever been used.
func (db *Database) FindLabel(name string) (LabelID, bool) { panic("contract") }

// LabelName returns the name of a label.
func (db *Database) LabelName(id LabelID) string { panic("contract") }

// Property returns the id of a property key, making it if it is new.
func (db *Database) Property(name string) PropertyID { panic("contract") }

// FindProperty returns the id of a property key if it has ever been used.
func (db *Database) FindProperty(name string) (PropertyID, bool) { panic("contract") }

// PropertyName returns the name of a property key.
func (db *Database) PropertyName(id PropertyID) string { panic("contract") }

// Type returns the id of a relationship type, making it if it is new.
func (db *Database) Type(name string) TypeID { panic("contract") }

// FindType returns the id of a relationship type if it has ever been used.
func (db *Database) FindType(name string) (TypeID, bool) { panic("contract") }

// TypeName returns the name of a relationship type.
func (db *Database) TypeName(id TypeID) string { panic("contract") }

// NameGeneration changes whenever a name was added (cached plans that looked up an unknown name are stale then).
func (db *Database) NameGeneration() uint64 { panic("contract") }

// LabelNames, PropertyNames and TypeNames return all names by id.
func (db *Database) LabelNames() []string    { panic("contract") }
func (db *Database) PropertyNames() []string { panic("contract") }
func (db *Database) TypeNames() []string     { panic("contract") }

// InternLabels returns the set of these labels (any order, duplicates allowed).
func (db *Database) InternLabels(labels []LabelID) LabelSet { panic("contract") }

// Labels returns the labels of a set, ascending by the order in which they were added to the set's node; callers must not change it.
func (db *Database) Labels(set LabelSet) []LabelID { panic("contract") }

// LabelSets returns how many sets exist; ids are below it.
func (db *Database) LabelSets() int { panic("contract") }

// ---- label filters ----

// LabelFilter decides which label sets a scan lets pass. The decision for each
// set is made once. It is safe for concurrent use.
type LabelFilter struct{}

// NewLabelFilter returns a filter that lets pass the sets for which keep holds; labels are ascending by id.
func (db *Database) NewLabelFilter(keep func(labels []LabelID) bool) *LabelFilter { panic("contract") }

// Matches reports whether the filter lets a set pass.
func (f *LabelFilter) Matches(set LabelSet) bool { panic("contract") }

// ---- transactions ----

// TxnOptions configure a transaction.
type TxnOptions struct {
	ReadOnly bool
	// ReadCommitted and ReadUncommitted weaken snapshot isolation, as Memgraph's isolation levels do: a new read timestamp per statement (Txn.Refresh), or the newest versions.
	ReadCommitted, ReadUncommitted bool
}

// Txn is a transaction. A Txn that writes belongs to one goroutine; the read
// methods may be called from several goroutines at once as long as none writes.
type Txn struct{}

// Begin starts a transaction that sees all commits that were published before.
func (db *Database) Begin(opts TxnOptions) *Txn { panic("contract") }

// Database returns the database of the transaction.
func (t *Txn) Database() *Database { panic("contract") }

// ID returns a number unique to the transaction.
func (t *Txn) ID() uint64 { panic("contract") }

// Start returns the commit timestamp up to which the transaction sees.
func (t *Txn) Start() uint64 { panic("contract") }

// Refresh moves a ReadCommitted transaction to the newest commit.
func (t *Txn) Refresh() { panic("contract") }

// Commit checks constraints, takes the commit order, waits for the log and
// publishes. On error the transaction is rolled back. After ctx is done the
// outcome is still awaited if the record was already queued.
func (t *Txn) Commit(ctx context.Context) error { panic("contract") }

// Abort rolls the transaction back; it is harmless after Commit or Abort.
func (t *Txn) Abort() { panic("contract") }

// Changed reports whether the transaction has written anything.
func (t *Txn) Changed() bool { panic("contract") }

// MemoryUsage returns the bytes of undo and redo that the transaction holds.
func (t *Txn) MemoryUsage() int64 { panic("contract") }

// ---- reading nodes ----

// NodeChunks returns the number of chunks that a scan of all nodes visits.
func (t *Txn) NodeChunks() int { panic("contract") }

// ScanNodes appends the ids of the visible nodes of a chunk that filter (nil: all) lets pass, ascending.
func (t *Txn) ScanNodes(chunk int, filter *LabelFilter, dst []uint64) []uint64 { panic("contract") }

// NodeExists reports whether the node is visible.
func (t *Txn) NodeExists(id uint64) bool { panic("contract") }

// NodeLabels writes the label set of each node to dst (as long as ids); of an invisible node the empty set.
func (t *Txn) NodeLabels(ids []uint64, dst []LabelSet) { panic("contract") }

// NodeProperty makes dst the values of a property of the nodes ids; null where absent.
// It takes each chunk's latch once per run of ids of the same chunk.
func (t *Txn) NodeProperty(ids []uint64, key PropertyID, dst *column.Column) { panic("contract") }

// Property is a property key with its value.
type Property struct {
	Key   PropertyID
	Value value.Value
}

// NodeProperties appends all properties of a node, ascending by key.
func (t *Txn) NodeProperties(id uint64, dst []Property) []Property { panic("contract") }

// ---- reading relationships ----

// Relationships is a batch of relationships as parallel slices.
type Relationships struct {
	ID   []uint64
	From []uint64
	To   []uint64
	Type []TypeID
}

// RelationshipChunks returns the number of chunks that a scan of all relationships visits.
func (t *Txn) RelationshipChunks() int { panic("contract") }

// ScanRelationships appends the visible relationships of a chunk that have one of types (nil: any).
func (t *Txn) ScanRelationships(chunk int, types []TypeID, dst *Relationships) { panic("contract") }

// RelationshipExists reports whether the relationship is visible.
func (t *Txn) RelationshipExists(id uint64) bool { panic("contract") }

// Endpoints fills from, to and typ (each nil or as long as ids) for relationships; it works on deleted ones of the own transaction too.
func (t *Txn) Endpoints(ids []uint64, from, to []uint64, typ []TypeID) { panic("contract") }

// RelationshipProperty is NodeProperty for relationships.
func (t *Txn) RelationshipProperty(ids []uint64, key PropertyID, dst *column.Column) {
	panic("contract")
}

// RelationshipProperties is NodeProperties for relationships.
func (t *Txn) RelationshipProperties(id uint64, dst []Property) []Property { panic("contract") }

// ---- hops ----

// Direction is the direction of a hop as seen from the node it starts at.
type Direction uint8

// The directions. A self-loop is found once in each of them.
const (
	Out  Direction = 0
	In   Direction = 1
	Both Direction = 2
)

// Hops is the result of an expansion: relationship Rel[i] leads from the node in
// row Row[i] of the input to the node To[i].
type Hops struct {
	Row []int32
	Rel []uint64
	To  []uint64
}

// ExpandCursor remembers where an expansion of one batch of nodes stopped. Its
// zero value starts at the beginning.
type ExpandCursor struct {
	// unexported
}

// Expand appends to dst the relationships at the nodes from, in input order,
// until dst holds at least limit rows or all are done, which it reports. With
// wantRel false it may leave dst.Rel empty. types nil means any.
func (t *Txn) Expand(c *ExpandCursor, from []uint64, dir Direction, types []TypeID, wantRel bool, limit int, dst *Hops) (done bool) {
	panic("contract")
}

// ExpandInto appends to dst the relationships between from[i] and to[i]; Row is i and To is to[i].
func (t *Txn) ExpandInto(from, to []uint64, dir Direction, types []TypeID, dst *Hops) {
	panic("contract")
}

// Degrees writes the number of visible relationships at each node to dst.
func (t *Txn) Degrees(ids []uint64, dir Direction, types []TypeID, dst []int64) { panic("contract") }

// ---- writing ----

// CreateNodes creates n nodes with the same labels and appends their ids.
func (t *Txn) CreateNodes(n int, labels LabelSet, dst []uint64) ([]uint64, error) { panic("contract") }

// CreateRelationships creates a relationship from[i] → to[i] for each i and
// appends their ids. ErrNotFound if an end is not visible, ErrConflict if an end was deleted by a concurrent transaction.
func (t *Txn) CreateRelationships(from, to []uint64, typ TypeID, dst []uint64) ([]uint64, error) {
	panic("contract")
}

// SetNodeProperty sets a property of one node; null removes it.
func (t *Txn) SetNodeProperty(id uint64, key PropertyID, v value.Value) error { panic("contract") }

// SetNodeColumn sets a property of many nodes: row i of vals for ids[i]. Later rows win.
func (t *Txn) SetNodeColumn(ids []uint64, key PropertyID, vals *column.Column) error {
	panic("contract")
}

// SetNodeLabels replaces the label set of a node.
func (t *Txn) SetNodeLabels(id uint64, labels LabelSet) error { panic("contract") }

// SetRelationshipProperty is SetNodeProperty for relationships.
func (t *Txn) SetRelationshipProperty(id uint64, key PropertyID, v value.Value) error {
	panic("contract")
}

// SetRelationshipColumn is SetNodeColumn for relationships.
func (t *Txn) SetRelationshipColumn(ids []uint64, key PropertyID, vals *column.Column) error {
	panic("contract")
}

// DeleteNode deletes a node; ErrHasRelationships if any visible relationship is left. Deleting twice is harmless.
func (t *Txn) DeleteNode(id uint64) error { panic("contract") }

// DeleteRelationship deletes a relationship. Deleting twice is harmless.
func (t *Txn) DeleteRelationship(id uint64) error { panic("contract") }

// ---- schema ----

// Index is a live index.
type Index struct {
	Spec IndexSpec
}

// CreateIndex builds an index and makes it durable; ErrExists if it exists.
func (db *Database) CreateIndex(ctx context.Context, spec IndexSpec) error { panic("contract") }

// DropIndex drops an index; ErrMissing if there is none.
func (db *Database) DropIndex(ctx context.Context, spec IndexSpec) error { panic("contract") }

// Indexes returns the indexes that are ready, in order of creation.
func (db *Database) Indexes() []*Index { panic("contract") }

// SchemaGeneration changes whenever an index or constraint comes or goes.
func (db *Database) SchemaGeneration() uint64 { panic("contract") }

// Bounds select a stretch of an index: Equal is a prefix of equal values; the
// property behind it may be bounded by Lower and Upper, or by a string Prefix.
type Bounds struct {
	Equal                          []value.Value
	Lower, Upper                   value.Value // null: unbounded
	LowerExclusive, UpperExclusive bool
	Prefix                         string // with HasPrefix
	HasPrefix                      bool
	// NotNull demands only that the next property is present (all entries of the index are).
}

// IndexCursor walks a stretch of an index; its zero value starts at the beginning.
type IndexCursor struct {
	// unexported
}

// SeekIndex appends ids of visible nodes (or relationships) within bounds, in index order, until
// dst has grown by limit or the stretch ends, which it reports. Values are
// compared as = and < do: types never mix, null and NaN never match.
func (t *Txn) SeekIndex(ix *Index, b Bounds, c *IndexCursor, limit int, dst []uint64) (_ []uint64, done bool) {
	panic("contract")
}

// CreateConstraint checks the data, installs the constraint and makes it durable; a *ConstraintError if the data violate it.
func (db *Database) CreateConstraint(ctx context.Context, spec ConstraintSpec) error {
	panic("contract")
}

// DropConstraint drops a constraint; ErrMissing if there is none.
func (db *Database) DropConstraint(ctx context.Context, spec ConstraintSpec) error {
	panic("contract")
}

// Constraints returns the constraints, in order of creation.
func (db *Database) Constraints() []ConstraintSpec { panic("contract") }

// ConstraintError says which constraint a commit or the existing data violate.
type ConstraintError struct {
	Spec ConstraintSpec
	Msg  string
}

// Error returns Memgraph's text.
func (e *ConstraintError) Error() string { return e.Msg }

// SetMeta stores an entry in the key-value space durably; nil value removes it.
func (db *Database) SetMeta(ctx context.Context, space, key string, val []byte) error {
	panic("contract")
}

// Meta returns an entry.
func (db *Database) Meta(space, key string) ([]byte, bool) { panic("contract") }

// MetaKeys returns the keys of a space, sorted.
func (db *Database) MetaKeys(space string) []string { panic("contract") }

// ---- statistics (approximate under concurrent writes, exact when quiet) ----

// NodeCount returns the number of nodes.
func (db *Database) NodeCount() int64 { panic("contract") }

// RelationshipCount returns the number of relationships.
func (db *Database) RelationshipCount() int64 { panic("contract") }

// LabelCount returns the number of nodes with a label.
func (db *Database) LabelCount(id LabelID) int64 { panic("contract") }

// TypeCount returns the number of relationships of a type.
func (db *Database) TypeCount(id TypeID) int64 { panic("contract") }

// ExactCounts reports whether NodeCount, RelationshipCount, LabelCount and TypeCount equal what t sees
// (no change is uncommitted, none newer than t, none by t), so that count(*) may be answered from them.
func (t *Txn) ExactCounts() bool { panic("contract") }

// IndexEntries returns the number of entries of an index, and an estimate of its distinct keys.
func (db *Database) IndexEntries(ix *Index) (entries, distinct int64) { panic("contract") }

// EstimateRange estimates the number of entries within bounds.
func (db *Database) EstimateRange(ix *Index, b Bounds) int64 { panic("contract") }

// Info is what SHOW STORAGE INFO shows of the store.
type Info struct {
	Nodes, Relationships int64
	UnreleasedUndo       int64 // undo records not yet collected
	MemoryBytes          int64 // estimate of the bytes that tables, adjacency and indexes hold
	ActiveTransactions   int64
	OldestStart          uint64 // start timestamp of the oldest active transaction
}

// Info returns figures on the store.
func (db *Database) Info() Info { panic("contract") }

// CollectGarbage releases undo that no transaction can reach any more, now.
func (db *Database) CollectGarbage() { panic("contract") }

// Check verifies the store against itself: adjacency both ways, indexes against
// tables, counts, constraints. It returns what it found wrong, at most limit findings.
func (db *Database) Check(limit int) []string { panic("contract") }

// ---- snapshots and recovery ----

// Snapshot is a frozen view of the whole database for a snapshot file. Its
// methods may be called from several goroutines.
type Snapshot struct{}

// Snapshot pins the newest commit; Release must be called.
func (db *Database) Snapshot() *Snapshot { panic("contract") }

// Release unpins the view.
func (s *Snapshot) Release() { panic("contract") }

// Catalog returns the catalog as of the snapshot.
func (s *Snapshot) Catalog() *Catalog { panic("contract") }

// NodeChunks and RelationshipChunks return the number of chunks.
func (s *Snapshot) NodeChunks() int         { panic("contract") }
func (s *Snapshot) RelationshipChunks() int { panic("contract") }

// NodeChunk fills img with a chunk, reusing its memory; false if no row is live.
func (s *Snapshot) NodeChunk(i int, img *NodeImage) bool { panic("contract") }

// RelationshipChunk fills img with a chunk, reusing its memory; false if no row is live.
func (s *Snapshot) RelationshipChunk(i int, img *RelationshipImage) bool { panic("contract") }

// Loader fills an empty database from images. Catalog comes first; chunks may
// be loaded in any order from several goroutines; Finish builds adjacency and
// statistics in parallel. Indexes and constraints are only registered and are built by BuildIndexes.
type Loader struct{}

// Load starts loading; the database must be empty.
func (db *Database) Load(cat *Catalog) (*Loader, error) { panic("contract") }

// Nodes installs a chunk; it takes over the image's slices.
func (l *Loader) Nodes(img *NodeImage) error { panic("contract") }

// Relationships installs a chunk; it takes over the image's slices.
func (l *Loader) Relationships(img *RelationshipImage) error { panic("contract") }

// Finish completes the tables; progress (may be nil) is told what is going on.
func (l *Loader) Finish(progress func(stage string, done, total int)) error { panic("contract") }

// Replay applies the redo record of a commit during recovery, in commit order.
// Records up to the loaded catalog's Commit are ignored.
func (db *Database) Replay(commit uint64, redo []byte) error { panic("contract") }

// BuildIndexes builds all registered indexes and checks constraints in parallel after recovery; from then on Begin may be called.
func (db *Database) BuildIndexes(progress func(stage string, done, total int)) error {
	panic("contract")
}
