package procedure

import (
	"math"

	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// network is the graph of a view with dense vertices, for algorithms.
type network struct {
	ids   []uint64 // of the vertices
	edges algorithm.Edges
	index vertexIndex
	rels  []uint64 // of the edges, if they were asked for
}

// vertexIndex finds the vertex of a node: by a slice where ids are dense, else by a map.
type vertexIndex struct {
	dense  []int32 // vertex+1 by id
	sparse map[uint64]int32
}

func newVertexIndex(ids []uint64) vertexIndex {
	highest := uint64(0)
	for _, id := range ids {
		highest = max(highest, id)
	}
	if highest < uint64(4*len(ids)+engine.ChunkRows) {
		x := vertexIndex{dense: make([]int32, highest+1)}
		for v, id := range ids {
			x.dense[id] = int32(v) + 1
		}
		return x
	}
	x := vertexIndex{sparse: make(map[uint64]int32, len(ids))}
	for v, id := range ids {
		x.sparse[id] = int32(v) + 1
	}
	return x
}

// find returns the vertex of a node, or -1.
func (x *vertexIndex) find(id uint64) int32 {
	if x.sparse != nil {
		return x.sparse[id] - 1
	}
	if id >= uint64(len(x.dense)) {
		return -1
	}
	return x.dense[id] - 1
}

// network loads the view. weight names the property that is an edge's weight, 1 where
// it is absent; empty leaves the edges without weights.
func (c *Call) network(weight string) (*network, error) { return c.loadNetwork(weight, false) }

// loadNetwork is network, with the ids of relationships if these are asked for.
func (c *Call) loadNetwork(weight string, rels bool) (*network, error) {
	n := &network{}
	err := c.View().Nodes(nil, func(ids []uint64) error {
		n.ids = append(n.ids, ids...)
		return c.hold(int64(len(ids)) * 16) // ids and their index
	})
	if err != nil {
		return nil, err
	}
	if len(n.ids) > math.MaxInt32-1 {
		return nil, c.errorf("the graph has more than %d nodes.", math.MaxInt32-1)
	}
	n.index = newVertexIndex(n.ids)
	w := newWeights(c, weight)
	return n, c.View().Relationships(nil, func(found *engine.Relationships) error {
		for i := range found.ID {
			n.edges.From = append(n.edges.From, n.index.find(found.From[i]))
			n.edges.To = append(n.edges.To, n.index.find(found.To[i]))
		}
		size := algorithm.Bytes(0, 4*len(found.ID), w != nil) // as edges and as arcs both ways
		if rels {
			n.rels = append(n.rels, found.ID...)
			size += 8 * int64(len(found.ID))
		}
		if w == nil {
			return c.hold(size)
		}
		var err error
		if n.edges.Weights, err = w.read(found.ID, n.edges.Weights); err != nil {
			return err
		}
		return c.hold(size)
	})
}

// weights reads the weights of relationships.
type weights struct {
	call  *Call
	name  string
	key   engine.PropertyID
	known bool
	col   column.Column
}

func newWeights(c *Call, name string) *weights {
	if name == "" {
		return nil
	}
	w := &weights{call: c, name: name}
	w.key, w.known = c.Txn.Database().FindProperty(name)
	return w
}

// read appends the weights of relationships; one without is 1.
func (w *weights) read(ids []uint64, dst []float64) ([]float64, error) {
	virtual := w.call.virtual != nil
	if w.known && !virtual {
		w.call.Txn.RelationshipProperty(ids, w.key, &w.col)
	}
	for i := range ids {
		v := value.Null
		if virtual {
			v = w.call.property(value.RelationshipRef(ids[i]), w.name)
		} else if w.known {
			v = w.col.Value(i)
		}
		switch {
		case v.IsNull():
			dst = append(dst, 1)
		case !v.IsNumber() || !(v.Number() >= 0):
			return nil, w.call.errorf("the property '%s' of a relationship must be a number that is not negative, got %s.", w.name, value.Literal(v))
		default:
			dst = append(dst, v.Number())
		}
	}
	return dst, nil
}

// yieldNodes yields a row for each vertex with a result.
func (c *Call) yieldNodes(n *network, result func(v int) value.Value) error {
	for v, id := range n.ids {
		if err := c.Yield(value.NodeRef(id), result(v)); err != nil {
			return err
		}
	}
	return nil
}
