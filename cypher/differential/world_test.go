package differential

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine"
	"memgraphd/engine/enginetest"
	"memgraphd/engine/value"
)

// world describes a small random graph. Labels, types and values repeat often
// enough for patterns to match, and much is missing. A property has the same
// kind of value wherever it is, so that queries need not fail: i and w are
// integers, f floats, s strings, b truth values, l lists of integers, d dates, h and t dates with times, q durations,
// e enumerated values, p points, j maps, v vectors, m anything; u is different on every node.
type world struct {
	nodes []thing
	rels  []thing
}

// thing is a node, or a relationship between two nodes.
type thing struct {
	names      []string // labels, or one type
	from, to   int
	properties []value.Entry
}

var (
	labelNames = []string{"A", "B", "C"}
	typeNames  = []string{"R", "S", "T"}
)

// propertyValues are the values that a property may have; null is none.
var propertyValues = map[string][]value.Value{
	"i": {value.Null, value.Int(0), value.Int(1), value.Int(2), value.Int(3)},
	"w": {value.Null, value.Int(1), value.Int(2), value.Int(3)},
	"f": {value.Null, value.Float(0.5), value.Float(1.25), value.Float(-2.5)},
	"s": {value.Null, value.String("a"), value.String("b"), value.String("ab"), value.String("")},
	"b": {value.Null, value.Bool(true), value.Bool(false), value.Bool(true)},
	"l": {value.Null, ints(), ints(1, 2), ints(2, 2, 3)},
	"m": {
		value.Null, value.Int(1), value.Int(2), value.String("a"), value.Bool(true), value.Float(1.25), ints(1), ints(1, 2),
		value.Map([]value.Entry{{Key: "k", Value: value.Int(1)}}), dateOf("2024-02-29"), spanOf("P1D"), enumOf("X"), pointOf(1, 2),
		zonedOf("2024-02-29T12:00Z"), temporalOf(value.KindTime, "12:00+01:00"), temporalOf(value.KindLocalTime, "12:00"),
	},
	"d": {value.Null, dateOf("2024-02-29"), dateOf("2023-01-05")},
	"h": {value.Null, zonedOf("2024-02-29T12:00Z"), zonedOf("2024-02-29T13:00+01:00"), zonedOf("2024-10-27T02:30[Europe/Berlin]")},
	"t": {value.Null, stampOf("2024-02-29T12:00"), stampOf("2023-01-05T00:00")},
	"q": {value.Null, spanOf("P1D"), spanOf("PT24H"), spanOf("P1M"), spanOf("-PT1.5S")},
	"e": {value.Null, enumOf("X"), enumOf("Y")},
	"p": {value.Null, pointOf(1, 2), pointOf(0, 0.5), pointOf(3, 1), pointOf(1, 2, 3)},
	"v": {value.Null, vectorOf(0.5, 1), vectorOf(1, -2), vectorOf(3, 0)},
	"j": {value.Null, mapOf("k", value.Int(1)), mapOf("k", mapOf("d", value.Int(2)))},
}

func ints(list ...int64) value.Value {
	vals := make([]value.Value, len(list))
	for i, n := range list {
		vals[i] = value.Int(n)
	}
	return value.List(vals)
}

func vectorOf(x, y float64) value.Value {
	return value.List([]value.Value{value.Float(x), value.Float(y)})
}

func drawWorld(t *rapid.T) *world {
	w := &world{}
	n := 1 + pick(t, 7)
	for i := range n {
		node := thing{properties: drawProperties(t, "i", "f", "s", "b", "l", "m", "d", "p", "j", "h", "t", "q", "e", "v")}
		node.properties = append(node.properties, value.Entry{Key: "u", Value: value.Int(int64(i))})
		for _, l := range labelNames {
			if pick(t, 3) > 0 {
				node.names = append(node.names, l)
			}
		}
		w.nodes = append(w.nodes, node)
	}
	for range pick(t, 2*n+3) {
		w.rels = append(w.rels, thing{
			names: []string{typeNames[pick(t, len(typeNames))]}, from: pick(t, n), to: pick(t, n),
			properties: drawProperties(t, "w", "s", "t"),
		})
	}
	return w
}

func drawProperties(t *rapid.T, keys ...string) []value.Entry {
	var list []value.Entry
	for _, key := range keys {
		vals := propertyValues[key]
		if v := vals[pick(t, len(vals))]; !v.IsNull() {
			list = append(list, value.Entry{Key: key, Value: v})
		}
	}
	return list
}

