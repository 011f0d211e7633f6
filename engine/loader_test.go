package engine

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// smallCatalog describes two nodes, 0 and 1, and a relationship between them.
func smallCatalog() *Catalog {
	return &Catalog{
		NextNode: 2, NextRel: 1, Nodes: 2, Relationships: 1,
		Labels: []string{"A"}, Properties: []string{"p"}, Types: []string{"R"}, LabelSets: [][]LabelID{{}, {0}},
	}
}

func smallNodes() *NodeImage {
	img := &NodeImage{Live: [rowWords]uint64{3}, Labels: make([]LabelSet, ChunkRows)}
	img.Columns = []ColumnImage{{Key: 0, Type: column.Int, Present: [rowWords]uint64{2}, Ints: []int64{5}}}
	return img
}

func smallRels() *RelationshipImage {
	img := &RelationshipImage{Live: [rowWords]uint64{1}}
	img.From, img.To, img.Type = make([]uint64, ChunkRows), make([]uint64, ChunkRows), make([]TypeID, ChunkRows)
	img.To[0] = 1
	return img
}

// TestLoadRejects loads images that contradict themselves or the catalog.
func TestLoadRejects(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Catalog, *NodeImage, *RelationshipImage)
		want   string
	}{
		"nothing wrong":     {func(*Catalog, *NodeImage, *RelationshipImage) {}, ""},
		"label twice":       {func(c *Catalog, _ *NodeImage, _ *RelationshipImage) { c.Labels = []string{"A", "A"} }, "duplicate"},
		"label set":         {func(c *Catalog, _ *NodeImage, _ *RelationshipImage) { c.LabelSets[1][0] = 9 }, "refers to label 9"},
		"node count":        {func(c *Catalog, _ *NodeImage, _ *RelationshipImage) { c.Nodes = 3 }, "catalog has 3 nodes"},
		"next node":         {func(c *Catalog, _ *NodeImage, _ *RelationshipImage) { c.NextNode = 1 }, "ids end before"},
		"labels":            {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) { n.Labels[1] = 7 }, "label set 7"},
		"labels short":      {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) { n.Labels = n.Labels[:9] }, "9 label sets"},
		"value of the dead": {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) { n.Columns[0].Present[0] = 4 }, "not live"},
		"values missing":    {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) { n.Columns[0].Ints = nil }, "values"},
		"value type":        {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) { n.Columns[0].Type = column.Node }, "values"},
		"key":               {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) { n.Columns[0].Key = 4 }, "keys"},
		"key twice":         {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) { n.Columns = append(n.Columns, n.Columns[0]) }, "ascending"},
		"endpoint":          {func(_ *Catalog, _ *NodeImage, r *RelationshipImage) { r.To[0] = 2 }, "there are 2 nodes"},
		"dead endpoint":     {func(c *Catalog, n *NodeImage, _ *RelationshipImage) { n.Live[0], c.Nodes = 2, 1 }, "does not exist"},
		"chunk of endpoint": {func(c *Catalog, _ *NodeImage, r *RelationshipImage) { c.NextNode, r.To[0] = 5000, 4000 }, "which do not exist"},
		"type":              {func(_ *Catalog, _ *NodeImage, r *RelationshipImage) { r.Type[0] = 1 }, "type 1"},
		"ends short":        {func(_ *Catalog, _ *NodeImage, r *RelationshipImage) { r.To = r.To[:4] }, "not 1024 long"},
		"offsets": {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) {
			n.Columns[0] = ColumnImage{Type: column.String, Present: [rowWords]uint64{2}, Offsets: []uint32{0, 9}, Data: []byte("short")}
		}, "offset 9"},
		"stored node": {func(_ *Catalog, n *NodeImage, _ *RelationshipImage) {
			n.Columns[0] = ColumnImage{Type: column.Any, Present: [rowWords]uint64{2}, Values: []value.Value{value.NodeRef(1)}}
		}, "kind NODE"},
	} {
		t.Run(name, func(t *testing.T) {
			cat, nodes, rels := smallCatalog(), smallNodes(), smallRels()
			c.change(cat, nodes, rels)
			err := loadSmall(t, cat, nodes, rels)
			switch {
			case c.want == "" && err != nil:
				t.Fatal(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Fatalf("got %v, want %q", err, c.want)
			}
		})
	}
}

func loadSmall(t *testing.T, cat *Catalog, nodes *NodeImage, rels *RelationshipImage) error {
	db := New(Options{})
	t.Cleanup(db.Close)
	l, err := db.Load(cat)
	if err != nil {
		return err
	}
	if err := l.Nodes(nodes); err != nil {
		return err
	}
	if err := l.Relationships(rels); err != nil {
		return err
	}
	return l.Finish(nil)
}

func TestLoadTwice(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	l, err := db.Load(smallCatalog())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Nodes(smallNodes()); err != nil {
		t.Fatal(err)
	}
	if err := l.Nodes(smallNodes()); err == nil {
		t.Error("a chunk is loaded twice")
	}
	if _, err := db.Load(smallCatalog()); err == nil {
		t.Error("a database is loaded twice")
	}
}

// TestLoadLarge loads a graph with gaps, several types and loops from several goroutines.
func TestLoadLarge(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	w := db.Begin(TxnOptions{})
	const n = 20_000
	ids := must[[]uint64](t)(w.CreateNodes(n, 0, nil))
	rng := rand.New(rand.NewPCG(1, 2))
	for _, typ := range []string{"R", "S", "T"} {
		from, to := make([]uint64, n), make([]uint64, n)
		for i := range from {
			from[i], to[i] = ids[rng.IntN(n/2)], ids[rng.IntN(n/2)]
			if i%50 == 0 {
				to[i] = from[i]
			}
		}
		must[[]uint64](t)(w.CreateRelationships(from, to, db.Type(typ), nil))
	}
	for id := uint64(n - 5000); id < n; id++ {
		if err := w.DeleteNode(id); err != nil {
			t.Fatal(err)
		}
	}
	for rel := uint64(5000); rel < 9000; rel++ {
		if err := w.DeleteRelationship(rel); err != nil {
			t.Fatal(err)
		}
	}
	mustCommit(t, w)
	for _, c := range []struct {
		workers int
		nextRel uint64 // 0: as it is
	}{{1, 0}, {3, 0}, {3, 1 << 33}} { // with ids of more than 32 bits entries are wide
		loaded := New(Options{Workers: c.workers})
		loadParallel(t, db, loaded, c.nextRel)
		if found := loaded.Check(5); len(found) > 0 {
			t.Fatal(found)
		}
		if loaded.NodeCount() != n-5000 || loaded.RelationshipCount() != 3*n-4000 || loaded.TypeCount(0) != n-4000 {
			t.Fatal("counts differ")
		}
		loaded.Close()
	}
}

func loadParallel(t *testing.T, from, to *Database, nextRel uint64) {
	s := from.Snapshot()
	defer s.Release()
	cat := s.Catalog()
	cat.NextRel = max(cat.NextRel, nextRel)
	l, err := to.Load(cat)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range s.NodeChunks() {
		wg.Go(func() {
			var img NodeImage
			if s.NodeChunk(i, &img) {
				if err := l.Nodes(&img); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range len(from.rels.all()) {
		wg.Go(func() {
			var img RelationshipImage
			if s.RelationshipChunk(i, &img) {
				if err := l.Relationships(&img); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := l.Finish(func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
}
