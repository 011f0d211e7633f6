package vector

// Query looks for vectors that are near to one.
type Query struct {
	cfg     *Config
	v       []float32
	inverse float32 // Cos: 1 / length; 0: there is none
}

// NewQuery returns a query for what is near to v, which is of the configuration's
// dimension and is kept.
func NewQuery(cfg *Config, v []float32) *Query {
	return &Query{cfg: cfg, v: v, inverse: inverseLength(v)}
}

// Distance returns the distance of a vector of the same dimension.
func (q *Query) Distance(v []float32) float64 { return q.cfg.Metric.distance(q.v, v) }

// Scan offers the vectors of a block to top, under their row plus base. Rows whose
// bit is set in skip are passed over; skip may be nil.
func (q *Query) Scan(b *Block, base uint64, skip []uint64, top *Top) {
	for i, row := range b.rows {
		if skip != nil && skip[row>>6]&(1<<(row&63)) != 0 {
			continue
		}
		top.Offer(Hit{ID: base + uint64(row), Distance: q.about(b, i)})
	}
}

// about is Distance of a vector of a block, in float32 where that is a loop of its own.
func (q *Query) about(b *Block, i int) float64 {
	v := b.at(i)
	switch q.cfg.Metric {
	case L2sq:
		return float64(l2sq(q.v, v))
	case IP:
		return float64(1 - dot(q.v, v))
	case Cos:
		if q.inverse == 0 || b.inverse[i] == 0 {
			return q.Distance(v)
		}
		return float64(1 - dot(q.v, v)*q.inverse*b.inverse[i])
	}
	return q.Distance(v)
}
