package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/engine/column"
)

// manyBatches is how many batches of relationships are created at once: the more, the
// less of what an insertion touches is touched for it alone.
const manyBatches = 64

// wave is relationships that are to be created at once.
type wave struct {
	from, to []uint64
	props    []column.Column // one a key
	charge   int64
}

func (w *wave) len() int { return len(w.from) }

// empty forgets what is in the wave, and keeps its memory.
func (w *wave) empty() {
	w.from, w.to = w.from[:0], w.to[:0]
	for i := range w.props {
		w.props[i].Reset(column.Null, 0)
	}
}

// free empties the wave for good.
func (w *wave) free(x *Execution) {
	w.empty()
	x.ctx.Memory.Release(w.charge)
	w.charge = 0
	clear(w.props) // they may hold on to large blocks of text
}

// add keeps what the rows of a batch ask for, and reports whether that is enough: the wave has
// its size, or the query may not have the memory for more.
func (w *wave) add(x *Execution, maker *relationshipMaker, b *batch.Batch) (full bool, err error) {
	sel := b.Rows()
	if err := maker.ends(b, sel); err != nil {
		return false, eval.Locate(maker.pos, err)
	}
	w.from = append(w.from, maker.fromIDs.ids...)
	w.to = append(w.to, maker.toIDs.ids...)
	if maker.props != nil {
		if err := w.addProperties(x, maker.props, b, sel); err != nil {
			return false, eval.Locate(maker.pos, err)
		}
	}
	return w.len() >= manyBatches*x.batchSize || !w.mayKeep(x), nil
}

func (w *wave) addProperties(x *Execution, p *properties, b *batch.Batch, sel []int32) error {
	if w.props == nil {
		w.props = make([]column.Column, len(p.kernels))
	}
	for i, k := range p.kernels {
		c, err := k.Eval(&x.ctx, b, sel)
		if err != nil {
			return err
		}
		w.props[i].AppendRows(c, sel)
	}
	return nil
}

// mayKeep reports whether the query may have the memory for what is kept. Without it
// relationships are created batch by batch.
func (w *wave) mayKeep(x *Execution) bool {
	const endsBytes, valueBytes = 24, 24
	return x.charge(&w.charge, int64(w.len()*(endsBytes+valueBytes*len(w.props)))) == nil
}
