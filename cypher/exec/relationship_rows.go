package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// relationshipRows hands on relationships with their ends, in both directions if
// the pattern has none.
type relationshipRows struct {
	rel, from, to batch.Slot
	undirected    bool

	found engine.Relationships // those that were read last
	pos   int                  // of found
	back  bool                 // found[pos] was handed on in its own direction already

	rels, froms, tos column.Column
}

func (r *relationshipRows) own() []batch.Slot { return []batch.Slot{r.rel, r.from, r.to} }

// clear forgets what was read.
func (r *relationshipRows) clear() {
	f := &r.found
	f.ID, f.From, f.To, f.Type = f.ID[:0], f.From[:0], f.To[:0], f.Type[:0]
	r.pos, r.back = 0, false
}

// begin empties the columns.
func (r *relationshipRows) begin() {
	r.rels.Reset(column.Relationship, 0)
	r.froms.Reset(column.Node, 0)
	r.tos.Reset(column.Node, 0)
}

// done reports whether all that was read is handed on.
func (r *relationshipRows) done() bool { return r.pos == len(r.found.ID) }

// emit hands on up to room rows and returns their number.
func (r *relationshipRows) emit(room int) int {
	if !r.undirected {
		return r.emitAll(room)
	}
	n := 0
	for n < room && r.pos < len(r.found.ID) {
		from, to := r.found.From[r.pos], r.found.To[r.pos]
		if r.back {
			from, to = to, from
		}
		r.rels.IDs = append(r.rels.IDs, r.found.ID[r.pos])
		r.froms.IDs, r.tos.IDs = append(r.froms.IDs, from), append(r.tos.IDs, to)
		n++
		if !r.back && from != to {
			r.back = true
			continue
		}
		r.back = false
		r.pos++
	}
	r.rels.N, r.froms.N, r.tos.N = r.rels.N+n, r.froms.N+n, r.tos.N+n
	return n
}

// emitAll is emit for a pattern with a direction.
func (r *relationshipRows) emitAll(room int) int {
	n := min(room, len(r.found.ID)-r.pos)
	end := r.pos + n
	r.rels.IDs = append(r.rels.IDs, r.found.ID[r.pos:end]...)
	r.rels.N += n
	if r.from != batch.None {
		r.froms.IDs = append(r.froms.IDs, r.found.From[r.pos:end]...)
		r.froms.N += n
	}
	if r.to != batch.None {
		r.tos.IDs = append(r.tos.IDs, r.found.To[r.pos:end]...)
		r.tos.N += n
	}
	r.pos = end
	return n
}

// endless reports whether nobody wants to know the ends.
func (r *relationshipRows) endless() bool {
	return r.from == batch.None && r.to == batch.None && !r.undirected
}

// lookUp makes found the relationships ids with their ends.
func (r *relationshipRows) lookUp(x *Execution, ids []uint64) {
	f := &r.found
	f.ID = append(f.ID, ids...)
	if r.endless() {
		return
	}
	f.From = append(f.From, ids...)
	f.To = append(f.To, ids...)
	x.ctx.Txn.Endpoints(ids, f.From, f.To, nil)
}

// set puts the columns into the output.
func (r *relationshipRows) set(o *output) {
	o.set(r.rel, &r.rels)
	o.set(r.from, &r.froms)
	o.set(r.to, &r.tos)
}
