package main

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"memgraphd/cypher"
	"memgraphd/durability/wal"
	"memgraphd/engine"
)

// figuresAge is how old figures may be that cost something to find: a scrape
// reads all of them within that time.
const figuresAge = 100 * time.Millisecond

// figures are the metrics of the server. The JSON and the OpenMetrics forms are
// made of this one table.
func (s *server) figures() []metric {
	table := s.generalFigures()
	table = append(table, s.schemaFigures()...)
	table = append(table, s.sessionFigures()...)
	table = append(table, s.queryFigures()...)
	return append(table, s.logFigures()...)
}

// metricRows are the figures as SHOW METRICS INFO has them; before the port of Bolt is open those of sessions are
// missing.
func (s *server) metricRows() []cypher.Metric {
	if s.bolt == nil {
		return nil
	}
	var rows []cypher.Metric
	for _, m := range s.figures() {
		rows = append(rows, cypher.Metric{Name: m.name, Group: m.group, Counter: m.counter, Value: m.read()})
	}
	return rows
}

func (s *server) generalFigures() []metric {
	info := recent(func() engine.Info { return s.interpreter.Database().Info() })
	process := recent(processInfo)
	return []metric{
		{"General", "vertex_count", "vertex_count", "nodes", false, func() float64 { return float64(info().Nodes) }},
		{"General", "edge_count", "edge_count", "relationships", false, func() float64 { return float64(info().Relationships) }},
		{"General", "average_degree", "average_degree", "relationships of a node, in and out", false, func() float64 { return averageDegree(info()) }},
		{"General", "disk_usage", "disk_usage_bytes", "bytes of the data directory", false, s.diskUsage},
		{"General", "memory_usage", "memory_res_bytes", "resident memory in bytes", false, func() float64 { return float64(process().Resident) }},
		{"General", "peak_memory_usage", "peak_memory_res_bytes", "peak of the resident memory in bytes", false, func() float64 { return float64(process().PeakResident) }},
		{"General", "unreleased_delta_objects", "unreleased_delta_objects", "undo records not yet collected", false, func() float64 { return float64(info().UnreleasedUndo) }},
		{"Memory", "DbMemoryTracked", "db_memory_tracked_bytes", "bytes of tables, adjacency and indexes", false, func() float64 { return float64(info().MemoryBytes) }},
		{"Memory", "DbQueryMemoryTracked", "db_query_memory_tracked_bytes", "bytes that running queries keep", false, func() float64 { return float64(s.interpreter.MemoryUsed()) }},
	}
}

func averageDegree(info engine.Info) float64 {
	if info.Nodes == 0 {
		return 0
	}
	return 2 * float64(info.Relationships) / float64(info.Nodes)
}

func (s *server) diskUsage() float64 {
	bytes, err := s.store.Usage()
	if err != nil {
		return 0
	}
	return float64(bytes)
}

func (s *server) schemaFigures() []metric {
	return []metric{
		{"Index", "ActiveLabelIndices", "active_label_indices", "label indexes", false, s.indexes(engine.IndexLabel)},
		{"Index", "ActiveLabelPropertyIndices", "active_label_property_indices", "label and property indexes", false, s.indexes(engine.IndexLabelProps, engine.IndexNested)},
		{"Index", "ActiveEdgeTypeIndices", "active_edge_type_indices", "relationship type indexes", false, s.indexes(engine.IndexType)},
		{"Index", "ActiveEdgeTypePropertyIndices", "active_edge_type_property_indices", "relationship type and property indexes", false, s.indexes(engine.IndexTypeProp)},
		{"Index", "ActiveEdgePropertyIndices", "active_edge_property_indices", "relationship property indexes", false, s.indexes(engine.IndexRelProp)},
		{"Index", "ActivePointIndices", "active_point_indices", "point indexes", false, s.indexes(engine.IndexPoint)},
		{"Index", "ActiveTextIndices", "active_text_indices", "text indexes", false, s.indexes(engine.IndexText)},
		{"Index", "ActiveTextEdgeIndices", "active_text_edge_indices", "text indexes of relationships", false, s.indexes(engine.IndexTextRel)},
		{"Index", "ActiveVectorIndices", "active_vector_indices", "vector indexes", false, s.indexes(engine.IndexVector)},
		{"Index", "ActiveVectorEdgeIndices", "active_vector_edge_indices", "vector indexes of relationships", false, s.indexes(engine.IndexVectorRel)},
		{"Constraint", "ActiveExistenceConstraints", "active_existence_constraints", "existence constraints", false, s.constraints(engine.ConstraintExists)},
		{"Constraint", "ActiveUniqueConstraints", "active_unique_constraints", "uniqueness constraints", false, s.constraints(engine.ConstraintUnique)},
		{"Constraint", "ActiveTypeConstraints", "active_type_constraints", "type constraints", false, s.constraints(engine.ConstraintType)},
	}
}

