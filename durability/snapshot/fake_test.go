package snapshot

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
	"memgraphd/engine/vector"
)

// fakeStore is a Source with made-up chunks, and a Target that keeps what it is given.
type fakeStore struct {
	mu      sync.Mutex
	catalog *engine.Catalog
	nodes   map[int]*engine.NodeImage
	rels    map[int]*engine.RelationshipImage
}

func newFakeStore() *fakeStore {
	return &fakeStore{nodes: map[int]*engine.NodeImage{}, rels: map[int]*engine.RelationshipImage{}}
}

func (s *fakeStore) Catalog() *engine.Catalog { return s.catalog }

func (s *fakeStore) NodeChunks() int {
	return int(s.catalog.NextNode+engine.ChunkRows-1) / engine.ChunkRows
}

func (s *fakeStore) RelationshipChunks() int {
	return int(s.catalog.NextRel+engine.ChunkRows-1) / engine.ChunkRows
}

func (s *fakeStore) NodeChunk(i int, img *engine.NodeImage) bool {
	if s.nodes[i] != nil {
		*img = *s.nodes[i]
	}
	return s.nodes[i] != nil
}

func (s *fakeStore) RelationshipChunk(i int, img *engine.RelationshipImage) bool {
	if s.rels[i] != nil {
		*img = *s.rels[i]
	}
	return s.rels[i] != nil
}

func (s *fakeStore) Nodes(img *engine.NodeImage) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	keepIntegers(img.Columns)
	s.nodes[img.Chunk] = img
	return nil
}

func (s *fakeStore) Relationships(img *engine.RelationshipImage) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := *img
	kept.From, kept.To, kept.Type = slices.Clone(img.From), slices.Clone(img.To), slices.Clone(img.Type)
	keepIntegers(kept.Columns)
	s.rels[img.Chunk] = &kept
	return nil
}

// keepIntegers copies what a reader uses again.
func keepIntegers(columns []engine.ColumnImage) {
	for i := range columns {
		columns[i].Ints = slices.Clone(columns[i].Ints)
	}
}

// makeStore fills a store with so many chunks of each table, every other chunk
// of nodes sparse, every fourth empty.
func makeStore(seed uint64, chunks, rows int) *fakeStore {
	rng := rand.New(rand.NewPCG(seed, 7))
	s := newFakeStore()
	s.catalog = &engine.Catalog{
		UUID: "6f3f3c1e-56d1-4f36-9d0b-1f5f2b1f7a01", Commit: 42,
		NextNode: uint64(chunks * engine.ChunkRows), NextRel: uint64(chunks * engine.ChunkRows),
		Labels: []string{"Person", "Thing"}, Properties: []string{"a", "b", "c", "d", "e"}, Types: []string{"KNOWS", "HAS"},
		LabelSets: [][]engine.LabelID{{}, {0}, {1}, {1, 0}},
		Indexes: []engine.IndexSpec{
			{Kind: engine.IndexLabelProps, Label: 1, Properties: []engine.PropertyID{0, 2}},
			{
				Kind: engine.IndexVector, Properties: []engine.PropertyID{1}, Name: "v", Labels: []engine.LabelID{1, 0}, Match: engine.MatchAll,
				Vector: vector.Config{Dimension: 300, Metric: vector.Cos, Capacity: 1000, Resize: 3, Scalar: "f16"},
			},
			{
				Kind: engine.IndexVectorRel, Properties: []engine.PropertyID{4}, Name: "r", Types: []engine.TypeID{1},
				Vector: vector.Config{Dimension: 2, Capacity: 1, Resize: 2, Scalar: "f32"},
			},
			{Kind: engine.IndexNested, Label: 1, Properties: []engine.PropertyID{2, 0, 2}, Paths: [][]string{{"a.b", ""}, nil, {"a", "b"}}},
			{Kind: engine.IndexNested, Label: 1, Properties: []engine.PropertyID{2}, Paths: [][]string{{"a"}}, Descending: true},
			{Kind: engine.IndexText, Name: "t", Labels: []engine.LabelID{1}},
			{Kind: engine.IndexTextRel, Properties: []engine.PropertyID{0, 1}, Name: "t", Types: []engine.TypeID{0}},
		},
		Constraints: []engine.ConstraintSpec{{Kind: engine.ConstraintType, Properties: []engine.PropertyID{1}, DataType: "STRING"}},
		Meta:        []engine.MetaEntry{{Space: "users", Key: "ann", Value: []byte("secret")}},
	}
	for i := range chunks {
		if i%4 == 3 {
			continue
		}
		s.nodes[i] = makeNodes(rng, i, rows)
		s.catalog.Nodes += uint64(countRows(&s.nodes[i].Live))
		s.rels[i] = makeRels(rng, i, rows, s.catalog.NextNode)
		s.catalog.Relationships += uint64(countRows(&s.rels[i].Live))
	}
	return s
}

