package exec

import (
	"fmt"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// properties are what CREATE and MERGE write to what they create: a key and a
// kernel each for a map literal, or one kernel that yields maps.
type properties struct {
	keys    []string
	kernels []eval.Kernel
	places  []ast.Pos   // of the values
	whole   eval.Kernel // of a map; nil for a literal
	// owner is the variable's name where a property must not be null; else empty.
	owner string

	ids   []engine.PropertyID // of keys, in db
	db    *engine.Database
	order []int // of keys, in which they are written
	dense column.Column
	view  column.Column
	maps  mapColumns
	some  []uint64
}

// properties returns nil if there are none.
func (b *builder) properties(e ast.Expr, owner string) (*properties, error) {
	if e == nil {
		return nil, nil
	}
	p := &properties{owner: owner}
	var err error
	lit, ok := e.(*ast.MapLit)
	if !ok {
		p.whole, err = b.kernel(e)
		return p, err
	}
	p.keys = lit.Keys
	for _, v := range lit.Values {
		p.places = append(p.places, v.Position())
	}
	p.kernels, err = b.kernels(lit.Values)
	return p, err
}

// entity is the kind of what properties are written to.
type entity struct{ relationship bool }

func (e entity) setColumn(x *Execution, ids []uint64, key engine.PropertyID, c *column.Column) error {
	if err := x.ctx.Memory.Admit(bulk(c)); err != nil {
		return err
	}
	if e.relationship {
		return x.ctx.Txn.SetRelationshipColumn(ids, key, c)
	}
	return x.ctx.Txn.SetNodeColumn(ids, key, c)
}

// bulk returns the bytes of the texts, lists and maps of a column: rows that share one have a copy each once they are
// written, so that one batch may be more than there is room for.
func bulk(c *column.Column) (n int64) {
	switch c.Type {
	case column.String:
		for _, s := range c.Strings {
			n += int64(len(s))
		}
	case column.Any:
		for i := range c.N {
			n += int64(value.MemoryUsage(c.Value(i)))
		}
	}
	return n
}

func (e entity) set(x *Execution, id uint64, key engine.PropertyID, v value.Value) error {
	if !v.IsNull() {
		if err := x.ctx.Memory.Admit(int64(value.MemoryUsage(v))); err != nil {
			return err
		}
	}
	if e.relationship {
		return x.ctx.Txn.SetRelationshipProperty(id, key, v)
	}
	return x.ctx.Txn.SetNodeProperty(id, key, v)
}

func (e entity) properties(x *Execution, id uint64, dst []engine.Property) []engine.Property {
	if e.relationship {
		return x.ctx.Txn.RelationshipProperties(id, dst)
	}
	return x.ctx.Txn.NodeProperties(id, dst)
}

func (e entity) exists(x *Execution, id uint64) bool {
	if e.relationship {
		return x.ctx.Txn.RelationshipExists(id)
	}
	return x.ctx.Txn.NodeExists(id)
}

// write sets the properties of what was created for the rows sel of b: ids[i] for
// sel[i].
func (p *properties) write(x *Execution, e entity, b *batch.Batch, sel []int32, ids []uint64) error {
	if p == nil {
		return nil
	}
	if p.whole != nil {
		return p.writeMaps(x, e, b, sel, ids)
	}
	for _, i := range p.inOrder(x.ctx.Txn.Database()) {
		c, err := p.kernels[i].Eval(&x.ctx, b, sel)
		if err != nil {
			return err
		}
		if err := p.writeKey(x, e, i, ids, p.compact(c, b, sel)); err != nil {
			return err
		}
	}
	return nil
}

// writeKey sets the property of one key: row i of c for ids[i].
func (p *properties) writeKey(x *Execution, e entity, key int, ids []uint64, c *column.Column) error {
	if c.Type == column.Null && p.owner == "" {
		return nil
	}
	p.resolve(x.ctx.Txn.Database())
	present, err := writeColumn(x, e, ids, p.ids[key], c)
	if err == nil && p.owner != "" && present < c.N {
		err = nullInMerge(p.owner, p.keys[key])
	}
	if err != nil {
		return eval.Locate(p.places[key], err)
	}
	return nil
}

// inOrder returns the places of the keys, those last that lead composite indexes: what is created is then entered
// into these once, with all of its properties.
func (p *properties) inOrder(db *engine.Database) []int {
	if len(p.order) > 0 {
		return p.order
	}
	for _, last := range [...]bool{false, true} {
		for i, key := range p.keys {
			if (leads(db, key) > 0) == last {
				p.order = append(p.order, i)
			}
		}
	}
	return p.order
}

// resolve looks up the property keys, and makes those that are new.
func (p *properties) resolve(db *engine.Database) {
	if p.db == db {
		return
	}
	p.db, p.ids = db, p.ids[:0]
	for _, key := range p.keys {
		p.ids = append(p.ids, db.Property(key))
	}
}

// compact returns the rows sel of c as a column of just those.
func (p *properties) compact(c *column.Column, b *batch.Batch, sel []int32) *column.Column {
	if len(sel) < b.N {
		column.Gather(&p.dense, c, sel)
		return &p.dense
	}
	if c.N == b.N {
		return c
	}
	p.view.View(c, 0, b.N)
	return &p.view
}

// writeColumn sets a property of what has just been created, and returns for
// how many it is not null.
func writeColumn(x *Execution, e entity, ids []uint64, key engine.PropertyID, c *column.Column) (present int, err error) {
	if present, err = storable(c); err != nil {
		return 0, err
	}
	x.counters.PropertiesSet += int64(present)
	return present, e.setColumn(x, ids, key, c)
}

func nullInMerge(owner, key string) error {
	return &value.Error{
		Class: value.TypeError,
		Msg:   fmt.Sprintf("Can't have null literal properties inside merge (%s.%s)!", owner, key),
	}
}

// storable returns how many rows of a column are not null, or an error if one
// cannot be a property.
func storable(c *column.Column) (present int, err error) {
	switch c.Type {
	case column.Null:
		return 0, nil
	case column.Any:
		for _, v := range c.Values[:c.N] {
			if v.IsNull() {
				continue
			}
			if err := value.CheckStorable(v); err != nil {
				return 0, err
			}
			present++
		}
		return present, nil
	case column.Node, column.Relationship:
		for i := range c.N {
			if v := c.Value(i); !v.IsNull() {
				return 0, value.CheckStorable(v)
			}
		}
		return 0, nil
	}
	if c.Valid == nil {
		return c.N, nil
	}
	for i := range c.N {
		if c.Valid.Has(i) {
			present++
		}
	}
	return present, nil
}

// writeMaps writes properties that come as a map for each row.
func (p *properties) writeMaps(x *Execution, e entity, b *batch.Batch, sel []int32, ids []uint64) error {
	c, err := p.whole.Eval(&x.ctx, b, sel)
	if err != nil {
		return err
	}
	p.maps.begin()
	for _, r := range sel {
		v := c.Value(int(r))
		switch v.Kind() {
		case value.KindMap:
			if err := p.checkNulls(v.AsMap()); err != nil {
				return err
			}
			p.maps.add(v.AsMap())
		case value.KindNull:
			p.maps.add(nil)
		default:
			return &value.Error{
				Class: value.TypeError,
				Msg:   fmt.Sprintf("Properties must be a map, got %s.", v.Kind().TypeWord()),
			}
		}
	}
	db := x.ctx.Txn.Database()
	slices.SortStableFunc(p.maps.cols, func(a, b *keyColumn) int { return leads(db, a.key) - leads(db, b.key) })
	for _, k := range p.maps.cols {
		if _, err := writeColumn(x, e, k.pick(ids, &p.some), db.Property(k.key), &k.col); err != nil {
			return err
		}
	}
	return nil
}

// leads is 1 for a key that leads a composite index, else 0: see properties.inOrder.
func leads(db *engine.Database, key string) int {
	if id, known := db.FindProperty(key); known && db.Leads(id) {
		return 1
	}
	return 0
}

// checkNulls refuses nulls where they must not be.
func (p *properties) checkNulls(entries []value.Entry) error {
	if p.owner == "" {
		return nil
	}
	for _, entry := range entries {
		if entry.Value.IsNull() {
			return nullInMerge(p.owner, entry.Key)
		}
	}
	return nil
}
