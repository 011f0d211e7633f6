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
	input *node
	slot  batch.Slot
	test  *labelTest // nil: all nodes
	out   output
	ramp  ramp
	nodes column.Column

	in      *batch.Batch
	rows    []int32 // of in
	at      int     // in rows
	chunk   int     // to be read next for the current row
	chunks  int
	ids     []uint64 // of the chunk that was read last
	pos     int      // in ids
	cache   []uint64 // what was found for the first row of in
	caching bool     // the cache is being filled
	cached  bool     // the cache is complete
}

func (b *builder) nodeScan(p *plan.NodeScan) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	s := &nodeScan{input: input, slot: p.Node, ramp: ramp{first: b.ramp}}
	s.out = newOutput(b.live(p), p.Node)
	s.test, err = b.labelTest(p.Labels)
	return s, err
}

func (s *nodeScan) reset(x *Execution) error {
	s.in = nil
	s.ramp.reset(x)
	return s.input.reset(x)
}

func (s *nodeScan) next(x *Execution) (*batch.Batch, error) {
	if s.test != nil && s.test.spec.Never && !x.program.plan.Writes {
		return nil, nil
	}
	s.out.begin(x)
	s.nodes.Reset(column.Node, 0)
	target := s.ramp.next()
	for s.out.n() < target {
		if s.in == nil {
			if ok, err := s.pull(x); err != nil {
				return nil, err
			} else if !ok {
				break
			}
		}
		if s.pos == len(s.ids) {
			// A batch that is nearly full is handed on rather than mixed with the next chunk.
			if s.out.n() > target/2 && len(s.rows) == 1 {
				break
			}
			s.read(x)
			continue
		}
		n := min(s.out.room(target), len(s.ids)-s.pos)
		s.nodes.IDs = append(s.nodes.IDs, s.ids[s.pos:s.pos+n]...)
		s.nodes.N += n
		s.pos += n
		s.out.repeat(s.in, s.rows[s.at], n)
	}
	s.out.set(s.slot, &s.nodes)
	return s.out.batch(), nil
}

// pull takes the next batch of the input; false at its end.
func (s *nodeScan) pull(x *Execution) (bool, error) {
	in, err := s.input.next(x)
	if err != nil || in == nil {
		return false, err
	}
	s.in, s.rows, s.at = in, in.Rows(), 0
	if s.test != nil {
		if err := s.test.prepare(x, in, s.rows); err != nil {
			return false, err
		}
	}
	s.cache, s.cached = s.cache[:0], false
	s.caching = len(s.rows) > 1 && (s.test == nil || len(s.test.dynamic) == 0)
	s.begin(x)
	return true, nil
}

// begin starts the scan for the current row.
func (s *nodeScan) begin(x *Execution) {
	s.chunk, s.chunks, s.pos, s.ids = 0, x.ctx.Txn.NodeChunks(), 0, s.ids[:0]
}

// read reads the next chunk, or goes on to the next row.
func (s *nodeScan) read(x *Execution) {
	s.pos, s.ids = 0, s.ids[:0]
	if s.chunk < s.chunks {
		s.ids = x.ctx.Txn.ScanNodes(s.chunk, s.filter(x), s.ids)
		s.chunk++
		s.remember()
		return
	}
	s.cached, s.caching = s.cached || s.caching, false
	if s.at++; s.at == len(s.rows) {
		s.in = nil
		return
	}
	s.begin(x)
	if s.cached {
		s.ids, s.chunk = append(s.ids, s.cache...), s.chunks
	}
}

func (s *nodeScan) filter(x *Execution) *engine.LabelFilter {
	if s.test == nil {
		return nil
	}
	return s.test.filter(x, s.rows[s.at])
}

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
