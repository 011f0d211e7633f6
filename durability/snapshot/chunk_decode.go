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
	for _, id := range ids {
		if uint64(id) >= limit {
			d.fail("an id that the catalog does not have")
			return
		}
	}
}

// spread reads an id for each live row.
func spread[T integer](d *decoder, live *rowBits, n int, limit uint64) []T {
	packed, all := make([]T, n), make([]T, engine.ChunkRows)
	unpack(d, packed)
	below(d, packed, limit)
	scatter(all, live, packed)
	return all
}

func decodeNodes(b []byte, number uint32, lim limits) (*engine.NodeImage, error) {
	d := &decoder{b: b}
	img := &engine.NodeImage{Chunk: int(number)}
	n := d.rows(&img.Live, nil)
	img.Labels = spread[engine.LabelSet](d, &img.Live, n, lim.sets)
	img.Columns = d.columns(&img.Live, lim)
	return img, d.end()
}

func decodeRelationships(b []byte, number uint32, lim limits) (*engine.RelationshipImage, error) {
	d := &decoder{b: b}
	img := &engine.RelationshipImage{Chunk: int(number)}
	n := d.rows(&img.Live, nil)
	img.From = spread[uint64](d, &img.Live, n, lim.nodes)
	img.To = spread[uint64](d, &img.Live, n, lim.nodes)
	img.Type = spread[engine.TypeID](d, &img.Live, n, lim.types)
	img.Columns = d.columns(&img.Live, lim)
	return img, d.end()
}

// leastColumn is what a column takes at least: key, type, row bits.
const leastColumn = 2 + engine.ChunkRows/8

func (d *decoder) columns(live *rowBits, lim limits) []engine.ColumnImage {
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
			d.values(c, n)
		}
	}
	return columns
}

func (d *decoder) values(c *engine.ColumnImage, n int) {
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
		c.Ints = make([]int64, n)
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
