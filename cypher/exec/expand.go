package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// expand is plan.Expand: the hops of a batch of nodes at once, and the columns
// that are live gathered for them.
type expand struct {
	input    *node
	spec     *plan.Expand
	types    typeTest
	labels   *labelTest // of the node that is reached, nil: any
	distinct []batch.Slot
	wantRel  bool
	out      output
	ramp     ramp
	rel, to  column.Column

	in     *batch.Batch
	from   nodeIDs
	target nodeIDs  // Into: the ends to be reached, by row of from
	near   near     // Into: tells most pairs of ends without a relationship
	early  bool     // Into: near was asked by the hop below
	ahead  *closing // not Into: the hop above that closes a circle, nil: none
	cursor engine.ExpandCursor
	done   bool // the cursor is at the end of in
	hops   engine.Hops
	pos    int // of hops that were handed on
	sets   labelSets
	rows   []int32 // scratch
	gaps   gaps
}

func (b *builder) expand(p *plan.Expand) (operator, error) {
	if op, err := b.frontier(p); op != nil || err != nil {
		return op, err
	}
	if scan := b.asScan(p); scan != nil {
		return b.relationshipScan(scan, b.program.leaf == p.Input)
	}
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	e := &expand{input: input, spec: p, distinct: p.Distinct, ramp: ramp{first: b.ramp}}
	e.types = typeTest{planned: p.Types, names: p.TypeNames, none: p.NoTypes}
	live := b.live(p)
	own := []batch.Slot{p.Rel}
	if !p.Into {
		own = append(own, p.To)
	}
	e.out = newOutput(live, own...)
	e.wantRel = p.Rel != batch.None && contains(live, p.Rel) || len(p.Distinct) > 0
	if p.Into {
		e.near.possible = !b.program.plan.Writes
		e.closes()
	}
	e.labels, err = b.labelTest(p.ToLabels)
	return e, err
}

// asScan returns a scan of all relationships for a hop that starts at every node
// and of which only the relationship is wanted: their table is read in order,
// where adjacency jumps about in it.
func (b *builder) asScan(p *plan.Expand) *plan.RelationshipScan {
	nodes, ok := p.Input.(*plan.NodeScan)
	if !ok || nodes.Labels != nil || nodes.Node != p.From || p.ToLabels != nil || p.Into || p.Optional ||
		len(p.Distinct) > 0 || p.NoTypes || b.program.plan.HopsLimit != nil {
		return nil
	}
	if _, ok := nodes.Input.(*plan.Once); !ok || len(p.Live) != 1 || p.Live[0] != p.Rel {
		return nil
	}
	scan := &plan.RelationshipScan{
		Rel: p.Rel, From: batch.None, To: batch.None, Undirected: p.Direction == engine.Both, Types: p.Types, TypeNames: p.TypeNames,
	}
	scan.Input, scan.Base = nodes.Input, p.Base
	return scan
}

func (e *expand) reset(x *Execution) error {
	e.in = nil
	e.ramp.reset(x)
	e.types.reset(x)
	return e.input.reset(x)
}

func (e *expand) close(*Execution) { e.near.forget() }

func (e *expand) next(x *Execution) (*batch.Batch, error) {
	e.out.begin(x)
	e.rel.Reset(column.Relationship, 0)
	e.to.Reset(column.Node, 0)
	target := e.ramp.next()
	for e.out.n() < target {
		if e.in == nil {
			if ok, err := e.pull(x); err != nil {
				return nil, err
			} else if !ok {
				break
			}
		}
		if e.pos == len(e.hops.To) && !e.done {
			if err := e.hop(x, e.out.room(target)); err != nil {
				return nil, err
			}
		}
		e.emit(e.out.room(target))
		if e.done && e.pos == len(e.hops.To) && e.finish(e.out.room(target)) {
			e.in = nil
		}
	}
	if e.wantRel {
		e.out.set(e.spec.Rel, &e.rel)
	}
	if !e.spec.Into {
		e.out.set(e.spec.To, &e.to)
	}
	return e.out.batch(), nil
}

// pull takes the next batch of the input; false at its end.
func (e *expand) pull(x *Execution) (bool, error) {
	in, err := e.input.next(x)
	if err != nil || in == nil {
		return false, err
	}
	e.in, e.done, e.pos, e.cursor = in, false, 0, engine.ExpandCursor{}
	e.clear()
	if err := e.collect(in); err != nil {
		return false, err
	}
	if e.types.nothing {
		e.from.ids, e.from.rows = e.from.ids[:0], e.from.rows[:0]
	}
	if e.spec.Optional {
		e.gaps.begin(in.Rows())
	}
	if e.labels != nil {
		return true, e.labels.prepare(x, in, in.Rows())
	}
	return true, nil
}

func (e *expand) clear() {
	e.hops.Row, e.hops.Rel, e.hops.To = e.hops.Row[:0], e.hops.Rel[:0], e.hops.To[:0]
}

// collect reads the nodes to start at and, if Into, to end at.
func (e *expand) collect(in *batch.Batch) error {
	sel := in.Rows()
	if e.spec.Into {
		if err := e.target.collect(in.Cols[e.spec.To], sel); err != nil {
			return err
		}
		sel = e.target.rows
	}
	if err := e.from.collect(in.Cols[e.spec.From], sel); err != nil {
		return err
	}
	if e.spec.Into && len(e.from.rows) < len(e.target.rows) {
		return e.target.collect(in.Cols[e.spec.To], e.from.rows)
	}
	return nil
}

