package main

import (
	"context"

	"github.com/google/uuid"

	"memgraphd/bolt"
	"memgraphd/cypher"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/explain"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// result writes the batches of a Cypher result as Bolt records.
type result struct {
	inner *cypher.Result
	graph graphWriter
	batch *batch.Batch
	rows  []int32 // of batch, not written yet
	ended bool
}

func newResult(r *cypher.Result) *result { return &result{inner: r} }

// Fields returns the names of the columns.
func (r *result) Fields() []string { return r.inner.Columns() }

// fetch makes sure that there are rows to write; false at the end.
func (r *result) fetch(ctx context.Context) (bool, error) {
	for len(r.rows) == 0 {
		if r.ended {
			return false, nil
		}
		b, err := r.inner.Next(ctx)
		if err != nil {
			r.ended = true
			return false, boltError(err)
		}
		if b == nil {
			r.ended = true
			return false, nil
		}
		r.batch, r.rows = b, b.Rows()
	}
	return true, nil
}

// pause tells whether there is more, which the client has to ask for.
func (r *result) pause(ctx context.Context) (bool, error) {
	more, err := r.fetch(ctx)
	if more {
		r.inner.Pause()
	}
	return more, err
}

// Pull writes the next n records.
func (r *result) Pull(ctx context.Context, n int64, w *bolt.RecordWriter) (bool, error) {
	w.SetGraph(&r.graph)
	for n != 0 {
		more, err := r.fetch(ctx)
		if err != nil || !more {
			return false, err
		}
		r.graph.within(r.inner.Txn())
		take := len(r.rows)
		if n > 0 && int64(take) > n {
			take = int(n)
		}
		if err := r.write(w, r.rows[:take]); err != nil {
			return false, err
		}
		r.rows = r.rows[take:]
		if n > 0 {
			n -= int64(take)
		}
	}
	return r.pause(ctx)
}

func (r *result) write(w *bolt.RecordWriter, rows []int32) error {
	slots := r.inner.Slots()
	for _, row := range rows {
		w.BeginRecord(len(slots))
		for _, slot := range slots {
			if err := r.writeCell(w, r.batch.Cols[slot], int(row)); err != nil {
				_ = w.AbortRecord()
				return boltError(err)
			}
		}
		if err := w.EndRecord(); err != nil {
			return err
		}
	}
	return nil
}

func (r *result) writeCell(w *bolt.RecordWriter, c *column.Column, row int) error {
	if c.IsNull(row) {
		w.Null()
		return nil
	}
	switch c.Type {
	case column.Bool:
		w.Bool(c.Bools[row])
	case column.Int:
		w.Int(c.Ints[row])
	case column.Float:
		w.Float(c.Floats[row])
	case column.String:
		w.String(c.Strings[row])
	case column.Node:
		return r.graph.WriteNode(w, c.IDs[row])
	case column.Relationship:
		return r.graph.WriteRelationship(w, c.IDs[row])
	default:
		return w.Value(c.Values[row])
	}
	return nil
}

// Discard drops the next n records.
func (r *result) Discard(ctx context.Context, n int64) (bool, error) {
	for n != 0 {
		more, err := r.fetch(ctx)
		if err != nil || !more {
			return false, err
		}
		take := len(r.rows)
		if n > 0 && int64(take) > n {
			take = int(n)
		}
		r.rows = r.rows[take:]
		if n > 0 {
			n -= int64(take)
		}
	}
	return r.pause(ctx)
}

// Close gives up what was not read.
func (r *result) Close() error {
	r.inner.Close()
	return nil
}

var queryTypes = map[string]bolt.QueryType{"r": bolt.ReadOnly, "w": bolt.WriteOnly, "rw": bolt.ReadWrite}

// runID tells this run of the server from others.
var runID = uuid.NewString()

// Summary describes the execution.
func (r *result) Summary() *bolt.Summary {
	s := r.inner.Summary()
	out := &bolt.Summary{
		Type: queryTypes[s.Type], Database: s.Database, Hops: s.Hops, RunID: runID,
		Timings: &bolt.Timings{Parsing: s.Timings.Parsing, Planning: s.Timings.Planning, Execution: s.Timings.Execution, CostEstimate: s.CostEstimate},
		Counters: bolt.Counters{
			NodesCreated: s.Stats.NodesCreated, NodesDeleted: s.Stats.NodesDeleted,
			RelationshipsCreated: s.Stats.RelationshipsCreated, RelationshipsDeleted: s.Stats.RelationshipsDeleted,
			LabelsAdded: s.Stats.LabelsAdded, LabelsRemoved: s.Stats.LabelsRemoved, PropertiesSet: s.Stats.PropertiesSet,
		},
	}
	for _, n := range s.Notifications {
		note := bolt.Notification{Severity: n.Severity, Code: n.Code, Title: n.Title, Description: n.Description}
		if n.Pos.Line > 0 {
			note.Position = &bolt.Position{Offset: int64(n.Pos.Offset), Line: int64(n.Pos.Line), Column: int64(n.Pos.Column)}
		}
		out.Notifications = append(out.Notifications, note)
	}
	out.Plan = drawn(s.Plan)
	if s.Profile != nil {
		out.Profile, out.ProfileText = drawn(s.Profile), s.Profile.JSON()
	}
	return out
}

// drawn is a plan in the form that drivers know.
func drawn(n *explain.Node) *bolt.Plan {
	if n == nil {
		return nil
	}
	p := &bolt.Plan{Operator: n.Name, Rows: n.Hits, DBHits: n.Hits, Arguments: value.Map([]value.Entry{
		{Key: "Details", Value: value.String(n.Details)}, {Key: "Time", Value: value.Int(n.Time.Nanoseconds())},
	})}
	for _, c := range n.Children {
		p.Children = append(p.Children, drawn(c))
	}
	return p
}
