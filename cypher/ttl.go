package cypher

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.uber.org/zap"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/expiry"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// The label and the property that say when something is to go: the property has
// microseconds since 1970. Relationships need the property alone.
const (
	ttlLabel    = "TTL"
	ttlProperty = "ttl"
)

// timeToLive deletes what has expired.
type timeToLive struct {
	changing sync.Mutex // held by who changes the schedule
	clock    expiry.Clock
}

func (in *Interpreter) changeTimeToLive(c call, st *ast.TimeToLive) (*Result, error) {
	in.ttl.changing.Lock()
	defer in.ttl.changing.Unlock()
	s, enabled := expiry.Load(in.Database())
	if st.Action == ast.EnableTTL {
		return in.enableTimeToLive(c, st, s, enabled)
	}
	if !enabled {
		return nil, clientErrorAt(st.Pos, "TTL is not enabled. Begin with ENABLE TTL EVERY \"1h\".")
	}
	if err := in.ttl.clock.Halt(c.ctx); err != nil {
		return nil, err
	}
	if st.Action == ast.StopTTL {
		s.Stopped = true
		return note("INFO", "StopTTL", "Stopped TTL."), in.keepTimeToLive(c.ctx, &s)
	}
	return note("INFO", "DisableTTL", "Disabled TTL."), in.disableTimeToLive(c.ctx, s)
}

// enableTimeToLive begins to look for what has expired; without options as before, if it was enabled and stopped.
func (in *Interpreter) enableTimeToLive(c call, st *ast.TimeToLive, s expiry.Schedule, enabled bool) (*Result, error) {
	if !enabled || st.Every != nil || st.At != nil {
		d := expiry.Default()
		s.Every, s.At = d.Every, d.At
	}
	if err := c.duration(st.Every, &s.Every, "The period of TTL", expiry.ParsePeriod); err != nil {
		return nil, err
	}
	if err := c.duration(st.At, &s.At, "The time of TTL", expiry.ParseTime); err != nil {
		return nil, err
	}
	s.Stopped = false
	nodes, rels := in.ttlIndexes()
	if err := in.makeIndex(c.ctx, nodes, &s.NodeIndex); err != nil {
		return nil, err
	}
	if err := in.makeIndex(c.ctx, rels, &s.RelIndex); err != nil {
		return nil, err
	}
	if err := in.keepTimeToLive(c.ctx, &s); err != nil {
		return nil, err
	}
	in.scheduleExpiry()
	return note("INFO", "EnableTTL", "Enabled TTL "+s.String()+"."), nil
}

// duration reads an option, if it was given.
func (c call) duration(e ast.Expr, into *time.Duration, what string, parse func(string) (time.Duration, error)) error {
	if e == nil {
		return nil
	}
	text, err := c.text(e, what)
	if err != nil {
		return err
	}
	if *into, err = parse(text); err != nil {
		return clientErrorAt(e.Position(), "%s %s.", what, err)
	}
	return nil
}

// makeIndex makes an index that is not there, and notes that it has.
func (in *Interpreter) makeIndex(ctx context.Context, spec engine.IndexSpec, made *bool) error {
	err := in.Database().CreateIndex(ctx, spec)
	if errors.Is(err, engine.ErrExists) {
		return nil
	}
	*made = err == nil
	return err
}

// disableTimeToLive forgets the schedule and drops the indexes that were made for it.
func (in *Interpreter) disableTimeToLive(ctx context.Context, s expiry.Schedule) error {
	nodes, rels := in.ttlIndexes()
	var made []engine.IndexSpec
	if s.NodeIndex {
		made = append(made, nodes)
	}
	if s.RelIndex {
		made = append(made, rels)
	}
	for _, spec := range made {
		if err := in.Database().DropIndex(ctx, spec); err != nil && !errors.Is(err, engine.ErrMissing) {
			return err
		}
	}
	return in.keepTimeToLive(ctx, nil)
}

