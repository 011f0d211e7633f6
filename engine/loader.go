package engine

import (
	"errors"
	"fmt"
	"math/bits"
	"sync"

	"memgraphd/engine/column"
)

// Loader fills an empty database from images. Catalog comes first; chunks may
// be loaded in any order from several goroutines; Finish builds adjacency and
// statistics in parallel. Indexes and constraints are only registered and are built by BuildIndexes.
type Loader struct {
	db  *Database
	cat *Catalog
	mu  sync.Mutex // guards the sums
	sum delta
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

// Nodes installs a chunk; it takes over the image's slices.
func (l *Loader) Nodes(img *NodeImage) error {
	c := newNodeChunk(uint64(img.Chunk))
	c.live = img.Live
	if len(img.Labels) != ChunkRows {
		return fmt.Errorf("node chunk %d: %d label sets instead of %d", img.Chunk, len(img.Labels), ChunkRows)
	}
	c.labels = img.Labels
	var sum delta
	err := l.rows(c, l.cat.NextNode, func(row int) error {
		set := c.labels[row]
		if int(set) >= max(1, len(l.cat.LabelSets)) {
			return fmt.Errorf("label set %d of %d", set, len(l.cat.LabelSets))
		}
		sum.nodes++
		sum.labelSets.add(uint32(set), 1)
		return nil
	})
	if err != nil {
		return fmt.Errorf("node chunk %d: %w", img.Chunk, err)
	}
	for _, e := range sum.labelSets {
		c.zone.add(e.class, int(e.n))
	}
	return l.install(&l.db.nodes, c, img.Chunk, img.Columns, &sum)
}

// Relationships installs a chunk; it takes over the image's slices.
func (l *Loader) Relationships(img *RelationshipImage) error {
	c := newRelationshipChunk(uint64(img.Chunk))
	c.live = img.Live
	if len(img.From) != ChunkRows || len(img.To) != ChunkRows || len(img.Type) != ChunkRows {
		return fmt.Errorf("relationship chunk %d: its columns are not %d long", img.Chunk, ChunkRows)
	}
	var sum delta
	err := l.rows(c, l.cat.NextRel, func(row int) error {
		from, to, typ := img.From[row], img.To[row], img.Type[row]
		if max(from, to) >= l.cat.NextNode || int(typ) >= len(l.cat.Types) {
			return fmt.Errorf("relationship %d → %d of type %d, but there are %d nodes and %d types", from, to, typ, l.cat.NextNode, len(l.cat.Types))
		}
		c.ends.set(row, from, to, typ)
		sum.rels++
		sum.types.add(uint32(typ), 1)
		return nil
	})
	if err != nil {
		return fmt.Errorf("relationship chunk %d: %w", img.Chunk, err)
	}
	for _, e := range sum.types {
		c.zone.add(e.class, int(e.n))
	}
	return l.install(&l.db.rels, c, img.Chunk, img.Columns, &sum)
}

// rows calls do for each live row of a chunk.
func (l *Loader) rows(c *chunk, next uint64, do func(row int) error) error {
	for i, word := range c.live {
		for ; word != 0; word &= word - 1 {
			row := i<<6 + bits.TrailingZeros64(word)
			if id := c.base + uint64(row); id >= next {
				return fmt.Errorf("row %d has the id %d, but ids end before %d", row, id, next)
			}
			if err := do(row); err != nil {
				return fmt.Errorf("row %d: %w", row, err)
			}
		}
	}
	return nil
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
	d.mu.Lock()
	taken := d.chunkAt(number) != nil
	if !taken {
		d.put(uint64(number), c)
	}
	d.mu.Unlock()
	if taken {
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
		bools: img.Bools, floats: img.Floats, values: img.Values, data: img.Data,
	}
	c.ints.words = img.Ints
	c.ints.pack()
	for i, word := range img.Present {
		if word&^live[i] != 0 {
			return nil, errors.New("a row that is not live has a value")
		}
		c.n += bits.OnesCount64(word)
	}
	c.recount(0)
	if err := loadSpans(c, img); err != nil {
		return nil, err
	}
	have := map[column.Type]int{
		column.Bool: len(c.bools), column.Int: c.ints.len(), column.Float: len(c.floats),
		column.String: len(c.spans), column.Any: len(c.values),
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
		kept.spans, kept.data = c.spans, c.data
	default:
		kept.values = c.values
	}
	*c = kept
}

func loadSpans(c *propColumn, img *ColumnImage) error {
	if img.Type == column.Any {
		for _, v := range img.Values {
			if v.IsNull() || !v.Kind().Storable() {
				return fmt.Errorf("a value of kind %s", v.Kind())
			}
		}
		return nil
	}
	if img.Type != column.String || len(img.Offsets) == 0 {
		return nil
	}
	c.spans = make([]span, len(img.Offsets)-1)
	last := img.Offsets[0]
	if last != 0 {
		return errors.New("offsets do not begin with 0")
	}
	for i, end := range img.Offsets[1:] {
		if end < last || int(end) > len(img.Data) {
			return fmt.Errorf("offset %d after %d in %d bytes", end, last, len(img.Data))
		}
		c.spans[i] = span{off: last, size: end - last}
		last = end
	}
	return nil
}
