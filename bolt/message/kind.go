package message

import "fmt"

// Kind is the tag of a message: it says what is asked or answered.
type Kind byte

// The requests of a client.
const (
	KindHello     Kind = 0x01
	KindGoodbye   Kind = 0x02
	KindReset     Kind = 0x0F
	KindRun       Kind = 0x10
	KindBegin     Kind = 0x11
	KindCommit    Kind = 0x12
	KindRollback  Kind = 0x13
	KindDiscard   Kind = 0x2F
	KindPull      Kind = 0x3F
	KindTelemetry Kind = 0x54
	KindRoute     Kind = 0x66
	KindLogon     Kind = 0x6A
	KindLogoff    Kind = 0x6B
)

// The answers of a server.
const (
	KindSuccess Kind = 0x70
	KindRecord  Kind = 0x71
	KindIgnored Kind = 0x7E
	KindFailure Kind = 0x7F
)

var kindNames = map[Kind]string{
	KindHello: "HELLO", KindGoodbye: "GOODBYE", KindReset: "RESET", KindRun: "RUN",
	KindBegin: "BEGIN", KindCommit: "COMMIT", KindRollback: "ROLLBACK", KindDiscard: "DISCARD",
	KindPull: "PULL", KindTelemetry: "TELEMETRY", KindRoute: "ROUTE", KindLogon: "LOGON",
	KindLogoff: "LOGOFF", KindSuccess: "SUCCESS", KindRecord: "RECORD", KindIgnored: "IGNORED",
	KindFailure: "FAILURE",
}

// String returns the name of the message as the protocol has it.
func (k Kind) String() string {
	if name, ok := kindNames[k]; ok {
		return name
	}
	return fmt.Sprintf("message 0x%02X", byte(k))
}

// KnownIn reports whether a client of version v may send the message at all.
func (k Kind) KnownIn(v Version) bool {
	switch k {
	case KindHello, KindGoodbye, KindReset, KindRun, KindBegin, KindCommit, KindRollback, KindDiscard, KindPull:
		return true
	case KindRoute:
		return v.AtLeast(4, 3)
	case KindLogon, KindLogoff:
		return v.AtLeast(5, 1)
	case KindTelemetry:
		return v.AtLeast(5, 4)
	}
	return false
}
