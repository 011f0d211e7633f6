package schema

import (
	"cmp"
	"context"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// propertyTypes are the types of properties as the document names them. Points are told apart by their dimension.
var propertyTypes = map[value.Kind]string{
	value.KindBool: "Boolean", value.KindInt: "Integer", value.KindFloat: "Float", value.KindString: "String",
	value.KindList: "List", value.KindMap: "Map", value.KindDate: "Date", value.KindLocalTime: "LocalTime",
	value.KindTime: "ZonedTime", value.KindLocalDateTime: "LocalDateTime", value.KindDateTime: "ZonedDateTime",
	value.KindDuration: "Duration", value.KindEnum: "Enum", value.KindPoint: "Point2D",
}

// columnKinds are the kinds of the columns that hold values of one kind.
var columnKinds = map[column.Type]value.Kind{
	column.Bool: value.KindBool, column.Int: value.KindInt, column.Float: value.KindFloat, column.String: value.KindString,
}

func typeName(v value.Value) string {
	if v.Kind() == value.KindPoint && v.AsPoint().SRID.Is3D() {
		return "Point3D"
	}
	return propertyTypes[v.Kind()]
}

// surveyor counts what is stored, batch by batch.
type surveyor struct {
	ctx  context.Context
	txn  *engine.Txn
	db   *engine.Database
	keys int // of properties
	col  column.Column
}

func newSurveyor(ctx context.Context, txn *engine.Txn) *surveyor {
	return &surveyor{ctx: ctx, txn: txn, db: txn.Database(), keys: len(txn.Database().PropertyNames())}
}

// family are the nodes, or relationships, that are described together.
type family struct {
	count      int64
	properties map[engine.PropertyID]map[string]int64 // counts by type
}

// survey counts the properties of the rows of a batch; families[i] is that of row i.
func (s *surveyor) survey(families []*family, read func(engine.PropertyID, *column.Column)) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	for _, f := range families {
		f.count++
	}
	for id := range s.keys {
		key := engine.PropertyID(id)
		read(key, &s.col)
		if s.col.Type != column.Null {
			s.property(key, families)
		}
	}
	return nil
}

// property counts the values of a column. Rows of a family mostly follow each other.
func (s *surveyor) property(key engine.PropertyID, families []*family) {
	kind, uniform := columnKinds[s.col.Type]
	name := propertyTypes[kind]
	var last *family
	var counts map[string]int64
	for i, f := range families {
		if s.col.IsNull(i) {
			continue
		}
		if f != last {
			last, counts = f, f.of(key)
		}
		if !uniform {
			name = typeName(s.col.Values[i])
		}
		counts[name]++
	}
}

// of returns the counts of a property.
func (f *family) of(key engine.PropertyID) map[string]int64 {
	if f.properties == nil {
		f.properties = map[engine.PropertyID]map[string]int64{}
	}
	if f.properties[key] == nil {
		f.properties[key] = map[string]int64{}
	}
	return f.properties[key]
}

// shapes describes the properties of a family, ordered by name.
func (s *surveyor) shapes(f *family) []propertyShape {
	list := []propertyShape{}
	for key, counts := range f.properties {
		shape := propertyShape{Key: s.db.PropertyName(key)}
		for name, n := range counts {
			shape.Types = append(shape.Types, typeCount{name, n})
			shape.Count += n
		}
		shape.Filling = 100 * float64(shape.Count) / float64(f.count)
		slices.SortFunc(shape.Types, func(a, b typeCount) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Type, b.Type)) })
		list = append(list, shape)
	}
	slices.SortFunc(list, func(a, b propertyShape) int { return cmp.Compare(a.Key, b.Key) })
	return list
}

func (s *surveyor) labels(set engine.LabelSet) []string {
	names := []string{}
	for _, l := range s.db.Labels(set) {
		names = append(names, s.db.LabelName(l))
	}
	slices.Sort(names)
	return names
}

func (s *surveyor) nodes() ([]nodeShape, error) {
	families := map[engine.LabelSet]*family{}
	var ids []uint64
	for chunk := range s.txn.NodeChunks() {
		ids = s.txn.ScanNodes(chunk, nil, ids[:0])
		for batch := range slices.Chunk(ids, column.BatchSize) {
			sets := make([]engine.LabelSet, len(batch))
			s.txn.NodeLabels(batch, sets)
			rows := familiesOf(families, sets)
			err := s.survey(rows, func(key engine.PropertyID, dst *column.Column) { s.txn.NodeProperty(batch, key, dst) })
			if err != nil {
				return nil, err
			}
		}
	}
	list := []nodeShape{}
	for set, f := range families {
		list = append(list, nodeShape{Labels: s.labels(set), Count: f.count, Properties: s.shapes(f)})
	}
	slices.SortFunc(list, func(a, b nodeShape) int { return slices.Compare(a.Labels, b.Labels) })
	return list, nil
}

// ends tell the relationships of an edgeShape from others.
type ends struct {
	typ        engine.TypeID
	start, end engine.LabelSet
}

func (s *surveyor) edges() ([]edgeShape, error) {
	families := map[ends]*family{}
	for chunk := range s.txn.RelationshipChunks() {
		var rels engine.Relationships
		s.txn.ScanRelationships(chunk, nil, &rels)
		for from := 0; from < len(rels.ID); from += column.BatchSize {
			to := min(from+column.BatchSize, len(rels.ID))
			rows := familiesOf(families, s.ends(&rels, from, to))
			batch := rels.ID[from:to]
			err := s.survey(rows, func(key engine.PropertyID, dst *column.Column) { s.txn.RelationshipProperty(batch, key, dst) })
			if err != nil {
				return nil, err
			}
		}
	}
	list := []edgeShape{}
	for e, f := range families {
		list = append(list, edgeShape{
			Type: s.db.TypeName(e.typ), Start: s.labels(e.start), End: s.labels(e.end), Count: f.count, Properties: s.shapes(f),
		})
	}
	slices.SortFunc(list, func(a, b edgeShape) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), slices.Compare(a.Start, b.Start), slices.Compare(a.End, b.End))
	})
	return list, nil
}

// ends returns what tells the relationships from one row up to another apart.
func (s *surveyor) ends(rels *engine.Relationships, from, to int) []ends {
	start, end := make([]engine.LabelSet, to-from), make([]engine.LabelSet, to-from)
	s.txn.NodeLabels(rels.From[from:to], start)
	s.txn.NodeLabels(rels.To[from:to], end)
	list := make([]ends, to-from)
	for i := range list {
		list[i] = ends{rels.Type[from+i], start[i], end[i]}
	}
	return list
}

// familiesOf returns the family of each key, making new ones where needed.
func familiesOf[K comparable](families map[K]*family, keys []K) []*family {
	rows := make([]*family, len(keys))
	for i, k := range keys {
		f := families[k]
		if f == nil {
			f = &family{}
			families[k] = f
		}
		rows[i] = f
	}
	return rows
}
