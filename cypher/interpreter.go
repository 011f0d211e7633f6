package cypher

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/gate"
	"memgraphd/cypher/procedure"
	"memgraphd/engine"
	"memgraphd/engine/auth"
)

// Options configure an interpreter. The zero value runs queries on a database
// that is kept nowhere.
type Options struct {
	// Disk serves CREATE SNAPSHOT and its kin; nil refuses them.
	Disk engine.Disk
	// Broken says why the data could not be recovered, if the database is only
	// there for RECOVER SNAPSHOT; nil: it never is.
	Broken func() error
	// Users serves CREATE USER and its kin; nil refuses them.
	Users *auth.Users
	// DatabaseName is what SHOW DATABASE shows; default "memgraph".
	DatabaseName string
	// Version is what SHOW VERSION shows; dotted integers.
	Version string
	// Config lists the settings for SHOW CONFIG.
	Config []ConfigRow
	// QueryTimeout ends statements that run longer; 0 means none.
	QueryTimeout time.Duration
	// PlanCacheSize bounds the number of cached plans; default 1000.
	PlanCacheSize int
	// Cores bounds the processors that long queries use at the same time; default all.
	Cores int
	// LongQueries is told when there are queries that run for long (see package gate), and when there have been
	// none for a while. It must not block; nil: nobody is told.
	LongQueries func(running bool)
	// HopsStrict makes a query that exceeds its HOPS LIMIT fail instead of answering in part.
	HopsStrict bool
	// MemoryLimit bounds the bytes that all queries together keep, and with [Interpreter.SetLive]
	// those that the store keeps, too; 0 means none.
	MemoryLimit int64
	// Isolation is "SNAPSHOT ISOLATION" (default), "READ COMMITTED" or "READ UNCOMMITTED".
	Isolation string
	// Location is the zone of local times and dates; default UTC.
	Location *time.Location
	// Files opens what LOAD CSV and its kin read; nil refuses them.
	Files exec.FileOpener
	// Procedures are what CALL can call; nil means the built-in ones.
	Procedures *procedure.Registry
	// Mappings gives procedures and functions further names: from the new name
	// to that of something that there is. Names that are taken keep their meaning.
	Mappings map[string]string
	// Settings are the run-time settings with their hooks, by name.
	Settings []Setting
	// Sessions lists the clients for SHOW ACTIVE USERS INFO; nil lists none.
	Sessions func() []ActiveSession
	// Metrics returns the rows of SHOW METRICS INFO; nil shows those of the interpreter itself.
	Metrics func() []Metric
	// SchemaInfo serves SHOW SCHEMA INFO; without it the statement is refused.
	SchemaInfo bool
	// Process returns figures on the process for SHOW STORAGE INFO; nil shows zeros.
	Process func() ProcessInfo
	// ReloadTLS re-reads the certificate; nil refuses.
	ReloadTLS func() error
	// Log receives failed and slow queries; nil discards them.
	Log *zap.Logger
	// SlowQuery is the duration from which a query is logged; negative: never.
	SlowQuery time.Duration
	// LogFailed logs failed queries, LogPlan adds the plan to the lines of slow ones.
	LogFailed, LogPlan bool
}

// ProcessInfo is what the operating system says of the process; sizes in bytes.
type ProcessInfo struct{ Resident, PeakResident, MaxMapCount int64 }

// Metric is a row of SHOW METRICS INFO.
type Metric struct {
	Name, Group string
	Counter     bool // it only grows; else it is a gauge
	Value       float64
}

// ConfigRow is a row of SHOW CONFIG.
type ConfigRow struct{ Name, Default, Current, Description string }

// ActiveSession is a row of SHOW ACTIVE USERS INFO.
type ActiveSession struct {
	User, ID string
	Login    time.Time
}

// Interpreter runs statements on one database. It is safe for concurrent use.
type Interpreter struct {
	db           atomic.Pointer[engine.Database]
	opts         Options
	plans        *planCache
	transactions registry
	gate         *gate.Gate
	memory       *eval.Memory
	isolation    atomic.Value // string
	timeout      atomic.Int64 // time.Duration
	location     atomic.Pointer[time.Location]
	hopsStrict   atomic.Bool
	sessions     atomic.Int64
	draining     atomic.Bool
	counters     Counters
	settings     settings
	mappings     mappings
	triggers     triggers
	ttl          timeToLive
	enums        sync.Mutex // held by who changes enumerations: each reads one and writes it back
	queryLog     queryLog
	started      time.Time
}

// Counters count what happened since the start; all are safe for concurrent use.
type Counters struct {
	Committed, RolledBack, Conflicts, Transient atomic.Int64
	Succeeded, Failed                           atomic.Int64
	Reads, Writes, ReadWrites                   atomic.Int64
	// ExpiredNodes and ExpiredRelationships were deleted because their time to live was over.
	ExpiredNodes, ExpiredRelationships atomic.Int64
}

