package config

import "time"

// Config is the configuration of one server after all sources were merged and checked.
// Durations and sizes are in Go's base units (time.Duration, bytes), whatever the flag counts in.
type Config struct {
	Bolt       Bolt
	Monitoring Monitoring
	Metrics    Metrics
	Storage    Storage
	Snapshot   Snapshot
	WAL        WAL
	Memory     Memory
	Query      Query
	Log        Log
	Auth       Auth
	Init       Init
	// Timezone is the IANA name of the instance's time zone; it is known to load.
	Timezone string
	// StrictFlagCheck says whether stray words on the command line were refused.
	StrictFlagCheck bool

	values  map[string]string // canonical text by flag name
	origins map[string]string // where a value was given; absent for defaults
}

// Bolt says where and how clients are served.
type Bolt struct {
	Address string
	Port    int // 0 lets the kernel choose
	// Workers bounds the goroutines that one parallel query may use; connections are not bounded by it.
	Workers int
	// CertFile and KeyFile (PEM) are both set, which means TLS is required, or both empty.
	CertFile, KeyFile string
	// ServerName is the server string of HELLO's SUCCESS.
	ServerName string
}

// TLS reports whether connections must be encrypted.
func (b Bolt) TLS() bool { return b.CertFile != "" }

// Monitoring is the WebSocket that streams the log.
type Monitoring struct {
	Address string
	Port    int
}

// Metrics is the HTTP endpoint for counters.
type Metrics struct {
	Address string
	Port    int
	Format  string // JSON or OpenMetrics
}

// Storage is the store itself and its directory.
type Storage struct {
	DataDirectory string
	// LockTimeout is how long to wait for another process to release the directory.
	LockTimeout time.Duration
	// RecoverOnStartup loads what is in the directory; otherwise old files are moved to .backup.
	RecoverOnStartup bool
	// AllowRecoveryFailure serves an empty, broken database instead of exiting.
	AllowRecoveryFailure bool
	RecoveryThreads      int

	Mode           string // IN_MEMORY_TRANSACTIONAL or IN_MEMORY_ANALYTICAL
	IsolationLevel string // SNAPSHOT_ISOLATION, READ_COMMITTED or READ_UNCOMMITTED
	SchemaInfo     bool   // SHOW SCHEMA INFO
}

// Snapshot says when snapshots are made and how many are kept.
type Snapshot struct {
	// Every is the period; zero when Cron is set or periodic snapshots are off.
	Every time.Duration
	// Cron has six fields, seconds first, and is read in Config.Timezone; mostly empty.
	Cron      string
	Retention int // at least 1
	OnExit    bool
	Threads   int
	KeepOld   bool // keep what RECOVER SNAPSHOT replaces under .old

	interval string        // storage_snapshot_interval
	period   time.Duration // storage_snapshot_interval_sec
}

// Periodic reports whether snapshots are made by the clock.
func (s Snapshot) Periodic() bool { return s.Every > 0 || s.Cron != "" }

// WAL is the write-ahead log.
type WAL struct {
	Enabled  bool
	FileSize uint64 // bytes after which a new segment is begun
	// SyncEvery is the number of commits between two fsyncs; 1 means before every acknowledgement.
	SyncEvery int
}

// Memory holds limits in bytes.
type Memory struct {
	Limit            uint64 // 0: derived from the machine
	WarningThreshold uint64 // warn when less is free; 0: never
}

// Query is the query engine.
type Query struct {
	Timeout                 time.Duration // 0: none
	PlanCacheSize           int
	HopsLimitPartialResults bool
	AllowLoadCSV            bool
	// CallableMappingsPath names a JSON file of aliases for functions and procedures.
	CallableMappingsPath string
	DownloadTimeout      time.Duration // connecting to the source of a download
	S3                   S3
}

// S3 is the object store that LOAD reads from, where a query says nothing else.
type S3 struct {
	Region, AccessKey, SecretKey string
	EndpointURL                  string // empty: that of AWS
}

// Log says what is written where.
type Log struct {
	Level         string // TRACE, DEBUG, INFO, WARNING, ERROR or CRITICAL
	File          string // base path, the date is inserted; empty: no file
	RetentionDays int
	ToStderr      bool
	MinDuration   time.Duration // log slower queries; 0: all, negative: none
	FailedQueries bool
	QueryPlan     bool
}

// Auth is what passwords and names must look like, and the user to create at start.
type Auth struct {
	PermitNullPassword bool
	PasswordRegex      string // must match the whole password
	NameRegex          string // must match the whole user or role name
	PasswordEncryption string // bcrypt, sha256 or sha256-multiple
	InitialUser        string // from MEMGRAPH_USER or MEMGRAPH_PASSFILE; empty: none
	InitialPassword    string
}

// Init names the files of statements that run at every start.
type Init struct {
	File     string // before Bolt accepts connections
	DataFile string // after
}
