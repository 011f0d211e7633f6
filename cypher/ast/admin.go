package ast

// Admin statements: one type each group, told apart by Action.

// AdminAction is what an administrative statement without operands asks for.
type AdminAction uint8

// The operand-less administrative statements.
const (
	CreateSnapshot AdminAction = iota
	ShowSnapshots
	ShowNextSnapshot
	LockDataDirectory
	UnlockDataDirectory
	DataDirectoryLockStatus
	ShowIndexInfo
	ShowConstraintInfo
	ShowVersion
	ShowConfig
	ShowBuildInfo
	ShowLicenseInfo
	ShowActiveUsers
	ShowMetrics
	ShowSchemaInfo
	ShowNodeLabelsInfo
	ShowEdgeTypesInfo
	ShowMemoryInfo
	ShowEnums
	ShowDescriptions
	ShowUsers
	ShowRoles
	ShowCurrentUser
	ShowDatabases
	ShowDatabase
	ShowDatabaseSettings
	ShowTriggers
	ShowStreams
	ShowReplicationRole
	ShowReplicas
	ShowFunctions
	ShowProcedures
	ShowCallableMappings
	ShowParameters
	ShowVectorIndexInfo
	FreeMemory
	DropGraph
	DropAllIndexes
	DropAllConstraints
	DumpDatabase
	BeginTransaction
	CommitTransaction
	RollbackTransaction
	ReloadTLS
	CheckDatabase
	DeleteAllParameters
)

// Admin is an administrative statement without operands.
type Admin struct {
	Pos    Pos
	Action AdminAction
	Kind   string // of ShowIndexInfo: what Neo4j calls the indexes to be shown; empty for all
}

// ShowStorageInfo is SHOW STORAGE INFO [ON CURRENT DATABASE | ON DATABASE name].
type ShowStorageInfo struct {
	Pos      Pos
	Current  bool
	Database string
}

// RecoverSnapshot is RECOVER SNAPSHOT path [WITH CONFIG {}] [FORCE].
type RecoverSnapshot struct {
	Pos    Pos
	Path   Expr
	Config *MapLit
	Force  bool
}

// IndexKind tells indexes apart.
type IndexKind uint8

// The kinds of indexes.
const (
	LabelIndex      IndexKind = iota // :Label, :Label(properties)
	EdgeTypeIndex                    // EDGE INDEX ON :TYPE, :TYPE(property)
	GlobalIndex                      // GLOBAL INDEX ON :(property)
	GlobalEdgeIndex                  // GLOBAL EDGE INDEX ON :(property)
	PointIndex                       // POINT INDEX ON :Label(property)
	TextIndex                        // TEXT INDEX name ON :Label(properties)
	TextEdgeIndex                    // TEXT EDGE INDEX name ON :TYPE(properties)
	VectorIndex                      // VECTOR INDEX name ON :Label(property)
	VectorEdgeIndex                  // VECTOR EDGE INDEX name ON :TYPE(property)
)

// IndexStatement creates an index, or drops it if Drop.
type IndexStatement struct {
	Pos         Pos
	Drop        bool
	Kind        IndexKind
	Name        string     // text and vector indexes, and Neo4j's CREATE INDEX name
	NameOf      Expr       // the name as a parameter; nil if it is written out
	Label       string     // label or type, empty for global
	More        []string   // further labels or types
	All         bool       // all of the labels are asked for, not any
	Properties  []string   // dotted for nested properties
	Paths       [][]string // the names of each property; nil if none is nested
	Config      Expr       // a map or a parameter; may be nil
	IfNotExists bool       // IF NOT EXISTS, or IF EXISTS for Drop
}

// ConstraintKind tells constraints apart.
type ConstraintKind uint8

// The kinds of constraints.
const (
	ExistsConstraint ConstraintKind = iota
	UniqueConstraint
	TypeConstraint
)

// ConstraintStatement creates a constraint, or drops it if Drop.
type ConstraintStatement struct {
	Pos         Pos
	Drop        bool
	Kind        ConstraintKind
	Name        string // Neo4j's form
	NameOf      Expr   // the name as a parameter; nil if it is written out
	Label       string
	Properties  []string
	Type        string // TypeConstraint, upper-case as written
	IfNotExists bool
}

// EnumStatement is CREATE/ALTER/DROP ENUM.
type EnumStatement struct {
	Pos    Pos
	Action EnumAction
	Name   string
	Values []string // created or added; for EnumRename old and new; for EnumRemove the value
}

// EnumAction is what an enum statement does.
type EnumAction uint8

