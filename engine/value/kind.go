package value

// Kind tells the type of a [Value].
type Kind uint8

// The kinds of values. Their numbers are written to files: they never change.
const (
	KindNull          Kind = 0
	KindBool          Kind = 1
	KindInt           Kind = 2
	KindFloat         Kind = 3
	KindString        Kind = 4
	KindList          Kind = 5
	KindMap           Kind = 6
	KindDate          Kind = 7
	KindLocalTime     Kind = 8
	KindTime          Kind = 9 // time of day with an offset from UTC
	KindLocalDateTime Kind = 10
	KindDateTime      Kind = 11 // date and time with an offset or a named zone
	KindDuration      Kind = 12
	KindPoint         Kind = 13
	KindEnum          Kind = 14
	KindNode          Kind = 15 // a reference into the store: an id
	KindRelationship  Kind = 16 // a reference into the store: an id
	KindPath          Kind = 17 // a sequence of references into the store
	KindGraph         Kind = 18 // a subgraph made by project()

	// Nodes and relationships that exist in a query alone, and a graph of such.
	KindVirtualNode         Kind = 19
	KindVirtualRelationship Kind = 20
	KindVirtualGraph        Kind = 21

	kindEnd = 22 // behind the last kind
)

var kindNames = [...]string{
	KindNull: "NULL", KindBool: "BOOLEAN", KindInt: "INTEGER", KindFloat: "FLOAT",
	KindString: "STRING", KindList: "LIST", KindMap: "MAP", KindDate: "DATE",
	KindLocalTime: "LOCAL_TIME", KindTime: "ZONED_TIME", KindLocalDateTime: "LOCAL_DATE_TIME",
	KindDateTime: "ZONED_DATE_TIME", KindDuration: "DURATION", KindPoint: "POINT",
	KindEnum: "ENUM", KindNode: "NODE", KindRelationship: "RELATIONSHIP", KindPath: "PATH",
	KindGraph: "GRAPH", KindVirtualNode: "VIRTUAL_NODE", KindVirtualRelationship: "VIRTUAL_RELATIONSHIP",
	KindVirtualGraph: "VIRTUAL_GRAPH",
}

// String returns the name of the kind as valueType() shows it.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "UNKNOWN"
}

// Storable reports whether a value of this kind may be a property.
func (k Kind) Storable() bool { return k <= KindEnum }

// IsTemporal reports whether values of this kind are dates, times or durations.
func (k Kind) IsTemporal() bool { return k >= KindDate && k <= KindDuration }
