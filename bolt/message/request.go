package message

// Request is a message of a client: *Hello, *Logon, *Run, *Begin, *Pull (which
// is DISCARD, too), *Route or, for those that carry nothing that is needed, Plain.
type Request interface {
	Kind() Kind
}

// Plain is a request without content: GOODBYE, RESET, COMMIT, ROLLBACK, LOGOFF
// and TELEMETRY.
type Plain Kind

// Kind returns the kind of the message.
func (p Plain) Kind() Kind { return Kind(p) }