// indexes returns what counts the indexes of some kinds.
func (s *server) indexes(kinds ...engine.IndexKind) func() float64 {
	return func() float64 {
		n := 0
		for _, ix := range s.interpreter.Database().Indexes() {
			if slices.Contains(kinds, ix.Spec.Kind) {
				n++
			}
		}
		return float64(n)
	}
}

// constraints returns what counts the constraints of a kind.
func (s *server) constraints(kind engine.ConstraintKind) func() float64 {
	return func() float64 {
		n := 0
		for _, c := range s.interpreter.Database().Constraints() {
			if c.Kind == kind {
				n++
			}
		}
		return float64(n)
	}
}

func (s *server) sessionFigures() []metric {
	m := s.bolt.Metrics()
	return []metric{
		{"Session", "ActiveSessions", "active_sessions", "connections that are logged in", false, load(&m.ActiveSessions)},
		{"Session", "ActiveBoltSessions", "active_bolt_sessions", "Bolt connections", false, load(&m.Active)},
		{"Session", "ActiveTCPSessions", "active_tcp_sessions", "Bolt connections that are not encrypted", false, func() float64 { return float64(m.Active.Load() - m.ActiveTLS.Load()) }},
		{"Session", "ActiveSSLSessions", "active_ssl_sessions", "encrypted connections", false, load(&m.ActiveTLS)},
		{"Session", "ActiveWebSocketSessions", "active_websocket_sessions", "WebSocket connections, for Bolt and for the log", false, func() float64 { return float64(m.ActiveWebSocket.Load()) + float64(s.log.stream.count()) }},
		{"Session", "BoltMessages", "bolt_messages_total", "Bolt requests", true, load(&m.Messages)},
	}
}

func (s *server) queryFigures() []metric {
	c := s.interpreter.Counters()
	return []metric{
		{"QueryType", "ReadQuery", "read_queries_total", "queries that only read", true, load(&c.Reads)},
		{"QueryType", "WriteQuery", "write_queries_total", "queries that only write", true, load(&c.Writes)},
		{"QueryType", "ReadWriteQuery", "read_write_queries_total", "queries that read and write", true, load(&c.ReadWrites)},
		{"TTL", "DeletedNodes", "deleted_nodes_total", "nodes whose time to live was over", true, load(&c.ExpiredNodes)},
		{"TTL", "DeletedEdges", "deleted_edges_total", "relationships whose time to live was over", true, load(&c.ExpiredRelationships)},
		{"Transaction", "ActiveTransactions", "active_transactions", "open transactions", false, func() float64 { return float64(s.interpreter.ActiveTransactions()) }},
		{"Transaction", "CommitedTransactions", "committed_transactions_total", "commits", true, load(&c.Committed)},
		{"Transaction", "RollbackedTransactions", "rolled_back_transactions_total", "rollbacks", true, load(&c.RolledBack)},
		{"Transaction", "SuccessfulQuery", "successful_queries_total", "queries that succeeded", true, load(&c.Succeeded)},
		{"Transaction", "FailedQuery", "failed_queries_total", "queries that failed", true, load(&c.Failed)},
		{"Transaction", "WriteWriteConflicts", "write_write_conflicts_total", "transactions refused by a conflict", true, load(&c.Conflicts)},
		{"Transaction", "TransientErrors", "transient_errors_total", "errors that clients may retry", true, load(&c.Transient)},
	}
}

// logFigures are figures that Memgraph does not have: on the write-ahead log, and
// whether commits are taken.
func (s *server) logFigures() []metric {
	stats := recent(func() wal.Stats {
		stats, _ := s.store.LogStats()
		return stats
	})
	return []metric{
		{"Log", "Healthy", "healthy", "1 while commits are taken, 0 after the log or the recovery failed", false, s.healthy},
		{"Log", "LoggedCommits", "log_commits_total", "commits written to the log", true, func() float64 { return float64(stats().Commits) }},
		{"Log", "LoggedBytes", "log_bytes_total", "bytes written to the log", true, func() float64 { return float64(stats().Bytes) }},
		{"Log", "LogSyncs", "log_syncs_total", "syncs of the log", true, func() float64 { return float64(stats().Syncs) }},
		{"Log", "LogSyncSeconds", "log_sync_seconds_total", "seconds spent in syncs of the log", true, func() float64 { return stats().SyncTime.Seconds() }},
	}
}

func (s *server) healthy() float64 {
	if s.store.Healthy() != nil {
		return 0
	}
	return 1
}

func load(n *atomic.Int64) func() float64 {
	return func() float64 { return float64(n.Load()) }
}

// recent returns what read returned a moment ago, or asks it anew. It is safe
// for concurrent use.
func recent[T any](read func() T) func() T {
	var (
		mu    sync.Mutex
		last  T
		taken time.Time
	)
	return func() T {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(taken) > figuresAge {
			last, taken = read(), time.Now()
		}
		return last
	}
}
