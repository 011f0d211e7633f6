package bolt

import "memgraphd/engine/value"

// QueryType tells what a query does to the database.
type QueryType uint8

// The types of queries.
const (
	ReadWrite   QueryType = iota // "rw"; also for what is neither, such as SHOW
	ReadOnly                     // "r"
	WriteOnly                    // "w"
	SchemaWrite                  // "s"
)

var queryTypeNames = [...]string{ReadWrite: "rw", ReadOnly: "r", WriteOnly: "w", SchemaWrite: "s"}

// String returns the type as the protocol has it.
func (t QueryType) String() string { return queryTypeNames[t] }

// Summary describes the execution of a query after its last record.
type Summary struct {
	Type     QueryType
	Database string // in which the query ran; may be empty
	Bookmark string // of the transaction that ended with the query; may be empty

	Counters      Counters
	Notifications []Notification

	// Plan is the plan of a query that was to be explained, Profile that of one
	// that was profiled. ProfileText is the profile as JSON; it goes to Bolt
	// 4.1 clients, which know no other form.
	Plan        *Plan
	Profile     *Plan
	ProfileText string

	// Timings, if set, are sent along.
	Timings *Timings

	// RunID is the id of this run of the server; Hops the number of
	// relationships that the query walked over. Zero values are not sent.
	RunID string
	Hops  int64
}

// Counters count what a query changed.
type Counters struct {
	NodesCreated         int64
	NodesDeleted         int64
	RelationshipsCreated int64
	RelationshipsDeleted int64
	LabelsAdded          int64
	LabelsRemoved        int64
	PropertiesSet        int64
}

// Timings tell how long the parts of an execution took, in seconds, and what
// the planner expected, in its own unit.
type Timings struct {
	Parsing      float64
	Planning     float64
	Execution    float64
	CostEstimate float64
}

// Notification is advice to the user about a query.
type Notification struct {
	Severity    string // "INFO" or "WARNING"
	Code        string // such as "IndexAlreadyExists"
	Title       string
	Description string
	Position    *Position // in the query text; nil if unknown
}

// Position is a place in a query text. Line and Column count from 1, Offset from 0.
type Position struct{ Offset, Line, Column int64 }

// Plan is an operator of a query plan with the operators that feed it.
type Plan struct {
	Operator    string
	Identifiers []string
	Arguments   value.Value // a map, or null
	Rows        int64       // of a profile only
	DBHits      int64       // of a profile only
	Children    []*Plan
}
