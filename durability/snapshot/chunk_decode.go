package snapshot

import (
	"encoding/binary"
	"math"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// limits are what ids in chunks must be below.
type limits struct {
	sets, types, keys uint64
	nodes             uint64
}

func limitsOf(c *engine.Catalog) limits {
	return limits{uint64(len(c.LabelSets)), uint64(len(c.Types)), uint64(len(c.Properties)), c.NextNode}
}

// below checks that all ids are less than limit.
func below[T integer](d *decoder, ids []T, limit uint64) {
	most := T(0)
	for _, id := range ids {
		most = max(most, id)
	}
	if len(ids) > 0 && uint64(most) >= limit {
		d.fail("an id that the catalog does not have")
	}
}

// spread reads an id for each live row; the others get zeros.
func spread[T integer](d *decoder, live *rowBits, n int, limit uint64) []T {
	return spreadInto(d, make([]T, engine.ChunkRows), live, n, limit)
}

// spreadInto is spread into all, whose content is of no interest.
func spreadInto[T integer](d *decoder, all []T, live *rowBits, n int, limit uint64) []T {
	if n == engine.ChunkRows {
		unpack(d, all)
		below(d, all, limit)
		return all
	}
	packed := make([]T, n)
	unpack(d, packed)
	below(d, packed, limit)
	clear(all)
	scatter(all, live, packed)
	return all
}

// images decodes chunks. What a [Target] does not take over it uses again.
type images struct {
	from, to []uint64
	types    []engine.TypeID
	ints     [][]int64 // by column
}

func (m *images) nodes(b []byte, number uint32, lim limits) (*engine.NodeImage, error) {
	d := &decoder{b: b}
	img := &engine.NodeImage{Chunk: int(number)}
	n := d.rows(&img.Live, nil)
	img.Labels = spread[engine.LabelSet](d, &img.Live, n, lim.sets)
	img.Columns = m.columns(d, &img.Live, lim)
	return img, d.end()
}

func (m *images) relationships(b []byte, number uint32, lim limits) (*engine.RelationshipImage, error) {
	if m.from == nil {
		m.from, m.to = make([]uint64, engine.ChunkRows), make([]uint64, engine.ChunkRows)
		m.types = make([]engine.TypeID, engine.ChunkRows)
	}
	d := &decoder{b: b}
	img := &engine.RelationshipImage{Chunk: int(number)}
	n := d.rows(&img.Live, nil)
	img.From = spreadInto(d, m.from, &img.Live, n, lim.nodes)
	img.To = spreadInto(d, m.to, &img.Live, n, lim.nodes)
	img.Type = spreadInto(d, m.types, &img.Live, n, lim.types)
	img.Columns = m.columns(d, &img.Live, lim)
	return img, d.end()
}

// leastColumn is what a column takes at least: key, type, row bits.
const leastColumn = 2 + engine.ChunkRows/8

func (m *images) columns(d *decoder, live *rowBits, lim limits) []engine.ColumnImage {
	columns := make([]engine.ColumnImage, d.count(leastColumn))
	for i := range columns {
		c := &columns[i]
		key := d.uvarint()
		if key >= lim.keys {
			d.fail("a property key that the catalog does not have")
		}
		c.Key = engine.PropertyID(key)
		c.Type = column.Type(d.byte())
		n := d.rows(&c.Present, live)
		if d.err == nil {
			m.values(d, c, i, n)
		}
	}
	return columns
}

// values reads the n values of column i.
func (m *images) values(d *decoder, c *engine.ColumnImage, i, n int) {
	switch c.Type {
	case column.Bool:
		c.Bools = make([]bool, n)
		for i, b := range d.bytes(n) {
			if b > 1 {
				d.fail("a boolean that is neither")
			}
			c.Bools[i] = b == 1
		}
	case column.Int:
		for len(m.ints) <= i {
			m.ints = append(m.ints, make([]int64, engine.ChunkRows))
		}
		c.Ints = m.ints[i][:n]
		unpack(d, c.Ints)
	case column.Float:
		in := d.bytes(8 * n)
		c.Floats = make([]float64, len(in)/8)
		for i := range c.Floats {
			c.Floats[i] = math.Float64frombits(binary.LittleEndian.Uint64(in[8*i:]))
		}
	case column.String:
		d.strings(c, n)
	case column.Any:
		d.mixed(c, n)
	default:
		d.fail("a column of a type that does not exist")
	}
}

func (d *decoder) strings(c *engine.ColumnImage, n int) {
	lens := make([]uint32, n)
	unpack(d, lens)
	c.Offsets = make([]uint32, n+1)
	sum := uint64(0)
	for i, length := range lens {
		sum += uint64(length)
		c.Offsets[i+1] = uint32(sum)
	}
	if sum > math.MaxUint32 {
		d.fail("strings longer than a chunk can hold")
		return
	}
	c.Data = append([]byte(nil), d.bytes(int(sum))...)
}

func (d *decoder) mixed(c *engine.ColumnImage, n int) {
	c.Values = make([]value.Value, n)
	for i := range c.Values {
		v, rest, err := value.DecodeBinary(d.b, value.CopyStrings)
		if err != nil {
			d.fail(err.Error())
			return
		}
		c.Values[i], d.b = v, rest
	}
}
