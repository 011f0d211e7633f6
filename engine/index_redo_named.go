package engine

import (
	"strings"

	"memgraphd/engine/vector"
)

// namedRedo is indexRedo for an index that is known by its name.
func (db *Database) namedRedo(spec *IndexSpec, drop bool) []byte {
	r := redoWriter{}
	if drop {
		r.op(opDropNamed)
		r.buf = append(r.buf, byte(spec.Kind))
		r.text(spec.Name)
		return r.buf
	}
	labels, types := make([]uint64, len(spec.Labels)), make([]uint64, len(spec.Types))
	for i, label := range spec.Labels {
		labels[i] = r.name(opLabel, uint32(label), &db.labels)
	}
	for i, typ := range spec.Types {
		types[i] = r.name(opType, uint32(typ), &db.types)
	}
	keys := r.keys(db, spec.Properties)
	r.op(opCreateNamed)
	r.buf = append(r.buf, byte(spec.Kind))
	r.text(spec.Name)
	r.buf = append(r.buf, byte(spec.Match))
	r.list(labels)
	r.list(types)
	r.list(keys)
	if spec.IsVector() {
		r.vector(&spec.Vector)
	}
	return r.buf
}

func (r *redoWriter) vector(c *vector.Config) {
	r.uint(uint64(c.Dimension))
	r.buf = append(r.buf, byte(c.Metric))
	r.uint(c.Capacity)
	r.uint(c.Resize)
	r.text(c.Scalar)
}

// nextNamed decodes the creation of an index that is known by its name.
func (r *redoReader) nextNamed() {
	op := &r.op
	op.kind, op.text = r.byte(), r.text()
	op.match = r.byte()
	op.labels = r.refsTo(opLabel, op.labels[:0])
	op.types = r.refsTo(opType, op.types[:0])
	op.list = r.refs(opKey)
	if kind := IndexKind(op.kind); kind == IndexVector || kind == IndexVectorRel {
		op.vector.Dimension = int(min(r.uint(), 1<<31-1))
		op.vector.Metric = vector.Metric(r.byte())
		op.vector.Capacity, op.vector.Resize = r.uint(), r.uint()
		op.vector.Scalar = r.text()
	}
}

// namedSpec returns what nextNamed has decoded.
func (r *replayer) namedSpec(op *redoOp) IndexSpec {
	spec := IndexSpec{
		Kind: IndexKind(op.kind), Name: strings.Clone(op.text), Match: Match(op.match),
		Labels: r.labelsOf(op.labels), Properties: r.keysOf(op.list), Vector: op.vector,
	}
	for _, n := range op.types {
		spec.Types = append(spec.Types, r.types[n])
	}
	spec.Vector.Scalar = strings.Clone(op.vector.Scalar)
	return spec
}
