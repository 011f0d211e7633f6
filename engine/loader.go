package engine

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"sync"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Loader fills an empty database from images. Catalog comes first; chunks may
// be loaded in any order from several goroutines; Finish builds adjacency and
// statistics in parallel. Indexes and constraints are only registered and are built by BuildIndexes.
type Loader struct {
	db  *Database
	cat *Catalog
	mu  sync.Mutex // guards the rest
	sum delta

	lastNode uint64 // the largest id of a node that a relationship has
}

// Load starts loading; the database must be empty.
func (db *Database) Load(cat *Catalog) (*Loader, error) {
	if db.nextNode.Load() != 0 || db.nextRel.Load() != 0 || db.lastCommit.Load() != 0 || len(db.labels.all()) != 0 {
		return nil, errors.New("loading needs an empty database")
	}
	if err := db.loadNames(cat); err != nil {
		return nil, err
	}
	if cat.UUID != "" {
		db.uuid = cat.UUID
	}
	for _, e := range cat.Meta {
		db.meta.set(e.Space, e.Key, e.Value)
	}
	for _, spec := range cat.Indexes {
		if err := db.registerIndex(spec); err != nil {
			return nil, fmt.Errorf("index in catalog: %w", err)
		}
	}
	for _, spec := range cat.Constraints {
		if err := db.registerConstraint(spec); err != nil {
			return nil, fmt.Errorf("constraint in catalog: %w", err)
		}
	}
	return &Loader{db: db, cat: cat}, nil
}

func (db *Database) loadNames(cat *Catalog) error {
	for i, name := range cat.Labels {
		if id := db.Label(name); int(id) != i {
			return fmt.Errorf("catalog: label %d %q is a duplicate", i, name)
		}
	}
	for i, name := range cat.Properties {
		if id := db.Property(name); int(id) != i {
			return fmt.Errorf("catalog: property %d %q is a duplicate", i, name)
		}
	}
	for i, name := range cat.Types {
		if id := db.Type(name); int(id) != i {
			return fmt.Errorf("catalog: type %d %q is a duplicate", i, name)
		}
	}
	for i, labels := range cat.LabelSets {
		for _, label := range labels {
			if int(label) >= len(cat.Labels) {
				return fmt.Errorf("catalog: label set %d refers to label %d of %d", i, label, len(cat.Labels))
			}
		}
		if id := db.InternLabels(labels); int(id) != i {
			return fmt.Errorf("catalog: label set %d is a duplicate", i)
		}
	}
	return nil
}

// Nodes installs a chunk; it takes over the image's slices but for integers and offsets, which the caller may use again.
func (l *Loader) Nodes(img *NodeImage) error {
	c := newNodeChunk(uint64(img.Chunk))
	c.live = img.Live
	if len(img.Labels) != ChunkRows {
		return fmt.Errorf("node chunk %d: %d label sets instead of %d", img.Chunk, len(img.Labels), ChunkRows)
	}
	c.labels = img.Labels
	if err := checkLive(c, l.cat.NextNode); err != nil {
		return fmt.Errorf("node chunk %d: %w", img.Chunk, err)
	}
	var sum delta
	sum.nodes = int64(countLive(&c.live))
	tallyRows(&sum.labelSets, &c.live, c.labels)
	for _, e := range sum.labelSets {
		if int(e.class) >= max(1, len(l.cat.LabelSets)) {
			return fmt.Errorf("node chunk %d: label set %d of %d", img.Chunk, e.class, len(l.cat.LabelSets))
		}
		c.zone.add(e.class, int(e.n))
	}
	return l.install(&l.db.nodes, c, img.Chunk, img.Columns, &sum)
}

// Relationships installs a chunk; it takes over the slices of the image's columns but for integers and
// offsets. The caller may use all other slices again.
func (l *Loader) Relationships(img *RelationshipImage) error {
	c := &chunk{base: uint64(img.Chunk) << rowBits}
	c.live = img.Live
	if len(img.From) != ChunkRows || len(img.To) != ChunkRows || len(img.Type) != ChunkRows {
		return fmt.Errorf("relationship chunk %d: its columns are not %d long", img.Chunk, ChunkRows)
	}
	if err := checkLive(c, l.cat.NextRel); err != nil {
		return fmt.Errorf("relationship chunk %d: %w", img.Chunk, err)
	}
	last := c.ends.fill(img)
	if last >= max(1, l.cat.NextNode) {
		return fmt.Errorf("relationship chunk %d: a relationship at node %d, but there are %d nodes", img.Chunk, last, l.cat.NextNode)
	}
	var sum delta
	sum.rels = int64(countLive(&c.live))
	tallyRows(&sum.types, &c.live, img.Type)
	for _, e := range sum.types {
		if int(e.class) >= len(l.cat.Types) {
			return fmt.Errorf("relationship chunk %d: type %d of %d", img.Chunk, e.class, len(l.cat.Types))
		}
		c.zone.add(e.class, int(e.n))
	}
	if len(sum.types) == 1 {
		c.ends.setType(0, TypeID(sum.types[0].class))
	} else {
		eachRow(&c.live, func(row int) { c.ends.setType(row, img.Type[row]) })
	}
	l.mu.Lock()
	l.lastNode = max(l.lastNode, last)
	l.mu.Unlock()
	return l.install(&l.db.rels, c, img.Chunk, img.Columns, &sum)
}

