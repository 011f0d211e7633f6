package bolt

// The GQL statuses that are sent (ISO/IEC 39075; the subclasses that begin with N
// are Neo4j's). Bolt 5.5 tells them of results, Bolt 5.7 of errors.
const (
	StatusSuccess          = "00000"
	StatusOmitted          = "00001" // there are no columns
	StatusNoData           = "02000" // there are columns, but no records
	StatusWarning          = "01N42"
	StatusInformation      = "03N42"
	StatusProtocol         = "08N06"
	StatusData             = "22000"
	StatusRollback         = "40000"
	StatusSerialization    = "40001"
	StatusRule             = "42000"
	StatusSyntax           = "42001"
	StatusUnauthenticated  = "42NFF"
	StatusUnexpected       = "50N42"
	StatusConstraintBroken = "G2000"
)

// conditions are the statuses in words, without what a message adds.
var conditions = map[string]string{
	StatusSuccess:          "note: successful completion",
	StatusOmitted:          "note: successful completion - omitted result",
	StatusNoData:           "note: no data",
	StatusWarning:          "warn: unknown warning",
	StatusInformation:      "info: unknown notification",
	StatusProtocol:         "error: connection exception - protocol error",
	StatusData:             "error: data exception",
	StatusRollback:         "error: transaction rollback",
	StatusSerialization:    "error: transaction rollback - serialization failure",
	StatusRule:             "error: syntax error or access rule violation",
	StatusSyntax:           "error: syntax error or access rule violation - invalid syntax",
	StatusUnauthenticated:  "error: syntax error or access rule violation - permission/access denied",
	StatusUnexpected:       "error: general processing exception - unexpected error",
	StatusConstraintBroken: "error: graph type violation",
}

var classifications = [...]string{
	DatabaseError: "DATABASE_ERROR", ClientError: "CLIENT_ERROR", TransientError: "TRANSIENT_ERROR",
}

// status returns the GQL status of an error: its own, or what its code and class say.
func (e *Error) status() string {
	switch {
	case conditions[e.Status] != "":
		return e.Status
	case e.Code == CodeUnauthenticated:
		return StatusUnauthenticated
	case e.Code == CodeInvalidRequest:
		return StatusProtocol
	case e.Class == TransientError:
		return StatusRollback
	}
	return StatusUnexpected
}

// gqlError writes an error as clients of Bolt 5.7 and later read it.
func (r *reply) gqlError(e *Error, code string) {
	status := e.status()
	r.string("neo4j_code", code)
	r.string("message", e.Message)
	r.string("gql_status", status)
	r.string("description", conditions[status]+". "+e.Message)
	r.mapping("diagnostic_record", 1) // drivers fill in what is as always
	r.entry("_classification", classifications[e.Class])
}

// entry writes an entry of a map that was begun with its size.
func (r *reply) entry(key, s string) {
	r.w.Key(key)
	r.w.String(s)
}

// statuses writes how a query went, the most severe first: no data, warnings,
// success, hints.
func (c *conn) statuses(r *reply, s *Summary, result *openResult) {
	outcome := result.status()
	order := [...]string{"WARNING", "", "INFO"}
	if outcome == StatusNoData {
		order = [...]string{"", "WARNING", "INFO"}
	}
	n := 1
	for i := range s.Notifications {
		if wanted(&s.Notifications[i], result.filter) {
			n++
		}
	}
	r.list("statuses", n)
	for _, severity := range order {
		if severity == "" {
			r.outcome(outcome)
			continue
		}
		for i := range s.Notifications {
			if note := &s.Notifications[i]; note.severity() == severity && wanted(note, result.filter) {
				r.status(note)
			}
		}
	}
}

// status returns the outcome of a result that is consumed.
func (r *openResult) status() string {
	switch {
	case len(r.Fields()) == 0:
		return StatusOmitted
	case !r.answered:
		return StatusNoData
	}
	return StatusSuccess
}

func (r *reply) outcome(status string) {
	r.w.BeginMap(2)
	r.entry("gql_status", status)
	r.entry("status_description", conditions[status])
}

// severity is "WARNING", or "INFO" for all else.
func (n *Notification) severity() string {
	if n.Severity == "WARNING" {
		return n.Severity
	}
	return "INFO"
}

// status writes a notification as a status. The description of a status is never empty.
func (r *reply) status(n *Notification) {
	status, severity := StatusInformation, "INFORMATION"
	if n.severity() == "WARNING" {
		status, severity = StatusWarning, "WARNING"
	}
	text := n.Description
	if text == "" {
		text = n.Title
	}
	r.w.BeginMap(6)
	r.entry("gql_status", status)
	r.entry("status_description", text)
	r.entry("description", n.Description)
	r.entry("neo4j_code", n.Code)
	r.entry("title", n.Title)
	r.w.Key("diagnostic_record")
	if n.Position == nil {
		r.w.BeginMap(1)
	} else {
		r.w.BeginMap(2)
	}
	r.entry("_severity", severity)
	if n.Position != nil {
		r.w.Key("_position")
		r.position(n.Position)
	}
}
