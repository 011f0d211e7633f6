package enginetest

import (
	"errors"
	"math/bits"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/column"
)

// Scatter returns a database in which every node and every relationship lies in a chunk of
// its own, so that workers, who take chunk after chunk, share the smallest graph. Chunks between them are
// empty, so that there are enough of them for workers to be started. db may have no more than
// one chunk of nodes and one of relationships. The caller closes the result.
func Scatter(db *engine.Database) (*engine.Database, error) {
	s := db.Snapshot()
	defer s.Release()
	if s.NodeChunks() > 1 || s.RelationshipChunks() > 1 {
		return nil, errors.New("only a graph of one chunk can be scattered")
	}
	scattered := engine.New(engine.Options{Workers: 1})
	if err := scatterImages(s, scattered); err != nil {
		scattered.Close()
		return nil, err
	}
	return scattered, nil
}

func scatterImages(s *engine.Snapshot, scattered *engine.Database) error {
	cat := *s.Catalog()
	cat.NextNode, cat.NextRel = place(cat.NextNode), place(cat.NextRel)
	l, err := scattered.Load(&cat)
	if err != nil {
		return err
	}
	if err := scatterNodes(s, l); err != nil {
		return err
	}
	if err := scatterRelationships(s, l); err != nil {
		return err
	}
	if err := l.Finish(nil); err != nil {
		return err
	}
	return scattered.BuildIndexes(nil)
}

func scatterNodes(s *engine.Snapshot, l *engine.Loader) error {
	var nodes engine.NodeImage
	if !s.NodeChunk(0, &nodes) {
		return nil
	}
	for _, row := range rows(nodes.Live) {
		img := engine.NodeImage{Chunk: stride * row, Live: bit(row), Labels: slices.Clone(nodes.Labels), Columns: valuesOf(nodes.Columns, row)}
		if err := l.Nodes(&img); err != nil {
			return err
		}
	}
	return nil
}

func scatterRelationships(s *engine.Snapshot, l *engine.Loader) error {
	var rels engine.RelationshipImage
	if !s.RelationshipChunk(0, &rels) {
		return nil
	}
	for _, row := range rows(rels.Live) {
		rels.From[row], rels.To[row] = place(rels.From[row]), place(rels.To[row])
		img := engine.RelationshipImage{
			Chunk: stride * row, Live: bit(row), From: slices.Clone(rels.From), To: slices.Clone(rels.To),
			Type: slices.Clone(rels.Type), Columns: valuesOf(rels.Columns, row),
		}
		if err := l.Relationships(&img); err != nil {
			return err
		}
	}
	return nil
}

// place returns the id behind which a row of the first chunk is found: the same row of another chunk.
func place(id uint64) uint64 { return id*stride*engine.ChunkRows + id }

const stride = 2

func bit(row int) (set [engine.ChunkRows / 64]uint64) {
	set[row/64] = 1 << (row % 64)
	return set
}

func rows(set [engine.ChunkRows / 64]uint64) (list []int) {
	for i, word := range set {
		for ; word != 0; word &= word - 1 {
			list = append(list, 64*i+bits.TrailingZeros64(word))
		}
	}
	return list
}

// valuesOf returns what a row has in some columns.
func valuesOf(columns []engine.ColumnImage, row int) (list []engine.ColumnImage) {
	for _, c := range columns {
		at := -1
		for i, r := range rows(c.Present) {
			if r == row {
				at = i
			}
		}
		if at < 0 {
			continue
		}
		one := engine.ColumnImage{Key: c.Key, Type: c.Type, Present: bit(row)}
		switch c.Type {
		case column.Bool:
			one.Bools = slices.Clone(c.Bools[at : at+1])
		case column.Int:
			one.Ints = slices.Clone(c.Ints[at : at+1])
		case column.Float:
			one.Floats = slices.Clone(c.Floats[at : at+1])
		case column.String:
			one.Data = slices.Clone(c.Data[c.Offsets[at]:c.Offsets[at+1]])
			one.Offsets = []uint32{0, uint32(len(one.Data))}
		default:
			one.Values = slices.Clone(c.Values[at : at+1])
		}
		list = append(list, one)
	}
	return list
}
