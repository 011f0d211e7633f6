package durability

import (
	"errors"
	"runtime"

	"github.com/google/uuid"

	"memgraphd/durability/snapshot"
	"memgraphd/durability/wal"
	"memgraphd/engine"
)

// loadingDatabase fills an engine.Database.
type loadingDatabase struct {
	db       *engine.Database
	loader   *engine.Loader
	progress func(stage string, done, total int)
	amend    func(*engine.Catalog) // nil: nothing
}

func newLoadingDatabase(id uuid.UUID, workers int, progress func(string, int, int)) *loadingDatabase {
	db := engine.New(engine.Options{UUID: id.String(), Workers: processors(workers)})
	return &loadingDatabase{db: db, progress: progress}
}

// processors returns how many of so many workers (0: any) can compute at once. To read
// a file more may pay.
func processors(workers int) int {
	n := min(runtime.NumCPU(), runtime.GOMAXPROCS(0))
	if workers > 0 {
		n = min(n, workers)
	}
	return n
}

// catalog begins loading. The files' headers say whose data they are; the
// catalog follows them.
func (l *loadingDatabase) catalog(c *engine.Catalog) (target snapshot.Target, err error) {
	c.UUID = l.db.UUID()
	if l.amend != nil {
		l.amend(c)
	}
	l.loader, err = l.db.Load(c)
	return l.loader, err
}

func (l *loadingDatabase) loaded() error { return l.loader.Finish(l.progress) }

func (l *loadingDatabase) replay(r wal.Record) error { return l.db.Replay(r.Timestamp, r.Payload) }

func (l *loadingDatabase) complete() error { return l.db.BuildIndexes(l.progress) }

func (l *loadingDatabase) abandon() { l.db.Close() }

// verifying checks what it is given and keeps nothing.
type verifying struct{ commit uint64 }

func (v *verifying) catalog(c *engine.Catalog) (snapshot.Target, error) {
	v.commit = c.Commit
	return v, nil
}

func (*verifying) Nodes(*engine.NodeImage) error { return nil }

func (*verifying) Relationships(*engine.RelationshipImage) error { return nil }

func (*verifying) loaded() error { return nil }

func (v *verifying) replay(r wal.Record) error {
	if r.Timestamp <= v.commit {
		return errors.New("a record before the snapshot was delivered")
	}
	v.commit = r.Timestamp
	return nil
}

func (*verifying) complete() error { return nil }

func (*verifying) abandon() {}
