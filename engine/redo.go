package engine

import (
	"encoding/binary"
	"math"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// A redo record is what a transaction did, complete in itself: a version byte
// and operations, each a code byte and operands, in the order of execution.
//
//	uvarint, varint   as encoding/binary has them
//	text              uvarint length, bytes
//	value             as value.AppendBinary has it
//	label, key, type  uvarint: the n-th name of its kind that this record defines
//	set               uvarint: the n-th label set that this record defines
//	ids               one after the other, each a varint: the difference to the one before
//
//	 1 label           text
//	 2 key             text
//	 3 type            text
//	 4 set             uvarint n, n labels
//	10 create nodes    uvarint first id, uvarint n, set
//	11 node property   uvarint id, key, value (null removes)
//	12 node column     key, uvarint n, n ids, cells
//	13 node labels     uvarint id, set
//	14 delete node     uvarint id
//	20 create rels     uvarint first id, uvarint n, type, n ids (from), n ids (to)
//	21 rel property    as 11
//	22 rel column      as 12
//	24 delete rel      uvarint id
//	30 create index    kind byte, label+1, type+1 (0: none), uvarint n, n keys; on nested
//	                   properties: for each key uvarint m, m texts (keys of maps)
//	31 drop index      as 30
//	32 create constr.  kind byte, label, uvarint n, n keys, text (data type)
//	33 drop constr.    as 32
//	34 meta            text space, text key, byte present, text value
//	35 create named    kind byte, text name, match byte, uvarint n, n labels, uvarint n, n types,
//	                   uvarint n, n keys; of a vector index: uvarint dimension, metric byte,
//	                   uvarint capacity, uvarint resize coefficient, text scalar kind
//	36 drop named      kind byte, text name
//
// Cells are a column type byte, a byte that says whether a bitmap of the rows
// present follows (8 rows a byte, lowest bit first), and then for each row,
// absent ones included: Bool a byte, Int a varint, Float eight bytes little
// endian, String a text, Any a value; nothing for Null.
const redoVersion = 1

const (
	opLabel            = 1
	opKey              = 2
	opType             = 3
	opSet              = 4
	opCreateNodes      = 10
	opNodeProperty     = 11
	opNodeColumn       = 12
	opNodeLabels       = 13
	opDeleteNode       = 14
	opCreateRels       = 20
	opRelProperty      = 21
	opRelColumn        = 22
	opDeleteRel        = 24
	opCreateIndex      = 30
	opDropIndex        = 31
	opCreateConstraint = 32
	opDropConstraint   = 33
	opMeta             = 34
	opCreateNamed      = 35
	opDropNamed        = 36
)

// redoWriter builds the redo record of a transaction while it runs. A nil one,
// where there is no log, keeps nothing.
type redoWriter struct {
	buf  []byte
	dict [4]dictionary // labels, keys, types, sets
}

// dictionary numbers the ids that a record has used, in order of appearance.
type dictionary struct {
	ids   []uint32
	index map[uint32]int // once ids are many
}

const manyIDs = 16

func (d *dictionary) find(id uint32) (int, bool) {
	if d.index != nil {
		i, ok := d.index[id]
		return i, ok
	}
	for i, known := range d.ids {
		if known == id {
			return i, true
		}
	}
	return 0, false
}

func (d *dictionary) add(id uint32) int {
	d.ids = append(d.ids, id)
	switch {
	case d.index != nil:
		d.index[id] = len(d.ids) - 1
	case len(d.ids) == manyIDs:
		d.index = make(map[uint32]int, 2*manyIDs)
		for i, known := range d.ids {
			d.index[known] = i
		}
	}
	return len(d.ids) - 1
}

// record returns what was written.
func (r *redoWriter) record() []byte {
	if r == nil {
		return nil
	}
	return r.buf
}

func (r *redoWriter) uint(v uint64) { r.buf = binary.AppendUvarint(r.buf, v) }
func (r *redoWriter) int(v int64)   { r.buf = binary.AppendVarint(r.buf, v) }

func (r *redoWriter) text(s string) {
	r.uint(uint64(len(s)))
	r.buf = append(r.buf, s...)
}

func (r *redoWriter) op(code byte) {
	if len(r.buf) == 0 {
		r.buf = append(r.buf, redoVersion)
	}
	r.buf = append(r.buf, code)
}

// name returns the number of a name in the record, which it defines if it is new.
func (r *redoWriter) name(code byte, id uint32, names *nameTable) uint64 {
	d := &r.dict[code-opLabel]
	i, ok := d.find(id)
	if !ok {
		i = d.add(id)
		r.op(code)
		r.text(names.name(id))
	}
	return uint64(i)
}

func (r *redoWriter) set(db *Database, set LabelSet) uint64 {
	d := &r.dict[opSet-opLabel]
	i, ok := d.find(uint32(set))
	if ok {
		return uint64(i)
	}
	labels := db.Labels(set)
	local := make([]uint64, len(labels))
	for j, label := range labels {
		local[j] = r.name(opLabel, uint32(label), &db.labels)
	}
	r.op(opSet)
	r.uint(uint64(len(local)))
	for _, label := range local {
		r.uint(label)
	}
	return uint64(d.add(uint32(set)))
}

func (r *redoWriter) createNodes(db *Database, first uint64, n int, labels LabelSet) {
	if r == nil {
		return
	}
	set := r.set(db, labels)
	r.op(opCreateNodes)
	r.uint(first)
	r.uint(uint64(n))
	r.uint(set)
}

func (r *redoWriter) setNodeLabels(db *Database, id uint64, labels LabelSet) {
	if r == nil {
		return
	}
	set := r.set(db, labels)
	r.op(opNodeLabels)
	r.uint(id)
	r.uint(set)
}

func (r *redoWriter) deleteNode(id uint64) { r.delete(opDeleteNode, id) }

func (r *redoWriter) deleteRelationship(id uint64) { r.delete(opDeleteRel, id) }

func (r *redoWriter) delete(code byte, id uint64) {
	if r != nil {
		r.op(code)
		r.uint(id)
	}
}

func (r *redoWriter) createRelationships(db *Database, first uint64, from, to []uint64, typ TypeID) {
	if r == nil {
		return
	}
	local := r.name(opType, uint32(typ), &db.types)
	r.op(opCreateRels)
	r.uint(first)
	r.uint(uint64(len(from)))
	r.uint(local)
	r.ids(from)
	r.ids(to)
}

func (r *redoWriter) ids(ids []uint64) {
	last := uint64(0)
	for _, id := range ids {
		r.int(int64(id - last))
		last = id
	}
}

func (r *redoWriter) setProperty(db *Database, node bool, id uint64, key PropertyID, v value.Value) error {
	if r == nil {
		return nil
	}
	local := r.name(opKey, uint32(key), &db.props)
	if node {
		r.op(opNodeProperty)
	} else {
		r.op(opRelProperty)
	}
	r.uint(id)
	r.uint(local)
	return r.value(v)
}

func (r *redoWriter) value(v value.Value) error {
	buf, err := value.AppendBinary(r.buf, v)
	r.buf = buf
	return err
}

func (r *redoWriter) setColumn(db *Database, node bool, ids []uint64, key PropertyID, vals *column.Column) error {
	if r == nil || len(ids) == 0 {
		return nil
	}
	local := r.name(opKey, uint32(key), &db.props)
	if node {
		r.op(opNodeColumn)
	} else {
		r.op(opRelColumn)
	}
	r.uint(local)
	r.uint(uint64(len(ids)))
	r.ids(ids)
	return r.cells(vals, len(ids))
}

func (r *redoWriter) cells(vals *column.Column, n int) error {
	r.buf = append(r.buf, byte(vals.Type))
	if vals.Valid == nil {
		r.buf = append(r.buf, 0)
	} else {
		r.buf = append(r.buf, 1)
		for i := 0; i < n; i += 8 {
			r.buf = append(r.buf, byte(vals.Valid[i>>6]>>(i&63)))
		}
	}
	switch vals.Type {
	case column.Bool:
		for _, b := range vals.Bools[:n] {
			r.buf = append(r.buf, byte(value.Bool(b).AsInt()))
		}
	case column.Int:
		for _, i := range vals.Ints[:n] {
			r.int(i)
		}
	case column.Float:
		for _, f := range vals.Floats[:n] {
			r.buf = binary.LittleEndian.AppendUint64(r.buf, math.Float64bits(f))
		}
	case column.String:
		for _, s := range vals.Strings[:n] {
			r.text(s)
		}
	case column.Any:
		for _, v := range vals.Values[:n] {
			if err := r.value(v); err != nil {
				return err
			}
		}
	}
	return nil
}
