package engine

import (
	"sync"
	"sync/atomic"
)

// nameTable gives names dense ids in order of appearance. Looking up takes no
// lock.
type nameTable struct {
	ids        sync.Map // string → uint32
	names      atomic.Pointer[[]string]
	mu         sync.Mutex // serialises adding
	generation *atomic.Uint64
}

func (n *nameTable) all() []string {
	if p := n.names.Load(); p != nil {
		return *p
	}
	return nil
}

func (n *nameTable) find(name string) (uint32, bool) {
	id, ok := n.ids.Load(name)
	if !ok {
		return 0, false
	}
	return id.(uint32), true
}

func (n *nameTable) name(id uint32) string {
	if names := n.all(); int(id) < len(names) {
		return names[id]
	}
	return ""
}

func (n *nameTable) intern(name string) uint32 {
	if id, ok := n.find(name); ok {
		return id
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if id, ok := n.find(name); ok {
		return id
	}
	names := append(n.all(), name)
	n.names.Store(&names)
	id := uint32(len(names) - 1)
	n.ids.Store(name, id)
	n.generation.Add(1)
	return id
}

// Label returns the id of a label, making it if it is new.
func (db *Database) Label(name string) LabelID { return LabelID(db.labels.intern(name)) }

// FindLabel returns the id of a label if it has ever been used.
func (db *Database) FindLabel(name string) (LabelID, bool) {
	id, ok := db.labels.find(name)
	return LabelID(id), ok
}

// LabelName returns the name of a label.
func (db *Database) LabelName(id LabelID) string { return db.labels.name(uint32(id)) }

// Property returns the id of a property key, making it if it is new.
func (db *Database) Property(name string) PropertyID { return PropertyID(db.props.intern(name)) }

// FindProperty returns the id of a property key if it has ever been used.
func (db *Database) FindProperty(name string) (PropertyID, bool) {
	id, ok := db.props.find(name)
	return PropertyID(id), ok
}

// PropertyName returns the name of a property key.
func (db *Database) PropertyName(id PropertyID) string { return db.props.name(uint32(id)) }

// Type returns the id of a relationship type, making it if it is new.
func (db *Database) Type(name string) TypeID { return TypeID(db.types.intern(name)) }

// FindType returns the id of a relationship type if it has ever been used.
func (db *Database) FindType(name string) (TypeID, bool) {
	id, ok := db.types.find(name)
	return TypeID(id), ok
}

// TypeName returns the name of a relationship type.
func (db *Database) TypeName(id TypeID) string { return db.types.name(uint32(id)) }

// NameGeneration changes whenever a name was added (cached plans that looked up an unknown name are stale then).
func (db *Database) NameGeneration() uint64 { return db.nameGeneration.Load() }

// LabelNames returns the names of all labels, by id; callers must not change it.
func (db *Database) LabelNames() []string { return db.labels.all() }

// PropertyNames returns the names of all property keys, by id; callers must not change it.
func (db *Database) PropertyNames() []string { return db.props.all() }

// TypeNames returns the names of all relationship types, by id; callers must not change it.
func (db *Database) TypeNames() []string { return db.types.all() }
