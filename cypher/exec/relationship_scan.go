package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// relationshipSource finds the relationships for the rows of an input, batch by
// batch.
type relationshipSource interface {
	reset(x *Execution)
	// prepare is called for each batch of the input.
	prepare(x *Execution, b *batch.Batch, sel []int32) error
	// begin starts with a row.
	begin(x *Execution, row int32) error
	// read appends relationships to found, and reports false at the end of the row.
	read(x *Execution, found *relationshipRows) (more bool)
}

// relationshipOp is plan.RelationshipScan, RelationshipIndexSeek or
// RelationshipByID.
type relationshipOp struct {
	feed   feed
	source relationshipSource
	rows   relationshipRows
	out    output
	ramp   ramp
	more   bool
}

func (b *builder) relationships(p, in plan.Operator, rows relationshipRows, source relationshipSource) (operator, error) {
	input, err := b.operator(in)
	if err != nil {
		return nil, err
	}
	o := &relationshipOp{feed: feed{input: input}, source: source, rows: rows, ramp: ramp{first: b.ramp}}
	o.out = newOutput(b.live(p), rows.own()...)
	return o, nil
}

func (o *relationshipOp) reset(x *Execution) error {
	o.more = false
	o.rows.clear()
	o.ramp.reset(x)
	o.source.reset(x)
	return o.feed.reset(x)
}

func (o *relationshipOp) next(x *Execution) (*batch.Batch, error) {
	o.out.begin(x)
	o.rows.begin()
	for target := o.ramp.next(); o.out.n() < target; {
		switch {
		case !o.rows.done():
			o.out.note(o.feed.row(), o.rows.emit(o.out.room(target)))
			continue
		case o.more:
			o.rows.clear()
			o.more = o.source.read(x, &o.rows)
			continue
		}
		if err := o.advance(x); err != nil {
			return nil, err
		}
		if o.feed.in == nil {
			break
		}
	}
	o.feed.flush(&o.out)
	o.rows.set(&o.out)
	return o.out.batch(), nil
}

func (o *relationshipOp) advance(x *Execution) error {
	fresh, err := o.feed.next(x, &o.out)
	if err != nil || o.feed.in == nil {
		return err
	}
	if fresh {
		if err := o.source.prepare(x, o.feed.in, o.feed.rows); err != nil {
			return err
		}
	}
	o.more = true
	return o.source.begin(x, o.feed.row())
}

// relationshipScan reads all relationships of some types, chunk by chunk.
type relationshipScan struct {
	types         typeTest
	chunk, chunks int
	shared        bool // chunks are shared with other workers
}

func (b *builder) relationshipScan(p *plan.RelationshipScan, shared bool) (operator, error) {
	return b.relationships(p, p.Input,
		relationshipRows{rel: p.Rel, from: p.From, to: p.To, undirected: p.Undirected},
		&relationshipScan{shared: shared, types: typeTest{planned: p.Types, names: p.TypeNames, none: len(p.TypeNames) > 0 && len(p.Types) == 0}})
}

func (s *relationshipScan) reset(x *Execution) { s.types.reset(x) }

func (s *relationshipScan) prepare(*Execution, *batch.Batch, []int32) error { return nil }

func (s *relationshipScan) begin(x *Execution, _ int32) error {
	s.chunk, s.chunks = 0, x.ctx.Txn.RelationshipChunks()
	if s.types.nothing {
		s.chunks = 0
	}
	return nil
}

func (s *relationshipScan) read(x *Execution, found *relationshipRows) bool {
	if s.chunk == s.chunks {
		return false
	}
	if s.shared {
		chunk, ok := x.given.morsels.take(&x.given.morsels.relationships, x.ctx.Pass)
		if ok {
			s.scan(x, chunk, found)
		}
		return ok
	}
	s.scan(x, s.chunk, found)
	s.chunk++
	return s.chunk < s.chunks
}

func (s *relationshipScan) scan(x *Execution, chunk int, found *relationshipRows) {
	if found.endless() {
		found.found.ID = x.ctx.Txn.ScanRelationshipIDs(chunk, s.types.ids, found.found.ID)
		return
	}
	x.ctx.Txn.ScanRelationships(chunk, s.types.ids, &found.found)
}

// relationshipSeek reads stretches of an index.
type relationshipSeek struct {
	seek seek
	more bool
	ids  []uint64
}

func (b *builder) relationshipSeek(p *plan.RelationshipIndexSeek) (operator, error) {
	s := &relationshipSeek{}
	var err error
	if s.seek, err = b.seek(p.Index, &p.Keys); err != nil {
		return nil, err
	}
	return b.relationships(p, p.Input,
		relationshipRows{rel: p.Rel, from: p.From, to: p.To, undirected: p.Undirected}, s)
}

func (s *relationshipSeek) reset(*Execution) {}

func (s *relationshipSeek) prepare(x *Execution, b *batch.Batch, sel []int32) error {
	return s.seek.prepare(x, b, sel)
}

func (s *relationshipSeek) begin(_ *Execution, row int32) (err error) {
	s.more, err = s.seek.begin(row)
	return err
}

func (s *relationshipSeek) read(x *Execution, found *relationshipRows) bool {
	if !s.more {
		return false
	}
	s.ids, s.more = s.seek.next(x, column.BatchSize, s.ids[:0])
	found.lookUp(x, s.ids)
	return s.more
}

// relationshipByID looks relationships up by their ids.
type relationshipByID struct{ ids idReader }

func (b *builder) relationshipByID(p *plan.RelationshipByID) (operator, error) {
	s := &relationshipByID{ids: idReader{many: p.Many, elementID: p.ElementID}}
	var err error
	if s.ids.kernel, err = b.kernel(p.ID); err != nil {
		return nil, err
	}
	return b.relationships(p, p.Input,
		relationshipRows{rel: p.Rel, from: p.From, to: p.To, undirected: p.Undirected}, s)
}

func (s *relationshipByID) reset(*Execution) {}

func (s *relationshipByID) prepare(x *Execution, b *batch.Batch, sel []int32) error {
	return s.ids.prepare(x, b, sel)
}

func (s *relationshipByID) begin(_ *Execution, row int32) error {
	s.ids.begin(row)
	return nil
}

func (s *relationshipByID) read(x *Execution, found *relationshipRows) bool {
	n := min(len(s.ids.rest), column.BatchSize)
	ids := s.ids.rest[:n]
	s.ids.rest = s.ids.rest[n:]
	kept := ids[:0]
	for _, id := range ids {
		if x.ctx.Txn.RelationshipExists(id) {
			kept = append(kept, id)
		}
	}
	found.lookUp(x, kept)
	return len(s.ids.rest) > 0
}
