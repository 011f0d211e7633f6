package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// scanCache is how many nodes a scan remembers between rows of the same batch.
const scanCache = 4096

// nodeScan is plan.NodeScan: chunk by chunk, all nodes that pass the label test,
// for each row of the input.
type nodeScan struct {
	feed  feed
	slot  batch.Slot
	test  *labelTest // nil: all nodes
	out   output
	ramp  ramp
	nodes column.Column

	shared        bool     // chunks are shared with other workers
	chunk, chunks int      // to be read next for the current row
	ids           []uint64 // of the chunk that was read last
	pos           int      // in ids
	cache         []uint64 // what was found for the first row of the batch
	caching       bool     // the cache is being filled
	cached        bool     // the cache is complete
}

func (b *builder) nodeScan(p *plan.NodeScan) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	s := &nodeScan{feed: feed{input: input}, slot: p.Node, ramp: ramp{first: b.ramp}, shared: b.program.leaf == p}
	s.out = newOutput(b.live(p), p.Node)
	s.test, err = b.labelTest(p.Labels)
	return s, err
}

func (s *nodeScan) reset(x *Execution) error {
	s.chunk, s.chunks, s.pos, s.ids = 0, 0, 0, s.ids[:0]
	s.ramp.reset(x)
	return s.feed.reset(x)
}

func (s *nodeScan) next(x *Execution) (*batch.Batch, error) {
	if s.test != nil && s.test.spec.Never && !x.program.plan.Writes {
		return nil, nil
	}
	s.out.begin(x)
	s.nodes.Reset(column.Node, 0)
	for target := s.ramp.next(); s.out.n() < target; {
		if s.pos == len(s.ids) {
			// A batch that is nearly full is handed on rather than mixed with the next chunk.
			if s.out.n() > target/2 && len(s.feed.rows) == 1 {
				break
			}
			if err := s.read(x); err != nil {
				return nil, err
			}
			if s.feed.in == nil {
				break
			}
			continue
		}
		n := min(s.out.room(target), len(s.ids)-s.pos)
		s.nodes.IDs = append(s.nodes.IDs, s.ids[s.pos:s.pos+n]...)
		s.nodes.N += n
		s.pos += n
		s.out.note(s.feed.row(), n)
	}
	s.feed.flush(&s.out)
	s.out.set(s.slot, &s.nodes)
	return s.out.batch(), nil
}

// read reads the next chunk, or goes on to the next row.
func (s *nodeScan) read(x *Execution) error {
	s.pos, s.ids = 0, s.ids[:0]
	if chunk, ok := s.nextChunk(x); ok {
		s.ids = x.ctx.Txn.ScanNodes(chunk, s.filter(x), s.ids)
		s.remember()
		return nil
	}
	s.cached, s.caching = s.cached || s.caching, false
	fresh, err := s.feed.next(x, &s.out)
	if err != nil || s.feed.in == nil {
		s.chunks = 0
		return err
	}
	s.chunk, s.chunks = 0, x.ctx.Txn.NodeChunks()
	if !fresh {
		if s.cached {
			s.ids, s.chunk = append(s.ids, s.cache...), s.chunks
		}
		return nil
	}
	s.cache, s.cached = s.cache[:0], false
	s.caching = len(s.feed.rows) > 1 && (s.test == nil || len(s.test.dynamic) == 0)
	if s.test != nil {
		return s.test.prepare(x, s.feed.in, s.feed.rows)
	}
	return nil
}

// nextChunk returns the next chunk for the current row; false at its end.
func (s *nodeScan) nextChunk(x *Execution) (int, bool) {
	if s.feed.in == nil {
		return 0, false
	}
	if s.shared {
		return x.given.morsels.take(&x.given.morsels.nodes, x.ctx.Pass)
	}
	chunk := s.chunk
	s.chunk++
	return chunk, chunk < s.chunks
}

func (s *nodeScan) filter(x *Execution) *engine.LabelFilter {
	if s.test == nil {
		return nil
	}
	return s.test.filter(x, s.feed.row())
}

// remember keeps the chunk for the other rows of the batch.
func (s *nodeScan) remember() {
	if !s.caching {
		return
	}
	if len(s.cache)+len(s.ids) > scanCache {
		s.caching = false
		return
	}
	s.cache = append(s.cache, s.ids...)
}
