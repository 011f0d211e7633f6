package exec

import (
	"strconv"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// idReader reads the ids that the rows of a batch ask for.
type idReader struct {
	kernel    eval.Kernel
	many      bool // a list of ids
	elementID bool // ids are decimal strings
	nodes     bool // ids are nodes

	col  *column.Column
	ids  []uint64 // of the current row, each once
	seen map[uint64]bool
	rest []uint64
}

func (r *idReader) prepare(x *Execution, b *batch.Batch, sel []int32) (err error) {
	r.col, err = r.kernel.Eval(&x.ctx, b, sel)
	return err
}

// begin takes up the ids of a row.
func (r *idReader) begin(row int32) {
	r.ids = r.ids[:0]
	v := r.col.Value(int(row))
	switch {
	case !r.many:
		if id, ok := r.parse(v); ok {
			r.ids = append(r.ids, id)
		}
	case v.Kind() == value.KindList:
		r.addAll(v.AsList())
	}
	r.rest = r.ids
}

func (r *idReader) addAll(list []value.Value) {
	if r.seen == nil {
		r.seen = make(map[uint64]bool, len(list))
	}
	clear(r.seen)
	for _, v := range list {
		if id, ok := r.parse(v); ok && !r.seen[id] {
			r.seen[id] = true
			r.ids = append(r.ids, id)
		}
	}
}

// parse returns the id that a value is, as id(n) = v and elementId(n) = v take it.
func (r *idReader) parse(v value.Value) (uint64, bool) {
	if r.nodes {
		return idOf(v)
	}
	if r.elementID {
		if v.Kind() != value.KindString {
			return 0, false
		}
		id, err := strconv.ParseUint(v.AsString(), 10, 63)
		return id, err == nil && strconv.FormatUint(id, 10) == v.AsString()
	}
	switch v.Kind() {
	case value.KindInt:
		return uint64(v.AsInt()), v.AsInt() >= 0
	case value.KindFloat:
		id := int64(v.AsFloat())
		return uint64(id), id >= 0 && float64(id) == v.AsFloat()
	}
	return 0, false
}

// idOf returns the id of a node; false if it is something else.
func idOf(v value.Value) (uint64, bool) {
	if v.Kind() != value.KindNode {
		return 0, false
	}
	return v.AsID(), true
}

// nodeByID is plan.NodeByID.
type nodeByID struct {
	feed  feed
	slot  batch.Slot
	ids   idReader
	out   output
	ramp  ramp
	nodes column.Column
}

func (b *builder) nodeByID(p *plan.NodeByID) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	n := &nodeByID{feed: feed{input: input}, slot: p.Node, out: newOutput(b.live(p), p.Node), ramp: ramp{first: b.ramp}}
	n.ids = idReader{many: p.Many, elementID: p.ElementID, nodes: p.Nodes}
	n.ids.kernel, err = b.kernel(p.ID)
	return n, err
}

func (n *nodeByID) reset(x *Execution) error {
	n.ids.rest = nil
	n.ramp.reset(x)
	return n.feed.reset(x)
}

func (n *nodeByID) next(x *Execution) (*batch.Batch, error) {
	n.out.begin(x)
	n.nodes.Reset(column.Node, 0)
	for target := n.ramp.next(); n.out.n() < target; {
		if len(n.ids.rest) == 0 {
			fresh, err := n.feed.next(x, &n.out)
			if err != nil {
				return nil, err
			}
			if n.feed.in == nil {
				break
			}
			if fresh {
				if err := n.ids.prepare(x, n.feed.in, n.feed.rows); err != nil {
					return nil, err
				}
			}
			n.ids.begin(n.feed.row())
			continue
		}
		id := n.ids.rest[0]
		n.ids.rest = n.ids.rest[1:]
		if x.ctx.Txn.NodeExists(id) {
			n.nodes.Append(value.NodeRef(id))
			n.out.note(n.feed.row(), 1)
		}
	}
	n.feed.flush(&n.out)
	n.out.set(n.slot, &n.nodes)
	return n.out.batch(), nil
}