// dropTimeToLive disables the time to live if it is enabled.
func (in *Interpreter) dropTimeToLive(ctx context.Context) error {
	in.ttl.changing.Lock()
	defer in.ttl.changing.Unlock()
	s, enabled := expiry.Load(in.Database())
	if !enabled {
		return nil
	}
	if err := in.ttl.clock.Halt(ctx); err != nil {
		return err
	}
	return in.disableTimeToLive(ctx, s)
}

// ttlIndexes are the indexes that find what has expired.
func (in *Interpreter) ttlIndexes() (nodes, rels engine.IndexSpec) {
	db := in.Database()
	key := []engine.PropertyID{db.Property(ttlProperty)}
	return engine.IndexSpec{Kind: engine.IndexLabelProps, Label: db.Label(ttlLabel), Properties: key},
		engine.IndexSpec{Kind: engine.IndexRelProp, Properties: key}
}

// keepTimeToLive stores the schedule, or forgets it for nil.
func (in *Interpreter) keepTimeToLive(ctx context.Context, s *expiry.Schedule) error {
	var data []byte
	if s != nil {
		var err error
		if data, err = s.Encode(); err != nil {
			return err
		}
	}
	return in.Database().SetMeta(ctx, expiry.Space, expiry.Key, data)
}

// scheduleExpiry begins to delete what expires, as the database says, in place of what went on before.
func (in *Interpreter) scheduleExpiry() {
	s, enabled := expiry.Load(in.Database())
	if !enabled || s.Stopped {
		in.ttl.clock.Stop()
		return
	}
	in.ttl.clock.Start(s, in.now, func(ctx context.Context) {
		if err := in.deleteExpired(ctx); err != nil && ctx.Err() == nil {
			in.opts.Log.Warn("what has expired could not be deleted; it will be tried again", zap.Error(err))
		}
	})
}

// expired delete a bounded number of what has expired, each in a transaction of its own.
var expired = []string{
	"MATCH (n:" + ttlLabel + ") WHERE n." + ttlProperty + " < $now WITH n LIMIT $batch DETACH DELETE n RETURN count(*)",
	"MATCH ()-[r]->() WHERE r." + ttlProperty + " < $now WITH r LIMIT $batch DELETE r RETURN count(*)",
}

// expiredBatch is how many nodes or relationships one transaction deletes.
const expiredBatch = 10_000

// deleteExpired deletes all that has expired by now.
func (in *Interpreter) deleteExpired(ctx context.Context) error {
	s := in.NewSession("")
	defer s.Close()
	params := value.Map([]value.Entry{
		{Key: "now", Value: value.Int(time.Now().UnixMicro())}, {Key: "batch", Value: value.Int(expiredBatch)},
	})
	for _, text := range expired {
		if err := s.deleteBatches(ctx, text, params); err != nil {
			return err
		}
	}
	return nil
}

// deleteBatches runs a statement that deletes until nothing is left, and now and then again while
// others work with what has expired.
func (s *Session) deleteBatches(ctx context.Context, text string, params value.Value) error {
	failed := 0
	for {
		n, err := s.deleteBatch(ctx, text, params)
		switch {
		case errors.Is(err, engine.ErrConflict) && failed < attempts:
			failed++
		case err != nil || n < expiredBatch:
			return err
		}
	}
}

// deleteBatch runs a statement that deletes, and returns the number of its only row.
func (s *Session) deleteBatch(ctx context.Context, text string, params value.Value) (int64, error) {
	r, err := s.Run(ctx, text, params, TxOptions{})
	if err != nil {
		return 0, err
	}
	defer r.Close()
	rows, err := r.Rows(ctx)
	if err != nil {
		return 0, err
	}
	stats := r.Summary().Stats
	s.in.counters.ExpiredNodes.Add(stats.NodesDeleted)
	s.in.counters.ExpiredRelationships.Add(stats.RelationshipsDeleted)
	return rows[0][0].AsInt(), nil
}