func makeRows(rng *rand.Rand, rows int) (live rowBits) {
	for r := range rows {
		if rng.IntN(4) > 0 {
			live[r/64] |= 1 << (r % 64)
		}
	}
	live[0] |= 1
	return live
}

func makeNodes(rng *rand.Rand, chunk, rows int) *engine.NodeImage {
	img := &engine.NodeImage{Chunk: chunk, Live: makeRows(rng, rows)}
	n := countRows(&img.Live)
	img.Labels = makeColumn(rng, &img.Live, n, func() engine.LabelSet { return engine.LabelSet(rng.IntN(4)) })
	img.Columns = makeColumns(rng, &img.Live)
	return img
}

func makeRels(rng *rand.Rand, chunk, rows int, nodes uint64) *engine.RelationshipImage {
	img := &engine.RelationshipImage{Chunk: chunk, Live: makeRows(rng, rows)}
	n := countRows(&img.Live)
	end := func() uint64 { return rng.Uint64N(nodes) }
	img.From = makeColumn(rng, &img.Live, n, end)
	img.To = makeColumn(rng, &img.Live, n, end)
	img.Type = makeColumn(rng, &img.Live, n, func() engine.TypeID { return engine.TypeID(rng.IntN(2)) })
	img.Columns = makeColumns(rng, &img.Live)[:2]
	return img
}

func makeColumn[T any](_ *rand.Rand, live *rowBits, n int, draw func() T) []T {
	vals := make([]T, n)
	for i := range vals {
		vals[i] = draw()
	}
	all := make([]T, engine.ChunkRows)
	scatter(all, live, vals)
	return all
}

// makeColumns makes a column of each type.
func makeColumns(rng *rand.Rand, live *rowBits) []engine.ColumnImage {
	types := []column.Type{column.Int, column.String, column.Float, column.Bool, column.Any}
	columns := make([]engine.ColumnImage, len(types))
	for i, typ := range types {
		c := &columns[i]
		c.Key, c.Type = engine.PropertyID(i), typ
		for w := range live {
			c.Present[w] = live[w] & (rng.Uint64() | rng.Uint64())
		}
		fillColumn(rng, c, countRows(&c.Present))
	}
	return columns
}

func fillColumn(rng *rand.Rand, c *engine.ColumnImage, n int) {
	switch c.Type {
	case column.Int:
		spread := int64(1) << rng.IntN(63)
		c.Ints = make([]int64, n)
		for i := range c.Ints {
			c.Ints[i] = rng.Int64N(spread) - spread/2
		}
	case column.Float:
		c.Floats = make([]float64, n)
		for i := range c.Floats {
			c.Floats[i] = rng.NormFloat64()
		}
		if n > 0 {
			c.Floats[0] = math.Inf(-1)
		}
	case column.Bool:
		c.Bools = make([]bool, n)
		for i := range c.Bools {
			c.Bools[i] = rng.IntN(2) == 0
		}
	case column.String:
		c.Offsets = append(c.Offsets, 0)
		for i := range n {
			c.Data = fmt.Appendf(c.Data, "text %d", rng.IntN(1000*(i+1)))
			c.Offsets = append(c.Offsets, uint32(len(c.Data)))
		}
	default:
		c.Values = make([]value.Value, n)
		for i := range c.Values {
			if c.Values[i] = value.Int(int64(i)); i%2 == 0 {
				c.Values[i] = value.String(fmt.Sprint(i))
			}
		}
	}
}
