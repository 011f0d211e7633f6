package bolt

import (
	"io"

	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// RecordWriter writes the records of a result into the buffer of a connection,
// without a copy in between:
//
//	w.BeginRecord(2)
//	w.Int(42)
//	w.BeginList(1)
//	w.String("x")
//	err := w.EndRecord()
//
// The caller announces counts and must keep to them. If a record cannot be
// finished, AbortRecord takes it back. It is for one goroutine.
type RecordWriter struct {
	out        *output
	graph      GraphWriter
	elementIDs bool // Bolt 5: entities end with their ids as strings
	utc        bool // the datetimes of Bolt 5
	records    int64

	open   entity    // the node or relationship that is being written
	shape  pathShape // scratch of Path
	digits [20]byte  // scratch of element ids
}

// GraphWriter writes the nodes and relationships that values refer to. It is
// asked by [RecordWriter.Value].
type GraphWriter interface {
	// WriteNode writes the node with BeginNode … EndNode.
	WriteNode(w *RecordWriter, id uint64) error
	// WriteRelationship writes the relationship with BeginRelationship … EndRelationship.
	WriteRelationship(w *RecordWriter, id uint64) error
	// WriteUnboundRelationship writes the relationship as part of a path, with
	// BeginUnboundRelationship … EndRelationship.
	WriteUnboundRelationship(w *RecordWriter, id uint64) error
	// StartNode returns the node in which a relationship starts.
	StartNode(relationship uint64) (uint64, error)
}

// NewRecordWriter returns a writer whose records go to dst, in large pieces, as
// a connection of a version would send them. Call Flush at the end.
func NewRecordWriter(dst io.Writer, v message.Version) *RecordWriter {
	return newRecordWriter(&output{dst: dst, pool: newOutputPool()}, v)
}

func newRecordWriter(out *output, v message.Version) *RecordWriter {
	return &RecordWriter{out: out, elementIDs: v.AtLeast(5, 0), utc: v.AtLeast(5, 0)}
}

// SetGraph tells who writes the nodes, relationships and paths inside values.
// A result sets it at the start of its Pull.
func (w *RecordWriter) SetGraph(g GraphWriter) { w.graph = g }

// Records returns the number of records that were written.
func (w *RecordWriter) Records() int64 { return w.records }

// BeginRecord starts a record with a number of columns.
func (w *RecordWriter) BeginRecord(columns int) {
	w.out.begin()
	w.out.buf = packstream.AppendStruct(w.out.buf, 1, byte(message.KindRecord))
	w.BeginList(columns)
}

// EndRecord ends the record. An error says that the connection is lost; the
// result should stop.
func (w *RecordWriter) EndRecord() error {
	w.records++
	return w.out.end()
}

// AbortRecord takes back the record that was begun. A record of more than a
// megabyte may have been sent in part: then the connection cannot go on, and an
// error says so.
func (w *RecordWriter) AbortRecord() error { return w.out.abort() }

// Flush sends what was written.
func (w *RecordWriter) Flush() error {
	w.out.flush()
	return w.out.err
}

// Null writes null.
func (w *RecordWriter) Null() { w.out.buf = packstream.AppendNull(w.out.buf); w.check() }

// Bool writes a boolean.
func (w *RecordWriter) Bool(b bool) { w.out.buf = packstream.AppendBool(w.out.buf, b); w.check() }

// Int writes an integer.
func (w *RecordWriter) Int(i int64) { w.out.buf = packstream.AppendInt(w.out.buf, i); w.check() }

// Float writes a floating-point number.
func (w *RecordWriter) Float(f float64) { w.out.buf = packstream.AppendFloat(w.out.buf, f); w.check() }

// String writes a string.
func (w *RecordWriter) String(s string) { w.out.buf = packstream.AppendString(w.out.buf, s); w.check() }

// BeginList starts a list of n elements, which follow.
func (w *RecordWriter) BeginList(n int) { w.out.buf = packstream.AppendList(w.out.buf, n) }

// BeginMap starts a map of n entries, which follow: each a Key and a value.
func (w *RecordWriter) BeginMap(n int) { w.out.buf = packstream.AppendMap(w.out.buf, n) }

// Key writes the key of the next entry of a map.
func (w *RecordWriter) Key(s string) { w.String(s) }

// Value writes a value of any kind. For those that refer into the store it asks
// the [GraphWriter]; its error comes back, and the record must be aborted.
func (w *RecordWriter) Value(v value.Value) error {
	buf, ok := packstream.AppendScalar(w.out.buf, v, w.utc)
	if w.out.buf = buf; ok {
		w.check()
		return nil
	}
	switch v.Kind() {
	case value.KindList:
		return w.list(v.AsList())
	case value.KindMap:
		return w.mapping(v.AsMap())
	default:
		return w.reference(v)
	}
}

func (w *RecordWriter) list(elems []value.Value) error {
	w.BeginList(len(elems))
	for _, e := range elems {
		if err := w.Value(e); err != nil {
			return err
		}
	}
	return nil
}

func (w *RecordWriter) mapping(entries []value.Entry) error {
	w.BeginMap(len(entries))
	for _, e := range entries {
		w.Key(e.Key)
		if err := w.Value(e.Value); err != nil {
			return err
		}
	}
	return nil
}

// check sends parts of a very long record.
func (w *RecordWriter) check() {
	if len(w.out.buf) >= w.out.limit {
		w.out.spill()
	}
}