// builder writes a world into a transaction.
type builder struct {
	txn         *engine.Txn
	nodes, rels []uint64
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// create creates things from the given ones on, without their properties.
func (b *builder) create(w *world, nodes, rels []thing) {
	var err error
	b.nodes, err = b.txn.CreateNodes(len(nodes), 0, b.nodes)
	must(err)
	db := b.txn.Database()
	for _, r := range rels {
		b.rels, err = b.txn.CreateRelationships([]uint64{b.nodes[r.from]}, []uint64{b.nodes[r.to]}, db.Type(r.names[0]), b.rels)
		must(err)
	}
}

// dress gives nodes and relationships their labels and properties; only those
// for which keep holds.
func (b *builder) dress(w *world, keep func(i int) bool) {
	db := b.txn.Database()
	for i, n := range w.nodes {
		if !keep(i) {
			continue
		}
		var labels []engine.LabelID
		for _, l := range n.names {
			labels = append(labels, db.Label(l))
		}
		must(b.txn.SetNodeLabels(b.nodes[i], db.InternLabels(labels)))
		for _, p := range b.txn.NodeProperties(b.nodes[i], nil) {
			must(b.txn.SetNodeProperty(b.nodes[i], p.Key, value.Null))
		}
		for _, p := range n.properties {
			must(b.txn.SetNodeProperty(b.nodes[i], db.Property(p.Key), p.Value))
		}
	}
	for i, r := range w.rels {
		if !keep(i) {
			continue
		}
		must(b.txn.SetRelationshipProperty(b.rels[i], db.Property("w"), value.Null))
		for _, p := range r.properties {
			must(b.txn.SetRelationshipProperty(b.rels[i], db.Property(p.Key), p.Value))
		}
	}
}

func (b *builder) commit() { must(b.txn.Commit(context.Background())) }

// build makes a database of a world.
func (w *world) build() *engine.Database {
	db := engine.New(engine.Options{Workers: 1})
	enumerate(db)
	b := &builder{txn: db.Begin(engine.TxnOptions{})}
	b.create(w, w.nodes, w.rels)
	b.dress(w, func(int) bool { return true })
	b.commit()
	return db
}

// disguised makes a database that becomes the world when finish is called with an open
// transaction: rows have been something else before, and a reader that is still
// open sees them so; some are deleted, some are created and changed by the
// transaction only.
func (w *world) disguised() (db *engine.Database, reader *engine.Txn, finish func(*engine.Txn)) {
	db = engine.New(engine.Options{Workers: 1})
	enumerate(db)
	addIndexes(db)
	addConstraints(db)
	b := &builder{txn: db.Begin(engine.TxnOptions{})}
	half := w.half()
	b.create(w, half.nodes, half.rels)
	extra, err := b.txn.CreateNodes(2, db.InternLabels([]engine.LabelID{db.Label("A"), db.Label("B")}), nil)
	must(err)
	for _, id := range append(extra, b.nodes...) {
		must(b.txn.SetNodeProperty(id, db.Property("i"), value.Int(2)))
		must(b.txn.SetNodeProperty(id, db.Property("x"), value.Int(1)))
		_, err := b.txn.CreateRelationships([]uint64{id}, []uint64{extra[0]}, db.Type("R"), nil)
		must(err)
	}
	for _, id := range b.rels {
		must(b.txn.SetRelationshipProperty(id, db.Property("w"), value.Int(2)))
	}
	b.commit()
	reader = db.Begin(engine.TxnOptions{ReadOnly: true})
	b.txn = db.Begin(engine.TxnOptions{})
	b.dress(half, func(i int) bool { return i%2 == 0 })
	must(detachDelete(b.txn, extra[1]))
	b.commit()
	return db, reader, func(txn *engine.Txn) {
		b := &builder{txn: txn, nodes: slices.Clone(b.nodes), rels: slices.Clone(b.rels)}
		must(detachDelete(txn, extra[0]))
		b.create(w, w.nodes[len(half.nodes):], w.rels[len(half.rels):])
		b.dress(w, func(int) bool { return true })
	}
}

// half returns the first things of a world.
func (w *world) half() *world {
	h := &world{nodes: w.nodes[:(len(w.nodes)+1)/2]}
	for _, r := range w.rels {
		if r.from >= len(h.nodes) || r.to >= len(h.nodes) {
			break
		}
		h.rels = append(h.rels, r)
	}
	return h
}

func detachDelete(txn *engine.Txn, id uint64) error {
	var hops engine.Hops
	var cursor engine.ExpandCursor
	txn.Expand(&cursor, []uint64{id}, engine.Both, nil, true, 1000, &hops)
	for _, r := range hops.Rel {
		if err := txn.DeleteRelationship(r); err != nil {
			return err
		}
	}
	return txn.DeleteNode(id)
}

// addIndexes adds indexes of each kind.
func addIndexes(db *engine.Database) {
	ctx := context.Background()
	props := func(names ...string) (list []engine.PropertyID) {
		for _, n := range names {
			list = append(list, db.Property(n))
		}
		return list
	}
	for _, spec := range []engine.IndexSpec{
		{Kind: engine.IndexLabel, Label: db.Label("A")},
		{Kind: engine.IndexLabelProps, Label: db.Label("A"), Properties: props("i")},
		{Kind: engine.IndexLabelProps, Label: db.Label("B"), Properties: props("i", "s")},
		{Kind: engine.IndexLabelProps, Label: db.Label("C"), Properties: props("m")},
		{Kind: engine.IndexLabelProps, Label: db.Label("C"), Properties: props("s")},
		{Kind: engine.IndexLabelProps, Label: db.Label("B"), Properties: props("d")},
		{Kind: engine.IndexLabelProps, Label: db.Label("A"), Properties: props("h")},
		{Kind: engine.IndexLabelProps, Label: db.Label("B"), Properties: props("q")},
		{Kind: engine.IndexLabelProps, Label: db.Label("C"), Properties: props("e", "t")},
		{Kind: engine.IndexLabelProps, Label: db.Label("A"), Properties: props("s", "i", "f")},
		{Kind: engine.IndexLabelProps, Label: db.Label("B"), Properties: props("f", "s"), Descending: true},
		{Kind: engine.IndexNested, Label: db.Label("A"), Properties: props("j"), Paths: [][]string{{"k"}}},
		{Kind: engine.IndexNested, Label: db.Label("B"), Properties: props("j", "i", "j"), Paths: [][]string{{"k"}, nil, {"l"}}},
		{Kind: engine.IndexNested, Label: db.Label("B"), Properties: props("i", "j"), Paths: [][]string{nil, {"k"}}},
		{Kind: engine.IndexNested, Label: db.Label("C"), Properties: props("d"), Paths: [][]string{{"year"}}},
		{Kind: engine.IndexLabelProps, Label: db.Label("A"), Properties: props("m"), Descending: true},
		{Kind: engine.IndexLabelProps, Label: db.Label("B"), Properties: props("i", "s"), Descending: true},
		{Kind: engine.IndexLabelProps, Label: db.Label("B"), Properties: props("f", "i")},
		{Kind: engine.IndexLabelProps, Label: db.Label("C"), Properties: props("s", "i", "m"), Descending: true},
		{Kind: engine.IndexPoint, Label: db.Label("A"), Properties: props("p")},
		{Kind: engine.IndexNodeProp, Properties: props("s")},
		{Kind: engine.IndexNodeProp, Properties: props("f")},
		{Kind: engine.IndexType, Type: db.Type("S")},
		{Kind: engine.IndexTypeProp, Type: db.Type("R"), Properties: props("w")},
		{Kind: engine.IndexRelProp, Properties: props("w")},
	} {
		must(db.CreateIndex(ctx, spec))
	}
}

// addConstraints adds constraints, which keep indexes, too.
func addConstraints(db *engine.Database) {
	for _, l := range []string{"A", "B"} {
		must(db.CreateConstraint(context.Background(), engine.ConstraintSpec{
			Kind: engine.ConstraintUnique, Label: db.Label(l), Properties: []engine.PropertyID{db.Property("u")},
		}))
	}
}

// reload makes a database of a snapshot of another one.
func reload(db *engine.Database) *engine.Database {
	loaded, err := enginetest.Reload(db)
	must(err)
	return loaded
}

// scatter makes a database with every node and every relationship in a chunk of its own.
func scatter(db *engine.Database) *engine.Database {
	scattered, err := enginetest.Scatter(db)
	must(err)
	return scattered
}

// String shows the world as a CREATE statement.
func (w *world) String() string {
	text := "CREATE "
	for i, n := range w.nodes {
		text += fmt.Sprintf("(n%d", i)
		for _, l := range n.names {
			text += ":" + l
		}
		text += " " + value.Literal(value.Map(append([]value.Entry(nil), n.properties...))) + "), "
	}
	for _, r := range w.rels {
		text += fmt.Sprintf("(n%d)-[:%s %s]->(n%d), ", r.from, r.names[0], value.Literal(value.Map(append([]value.Entry(nil), r.properties...))), r.to)
	}
	return text[:len(text)-2]
}

func BenchmarkDifferentialWorld(b *testing.B) {
	w := &world{nodes: make([]thing, 6)}
	for range 10 {
		w.rels = append(w.rels, thing{names: []string{"R"}, from: 1, to: 2})
	}
	for range b.N {
		db := w.build()
		addIndexes(db)
		addConstraints(db)
		r := reload(db)
		r.Close()
		db.Close()
		d, reader, finish := w.disguised()
		txn := d.Begin(engine.TxnOptions{})
		finish(txn)
		txn.Abort()
		reader.Abort()
		d.Close()
	}
}