// The enum statements.
const (
	EnumCreate EnumAction = iota
	EnumAdd
	EnumRename
	EnumRemove
	EnumDrop
)

// AnalyzeGraph is ANALYZE GRAPH [ON LABELS …] [DELETE STATISTICS].
type AnalyzeGraph struct {
	Pos    Pos
	Labels []string // nil for all
	Delete bool
}

// StorageMode is STORAGE MODE name.
type StorageMode struct {
	Pos  Pos
	Mode string // upper-case
}

// IsolationScope says for what SET … ISOLATION LEVEL holds.
type IsolationScope uint8

// The scopes.
const (
	IsolationGlobal IsolationScope = iota
	IsolationSession
	IsolationNext
)

// SetIsolation is SET scope TRANSACTION ISOLATION LEVEL level.
type SetIsolation struct {
	Pos   Pos
	Scope IsolationScope
	Level string // "SNAPSHOT ISOLATION", "READ COMMITTED", "READ UNCOMMITTED"
}

// ShowTransactions is SHOW [statuses] TRANSACTIONS.
type ShowTransactions struct {
	Pos      Pos
	Statuses []string // upper-case; empty for all
}

// TerminateTransactions is TERMINATE TRANSACTIONS ids.
type TerminateTransactions struct {
	Pos Pos
	IDs []Expr
}

// SetDatabaseSetting is SET DATABASE SETTING name TO value.
type SetDatabaseSetting struct {
	Pos         Pos
	Name, Value Expr
}

// SessionSetting is SET SESSION SETTING name TO value, or RESET SESSION SETTING name.
type SessionSetting struct {
	Pos   Pos
	Name  Expr
	Value Expr // nil to go back to the setting of the database
}

// TraceSession is SET SESSION TRACE ON, or OFF.
type TraceSession struct {
	Pos Pos
	On  bool
}

// ShowDatabaseSetting is SHOW DATABASE SETTING name.
type ShowDatabaseSetting struct {
	Pos  Pos
	Name Expr
}

// UserAction is what a user statement does.
type UserAction uint8

// The user statements.
const (
	CreateUser UserAction = iota
	DropUser
	SetPassword
)

// UserStatement is CREATE USER, DROP USER or SET PASSWORD.
type UserStatement struct {
	Pos         Pos
	Action      UserAction
	Name        string // empty: the current user (SET PASSWORD TO … REPLACE …)
	Password    Expr   // nil if none was given
	Old         Expr   // REPLACE
	IfNotExists bool
}

// UseDatabase is USE DATABASE name.
type UseDatabase struct {
	Pos  Pos
	Name string
}

// SetParameter is SET [GLOBAL] PARAMETER name = value; Unset for UNSET.
type SetParameter struct {
	Pos    Pos
	Name   string
	Value  Expr
	Global bool
	Unset  bool
}

func (*Admin) statement()                 {}
func (*ShowStorageInfo) statement()       {}
func (*RecoverSnapshot) statement()       {}
func (*IndexStatement) statement()        {}
func (*ConstraintStatement) statement()   {}
func (*EnumStatement) statement()         {}
func (*AnalyzeGraph) statement()          {}
func (*StorageMode) statement()           {}
func (*SetIsolation) statement()          {}
func (*ShowTransactions) statement()      {}
func (*TerminateTransactions) statement() {}
func (*SetDatabaseSetting) statement()    {}
func (*ShowDatabaseSetting) statement()   {}
func (*SessionSetting) statement()        {}
func (*TraceSession) statement()          {}
func (*UserStatement) statement()         {}
func (*UseDatabase) statement()           {}
func (*SetParameter) statement()          {}

// Show is SHOW … YIELD items …, or SHOW … WHERE: what is done with the rows of a
// statement.
type Show struct {
	Pos   Pos
	Of    Statement
	Yield []*YieldItem // nil for all columns
	// Slice is the ORDER BY, SKIP and LIMIT of YIELD; its items are Yield.
	Slice Projection
	Where Expr
	// Return is what is made of the rows; nil if they are the result.
	Return *Return
}

func (*Show) statement() {}

// Description is SET DESCRIPTION ON …, or DELETE DESCRIPTION if it has no text.
type Description struct {
	Pos Pos
	// Kind is what is described, as SHOW DESCRIPTIONS has it: "label", "edge_type", "label_property",
	// "edge_type_property", "property", "property_value" or "database".
	Kind       string
	Labels     []string // the labels, the type or the database
	Start, End []string // labels of the ends of relationships; nil for any
	Property   string
	Value      Expr // of property_value
	Text       Expr
}

func (*Description) statement() {}
