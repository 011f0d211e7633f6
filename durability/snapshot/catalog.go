package snapshot

import (
	"encoding/binary"

	"memgraphd/engine"
	"memgraphd/engine/vector"
)

// appendCatalog encodes the catalog: numbers and counts as uvarints, text as a
// count of bytes and these bytes, lists as a count and their elements.
func appendCatalog(dst []byte, c *engine.Catalog) []byte {
	dst = appendText(dst, c.UUID)
	for _, n := range [...]uint64{c.Commit, c.NextNode, c.NextRel, c.Nodes, c.Relationships} {
		dst = binary.AppendUvarint(dst, n)
	}
	for _, names := range [...][]string{c.Labels, c.Properties, c.Types} {
		dst = binary.AppendUvarint(dst, uint64(len(names)))
		for _, name := range names {
			dst = appendText(dst, name)
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(c.LabelSets)))
	for _, set := range c.LabelSets {
		dst = appendIDs(dst, set)
	}
	dst = appendSchema(dst, c)
	dst = binary.AppendUvarint(dst, uint64(len(c.Meta)))
	for i := range c.Meta {
		m := &c.Meta[i]
		dst = appendText(appendText(dst, m.Space), m.Key)
		dst = append(binary.AppendUvarint(dst, uint64(len(m.Value))), m.Value...)
	}
	return dst
}

func appendSchema(dst []byte, c *engine.Catalog) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(c.Indexes)))
	for i := range c.Indexes {
		spec := &c.Indexes[i]
		dst = append(dst, spec.Code())
		dst = binary.AppendUvarint(dst, uint64(spec.Label))
		dst = binary.AppendUvarint(dst, uint64(spec.Type))
		dst = appendIDs(dst, spec.Properties)
		if spec.Named() {
			dst = appendNamed(dst, spec)
		}
		for _, path := range spec.Paths {
			dst = binary.AppendUvarint(dst, uint64(len(path)))
			for _, key := range path {
				dst = appendText(dst, key)
			}
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(c.Constraints)))
	for i := range c.Constraints {
		spec := &c.Constraints[i]
		dst = append(dst, byte(spec.Kind))
		dst = binary.AppendUvarint(dst, uint64(spec.Label))
		dst = appendIDs(dst, spec.Properties)
		dst = appendText(dst, spec.DataType)
	}
	return dst
}

// appendNamed encodes what only an index with a name has.
func appendNamed(dst []byte, spec *engine.IndexSpec) []byte {
	dst = append(appendText(dst, spec.Name), byte(spec.Match))
	dst = appendIDs(dst, spec.Labels)
	dst = appendIDs(dst, spec.Types)
	if spec.IsVector() {
		v := &spec.Vector
		dst = append(binary.AppendUvarint(dst, uint64(v.Dimension)), byte(v.Metric))
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, v.Capacity), v.Resize)
		dst = appendText(dst, v.Scalar)
	}
	return dst
}

func decodeNamed(d *decoder, c *engine.Catalog, spec *engine.IndexSpec) {
	spec.Name, spec.Match = d.text(), engine.Match(d.byte())
	spec.Labels = decodeIDs[engine.LabelID](d, len(c.Labels))
	spec.Types = decodeIDs[engine.TypeID](d, len(c.Types))
	if spec.IsVector() {
		v := &spec.Vector
		v.Dimension, v.Metric = int(min(d.uvarint(), 1<<31-1)), vector.Metric(d.byte())
		v.Capacity, v.Resize = d.uvarint(), d.uvarint()
		v.Scalar = d.text()
	}
}

// decodePaths reads the paths of n properties.
func decodePaths(d *decoder, n int) [][]string {
	paths := make([][]string, n)
	for i := range paths {
		for range d.count(1) {
			paths[i] = append(paths[i], d.text())
		}
	}
	return paths
}

func appendIDs[T ~uint32](dst []byte, ids []T) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(ids)))
	for _, id := range ids {
		dst = binary.AppendUvarint(dst, uint64(id))
	}
	return dst
}

func decodeCatalog(b []byte) (*engine.Catalog, error) {
	d := &decoder{b: b}
	c := &engine.Catalog{UUID: d.text()}
	for _, n := range [...]*uint64{&c.Commit, &c.NextNode, &c.NextRel, &c.Nodes, &c.Relationships} {
		*n = d.uvarint()
	}
	for _, names := range [...]*[]string{&c.Labels, &c.Properties, &c.Types} {
		*names = make([]string, d.count(1))
		for i := range *names {
			(*names)[i] = d.text()
		}
	}
	c.LabelSets = make([][]engine.LabelID, d.count(1))
	for i := range c.LabelSets {
		c.LabelSets[i] = decodeIDs[engine.LabelID](d, len(c.Labels))
	}
	decodeSchema(d, c)
	c.Meta = make([]engine.MetaEntry, d.count(3))
	for i := range c.Meta {
		c.Meta[i] = engine.MetaEntry{Space: d.text(), Key: d.text()}
		c.Meta[i].Value = append([]byte(nil), d.bytes(d.count(1))...)
	}
	return c, d.end()
}

func decodeSchema(d *decoder, c *engine.Catalog) {
	c.Indexes = make([]engine.IndexSpec, d.count(4))
	for i := range c.Indexes {
		spec := &c.Indexes[i]
		spec.SetCode(d.byte())
		spec.Label = decodeID[engine.LabelID](d, len(c.Labels))
		spec.Type = decodeID[engine.TypeID](d, len(c.Types))
		spec.Properties = decodeIDs[engine.PropertyID](d, len(c.Properties))
		if spec.Named() {
			decodeNamed(d, c, spec)
		} else if spec.Kind == engine.IndexNested {
			spec.Paths = decodePaths(d, len(spec.Properties))
		}
	}
	c.Constraints = make([]engine.ConstraintSpec, d.count(4))
	for i := range c.Constraints {
		c.Constraints[i] = engine.ConstraintSpec{
			Kind:       engine.ConstraintKind(d.byte()),
			Label:      decodeID[engine.LabelID](d, len(c.Labels)),
			Properties: decodeIDs[engine.PropertyID](d, len(c.Properties)),
			DataType:   d.text(),
		}
	}
}

// decodeID reads an id below limit; 0 is always allowed, for it also stands for none.
func decodeID[T ~uint32](d *decoder, limit int) T {
	id := d.uvarint()
	if id > 0 && id >= uint64(limit) {
		d.fail("a name that the catalog does not have")
	}
	return T(id)
}

func decodeIDs[T ~uint32](d *decoder, limit int) []T {
	ids := make([]T, d.count(1))
	for i := range ids {
		ids[i] = decodeID[T](d, limit)
	}
	return ids
}