// checkLive refuses a chunk with rows whose ids were never handed out.
func checkLive(c *chunk, next uint64) error {
	for i := rowWords - 1; i >= 0; i-- {
		if word := c.live[i]; word != 0 {
			row := i<<6 + bits.Len64(word) - 1
			if id := c.base + uint64(row); id >= next {
				return fmt.Errorf("row %d has the id %d, but ids end before %d", row, id, next)
			}
			return nil
		}
	}
	return nil
}

func countLive(live *[rowWords]uint64) (n int) {
	for _, word := range live {
		n += bits.OnesCount64(word)
	}
	return n
}

// tallyRows counts the classes of live rows, a run of rows of the same class at a time.
func tallyRows[T ~uint32](t *tally, live *[rowWords]uint64, classes []T) {
	var last T
	n := int64(0)
	for i, word := range live {
		if n > 0 && word == ^uint64(0) && allAre(classes[i<<6:i<<6+64], last) {
			n += 64
			continue
		}
		for ; word != 0; word &= word - 1 {
			class := classes[i<<6+bits.TrailingZeros64(word)]
			if class != last && n > 0 {
				t.add(uint32(last), n)
				n = 0
			}
			last = class
			n++
		}
	}
	if n > 0 {
		t.add(uint32(last), n)
	}
}

func allAre[T comparable](s []T, v T) bool {
	for _, x := range s {
		if x != v {
			return false
		}
	}
	return true
}

// install adds the properties to a chunk and the chunk to its table.
func (l *Loader) install(d *directory, c *chunk, number int, images []ColumnImage, sum *delta) error {
	for i := range images {
		col, err := loadColumn(&images[i], &c.live)
		if err == nil && i > 0 && images[i-1].Key >= images[i].Key {
			err = errors.New("keys are not ascending")
		}
		if err == nil && int(col.key) >= len(l.cat.Properties) {
			err = fmt.Errorf("there are %d keys", len(l.cat.Properties))
		}
		if err != nil {
			return fmt.Errorf("chunk %d: property %d: %w", number, images[i].Key, err)
		}
		c.columns = append(c.columns, col)
	}
	if !d.load(uint64(number), c) {
		return fmt.Errorf("chunk %d is loaded twice", number)
	}
	l.add(sum)
	return nil
}

func (l *Loader) add(sum *delta) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sum.nodes += sum.nodes
	l.sum.rels += sum.rels
	for _, e := range sum.labelSets {
		l.sum.labelSets.add(e.class, e.n)
	}
	for _, e := range sum.types {
		l.sum.types.add(e.class, e.n)
	}
}

// loadColumn turns an image into a column.
func loadColumn(img *ColumnImage, live *[rowWords]uint64) (*propColumn, error) {
	c := &propColumn{
		key: img.Key, typ: img.Type, present: img.Present,
		bools: img.Bools, floats: img.Floats, values: img.Values,
	}
	if len(img.Ints) > 0 && !c.ints.load(img.Ints) {
		c.ints.words = slices.Clone(img.Ints)
	}
	for i, word := range img.Present {
		if word&^live[i] != 0 {
			return nil, errors.New("a row that is not live has a value")
		}
		c.n += bits.OnesCount64(word)
	}
	c.recount(0)
	switch c.typ {
	case column.Any:
		if err := checkValues(img.Values); err != nil {
			return nil, err
		}
	case column.String:
		if err := c.strings.load(img); err != nil {
			return nil, err
		}
	}
	have := map[column.Type]int{
		column.Bool: len(c.bools), column.Int: c.ints.len(), column.Float: len(c.floats),
		column.String: c.strings.len(), column.Any: len(c.values),
	}
	if n, ok := have[c.typ]; !ok || n != c.n || n == 0 {
		return nil, fmt.Errorf("%d values of column type %d for %d rows", n, c.typ, c.n)
	}
	c.keepOnly()
	return c, nil
}

// keepOnly lets go of the slices that the column's type does not use.
func (c *propColumn) keepOnly() {
	kept := propColumn{key: c.key, typ: c.typ, dense: c.dense, n: c.n, present: c.present, rank: c.rank}
	switch c.typ {
	case column.Bool:
		kept.bools = c.bools
	case column.Int:
		kept.ints = c.ints
	case column.Float:
		kept.floats = c.floats
	case column.String:
		kept.strings = c.strings
	default:
		kept.values = c.values
	}
	*c = kept
}

// checkValues refuses values that a column of any values can't have.
func checkValues(values []value.Value) error {
	for _, v := range values {
		if v.IsNull() || !v.Kind().Storable() {
			return fmt.Errorf("a value of kind %s", v.Kind())
		}
	}
	return nil
}
