// Package enginetest makes databases that hold the same as others but in another shape, for tests: what
// queries answer must not depend on it.
package enginetest

import "memgraphd/engine"

// Reload returns a database that was loaded from the images of another one, as a start does it
// from a snapshot. The caller closes it.
func Reload(db *engine.Database) (*engine.Database, error) {
	s := db.Snapshot()
	defer s.Release()
	loaded := engine.New(engine.Options{Workers: 1})
	if err := copyImages(s, loaded); err != nil {
		loaded.Close()
		return nil, err
	}
	return loaded, nil
}

func copyImages(s *engine.Snapshot, loaded *engine.Database) error {
	l, err := loaded.Load(s.Catalog())
	if err != nil {
		return err
	}
	for i := range s.NodeChunks() {
		var img engine.NodeImage
		if !s.NodeChunk(i, &img) {
			continue
		}
		if err := l.Nodes(&img); err != nil {
			return err
		}
	}
	for i := range s.RelationshipChunks() {
		var img engine.RelationshipImage
		if !s.RelationshipChunk(i, &img) {
			continue
		}
		if err := l.Relationships(&img); err != nil {
			return err
		}
	}
	if err := l.Finish(nil); err != nil {
		return err
	}
	return loaded.BuildIndexes(nil)
}
