package engine

// indexRedo is the redo record of the creation or the end of an index.
func (db *Database) indexRedo(code byte, spec *IndexSpec) []byte {
	if spec.Named() {
		return db.namedRedo(spec, code == opDropIndex)
	}
	r := redoWriter{}
	label, typ := uint64(0), uint64(0)
	if spec.hasLabel() {
		label = r.name(opLabel, uint32(spec.Label), &db.labels) + 1
	}
	if spec.hasType() {
		typ = r.name(opType, uint32(spec.Type), &db.types) + 1
	}
	keys := r.keys(db, spec.Properties)
	r.op(code)
	r.buf = append(r.buf, spec.Code())
	r.uint(label)
	r.uint(typ)
	r.list(keys)
	if spec.Kind == IndexNested {
		r.paths(spec.Paths)
	}
	return r.buf
}

// constraintRedo is the redo record of the creation or the end of a constraint.
func (db *Database) constraintRedo(code byte, spec *ConstraintSpec) []byte {
	r := redoWriter{}
	label := r.name(opLabel, uint32(spec.Label), &db.labels)
	keys := r.keys(db, spec.Properties)
	r.op(code)
	r.buf = append(r.buf, byte(spec.Kind))
	r.uint(label)
	r.list(keys)
	r.text(spec.DataType)
	return r.buf
}

func (r *redoWriter) keys(db *Database, keys []PropertyID) []uint64 {
	local := make([]uint64, len(keys))
	for i, key := range keys {
		local[i] = r.name(opKey, uint32(key), &db.props)
	}
	return local
}

func (r *redoWriter) list(numbers []uint64) {
	r.uint(uint64(len(numbers)))
	for _, n := range numbers {
		r.uint(n)
	}
}