// hop follows the next relationships, at least one if there is any left, and
// drops what the pattern does not allow.
func (e *expand) hop(x *Execution, room int) error {
	e.clear()
	e.pos = 0
	txn, dir := x.ctx.Txn, e.spec.Direction
	room = x.hopRoom(room)
	switch {
	case room == 0:
		e.done = true
	case e.spec.Into:
		e.dropFar(txn)
		txn.ExpandInto(e.from.ids, e.target.ids, dir, e.types.ids, &e.hops)
		e.done = true
	default:
		e.done = txn.Expand(&e.cursor, e.from.ids, dir, e.types.ids, e.wantRel, room, &e.hops)
	}
	if err := x.hopped(len(e.hops.To)); err != nil {
		return err
	}
	for i, r := range e.hops.Row {
		e.hops.Row[i] = e.from.rows[r]
	}
	if e.ahead != nil {
		e.dropDeadEnds(txn)
	}
	e.dropRepeated()
	e.dropUnlabelled(x)
	return nil
}

// dropFar drops pairs of ends that have no relationship in between.
func (e *expand) dropFar(txn *engine.Txn) {
	if !e.near.possible || e.early || len(e.from.ids) < nearLeast {
		return
	}
	picked := e.near.pick(txn, e.spec.Direction, e.types.ids, e.from.ids, e.target.ids)
	for n, i := range picked {
		e.from.ids[n], e.from.rows[n], e.target.ids[n] = e.from.ids[i], e.from.rows[i], e.target.ids[i]
	}
	e.from.ids, e.from.rows, e.target.ids = e.from.ids[:len(picked)], e.from.rows[:len(picked)], e.target.ids[:len(picked)]
}

// dropDeadEnds drops hops to nodes from which the next hop would not close the circle.
func (e *expand) dropDeadEnds(txn *engine.Txn) {
	picked, ok := e.ahead.pick(txn, e.in, &e.hops)
	if !ok {
		return
	}
	for n, i := range picked {
		e.keep(n, int(i))
	}
	e.truncate(len(picked))
}

// dropRepeated drops hops over relationships that the pattern has used already.
func (e *expand) dropRepeated() {
	for _, s := range e.distinct {
		c := e.in.Cols[s]
		if c == nil {
			continue
		}
		n := 0
		for i, rel := range e.hops.Rel {
			e.keep(n, i)
			if !holdsRelationship(c, int(e.hops.Row[i]), rel) {
				n++
			}
		}
		e.truncate(n)
	}
}

// holdsRelationship reports whether row i of a column is a relationship, or a
// list with it.
func holdsRelationship(c *column.Column, i int, rel uint64) bool {
	if c.Type == column.Relationship {
		return c.IDs[i] == rel && !c.IsNull(i)
	}
	return valueHolds(c.Value(i), rel)
}

func (e *expand) dropUnlabelled(x *Execution) {
	if e.labels == nil || len(e.hops.To) == 0 {
		return
	}
	sets := e.sets.of(x, e.hops.To)
	n := 0
	for i := range sets {
		e.keep(n, i)
		if e.labels.filter(x, e.hops.Row[i]).Matches(sets[i]) {
			n++
		}
	}
	e.truncate(n)
}

// keep moves hop i to place n.
func (e *expand) keep(n, i int) {
	e.hops.Row[n], e.hops.To[n] = e.hops.Row[i], e.hops.To[i]
	if len(e.hops.Rel) > i {
		e.hops.Rel[n] = e.hops.Rel[i]
	}
}

func (e *expand) truncate(n int) {
	e.hops.Row, e.hops.To = e.hops.Row[:n], e.hops.To[:n]
	e.hops.Rel = e.hops.Rel[:min(n, len(e.hops.Rel))]
}

// emit hands on up to room hops, with the rows in front that have none if the
// hop is optional.
func (e *expand) emit(room int) {
	if e.spec.Optional {
		e.emitOptional(room)
		return
	}
	n := min(room, len(e.hops.To)-e.pos)
	if n == 0 {
		return
	}
	end := e.pos + n
	e.out.take(e.in, e.hops.Row[e.pos:end])
	if e.wantRel {
		e.rel.IDs = append(e.rel.IDs, e.hops.Rel[e.pos:end]...)
		e.rel.N += n
	}
	e.to.IDs = append(e.to.IDs, e.hops.To[e.pos:end]...)
	e.to.N += n
	e.pos = end
}

// finish hands on what is left of the rows without hops, and reports whether
// the input batch is done with.
func (e *expand) finish(room int) bool {
	if !e.spec.Optional {
		return true
	}
	e.rows = e.gaps.rest(room, e.rows[:0])
	e.emitGaps()
	return e.gaps.done()
}

func (e *expand) emitOptional(room int) {
	for room > 0 && e.pos < len(e.hops.To) {
		row := e.hops.Row[e.pos]
		if e.rows = e.gaps.before(row, room, e.rows[:0]); len(e.rows) > 0 {
			e.emitGaps()
			room -= len(e.rows)
			continue
		}
		end := e.pos + 1
		for end < len(e.hops.To) && e.hops.Row[end] == row && end-e.pos < room {
			end++
		}
		e.out.take(e.in, e.hops.Row[e.pos:end])
		for i := e.pos; i < end; i++ {
			if e.wantRel {
				e.rel.Append(value.RelationshipRef(e.hops.Rel[i]))
			}
			e.to.Append(value.NodeRef(e.hops.To[i]))
		}
		room -= end - e.pos
		e.pos = end
	}
}

// emitGaps hands on rows without a hop.
func (e *expand) emitGaps() {
	if len(e.rows) == 0 {
		return
	}
	e.out.take(e.in, e.rows)
	if e.wantRel {
		e.rel.AppendNulls(len(e.rows))
	}
	e.to.AppendNulls(len(e.rows))
}