// New returns an interpreter for db.
func New(db *engine.Database, opts Options) *Interpreter {
	if opts.DatabaseName == "" {
		opts.DatabaseName = "memgraph"
	}
	if opts.PlanCacheSize == 0 {
		opts.PlanCacheSize = 1000
	}
	if opts.Isolation == "" {
		opts.Isolation = "SNAPSHOT ISOLATION"
	}
	if opts.Location == nil {
		opts.Location = time.UTC
	}
	if opts.Procedures == nil {
		opts.Procedures = procedure.NewRegistry()
	}
	if opts.Log == nil {
		opts.Log = zap.NewNop()
	}
	in := &Interpreter{opts: opts, plans: newPlanCache(opts.PlanCacheSize), started: time.Now()}
	in.db.Store(db)
	in.gate = gate.New(gate.Options{Cores: cores(opts.Cores), Busy: opts.LongQueries})
	in.memory = &eval.Memory{Limit: opts.MemoryLimit}
	in.isolation.Store(opts.Isolation)
	in.timeout.Store(int64(opts.QueryTimeout))
	in.location.Store(opts.Location)
	in.SetHopsStrict(opts.HopsStrict)
	in.SetSlowQuery(opts.SlowQuery)
	in.SetLogFailed(opts.LogFailed)
	in.SetLogPlan(opts.LogPlan)
	in.settings.init(opts.Settings)
	in.mappings = newMappings(opts.Mappings, opts.Procedures, opts.Log)
	in.scheduleExpiry()
	return in
}

// cores returns how many cores long queries get: most if that is set, but not more than there are.
func cores(most int) int {
	n := min(runtime.GOMAXPROCS(0), runtime.NumCPU())
	if most > 0 {
		n = min(n, most)
	}
	return n
}

// Database returns the database that the interpreter serves.
func (in *Interpreter) Database() *engine.Database { return in.db.Load() }

// Replace makes db the database of all transactions that start from now on.
func (in *Interpreter) Replace(db *engine.Database) {
	in.db.Store(db)
	in.plans.clear()
	in.scheduleExpiry()
}

// Counters returns the live counters.
func (in *Interpreter) Counters() *Counters { return &in.counters }

// ActiveTransactions returns the number of open transactions.
func (in *Interpreter) ActiveTransactions() int { return len(in.transactions.all()) }

// MemoryUsed returns the bytes that running queries keep.
func (in *Interpreter) MemoryUsed() int64 { return in.memory.Used() }

// SetLive tells how many bytes the process keeps, which count towards the memory limit.
func (in *Interpreter) SetLive(bytes int64) { in.memory.SetLive(bytes) }

// MemoryShort reports whether the memory limit keeps the store from growing.
func (in *Interpreter) MemoryShort() bool { return in.memory.Admit(0) != nil }

// QueryTimeout returns the time limit in force.
func (in *Interpreter) QueryTimeout() time.Duration { return time.Duration(in.timeout.Load()) }

// SetQueryTimeout changes the time limit for statements that start from now on.
func (in *Interpreter) SetQueryTimeout(d time.Duration) { in.timeout.Store(int64(d)) }

// SetLocation changes the zone of local times and dates for transactions that start from now on.
func (in *Interpreter) SetLocation(zone *time.Location) {
	in.location.Store(zone)
	in.scheduleExpiry() // its times of day are others now
}

// SetHopsStrict changes whether queries that start from now on fail where they exceed their HOPS LIMIT.
func (in *Interpreter) SetHopsStrict(strict bool) { in.hopsStrict.Store(strict) }

// Shutdown refuses new transactions, stops the open ones and waits until they
// have ended or ctx is done.
func (in *Interpreter) Shutdown(ctx context.Context) {
	in.draining.Store(true)
	_ = in.ttl.clock.Halt(ctx)
	in.transactions.cancelAll(errShutdown)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for in.ActiveTransactions() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			in.transactions.cancelAll(errShutdown)
		}
	}
	in.AwaitTriggers(ctx)
}

func (in *Interpreter) admit() error {
	if in.draining.Load() {
		return &Error{Class: TransientError, Msg: errShutdown.Error(), Err: errShutdown}
	}
	return nil
}

func (in *Interpreter) checkDatabase(name string) error {
	if name == "" || name == in.opts.DatabaseName {
		return nil
	}
	return clientErrorf("%s", in.otherDatabase(name))
}

// otherDatabase says that there is no such database.
func (in *Interpreter) otherDatabase(name string) string {
	return fmt.Sprintf("Database '%s' was not found. This server has one database: '%s'.", name, in.opts.DatabaseName)
}

func (in *Interpreter) now() time.Time { return time.Now().In(in.location.Load()) }

func (in *Interpreter) count(add func(*Counters)) { add(&in.counters) }
