package bolt

import "memgraphd/bolt/message"

// phase is where a connection stands as a whole.
type phase uint8

const (
	phaseConnected       phase = iota // waits for HELLO
	phaseUnauthenticated              // waits for LOGON, from Bolt 5.1 on
	phaseReady                        // serves queries
	phaseFailed                       // ignores everything until RESET
	phaseDefunct                      // closes
)

// machine is the state of a connection as the protocol sees it: which request
// may come next. It knows no socket and no session.
type machine struct {
	version message.Version
	phase   phase
	inTx    bool // an explicit transaction is open
	open    int  // results that are not consumed
}

// String returns the state by the name that the protocol gives it.
func (m *machine) String() string {
	switch {
	case m.phase == phaseConnected:
		return "NEGOTIATION"
	case m.phase == phaseUnauthenticated:
		return "AUTHENTICATION"
	case m.phase == phaseFailed:
		return "FAILED"
	case m.phase == phaseDefunct:
		return "DEFUNCT"
	case m.inTx && m.open > 0:
		return "TX_STREAMING"
	case m.inTx:
		return "TX_READY"
	case m.open > 0:
		return "STREAMING"
	}
	return "READY"
}

// verdict says what to do with a request.
type verdict uint8

const (
	execute verdict = iota
	ignore          // answer IGNORED
	refuse          // answer FAILURE and ignore what follows until RESET
	violate         // answer FAILURE and close
)

// admit decides about a request. The error explains refuse and violate.
func (m *machine) admit(kind message.Kind) (verdict, *Error) {
	if kind == message.KindGoodbye {
		return execute, nil
	}
	switch m.phase {
	case phaseConnected:
		if kind == message.KindHello {
			return execute, nil
		}
	case phaseUnauthenticated:
		if kind == message.KindLogon || kind == message.KindReset {
			return execute, nil
		}
	case phaseFailed:
		if kind == message.KindReset {
			return execute, nil
		}
		return ignore, nil
	case phaseReady:
		return m.admitReady(kind)
	}
	return violate, m.misplaced(kind)
}

func (m *machine) admitReady(kind message.Kind) (verdict, *Error) {
	switch kind {
	case message.KindHello, message.KindLogon:
		return violate, m.misplaced(kind)
	case message.KindLogoff:
		if m.inTx || m.open > 0 {
			return violate, m.misplaced(kind)
		}
	case message.KindRun:
		if m.open > 0 && !m.inTx {
			return refuse, Errorf(ClientError, "The records of the previous query must be pulled or discarded before the next query is run. Use an explicit transaction to have several results open.")
		}
	case message.KindBegin:
		switch {
		case m.inTx:
			return refuse, Errorf(ClientError, "Nested transactions are not supported.")
		case m.open > 0:
			return refuse, Errorf(ClientError, "The records of the previous query must be pulled or discarded before a transaction is begun.")
		}
	case message.KindPull, message.KindDiscard:
		if m.open == 0 {
			return refuse, Errorf(ClientError, "There is no open result to %s from. Run a query first.", kind)
		}
	case message.KindCommit:
		if !m.inTx {
			return refuse, Errorf(ClientError, "No current transaction to commit.")
		}
	}
	return execute, nil
}

// misplaced is the error of a request that breaks the protocol.
func (m *machine) misplaced(kind message.Kind) *Error {
	e := Errorf(ClientError, "The message %s is not allowed in the state %s of a Bolt %s connection.", kind, m, m.version)
	e.Code = CodeInvalidRequest
	return e
}

// greeted moves on after HELLO, which up to Bolt 5.0 is the login, too.
func (m *machine) greeted() {
	m.phase = phaseReady
	if m.version.AtLeast(5, 1) {
		m.phase = phaseUnauthenticated
	}
}

// settle records what is open after a request that succeeded.
func (m *machine) settle(inTx bool, open int) { m.inTx, m.open = inTx, open }

// fail records that a request failed. Results are gone; the transaction is
// until RESET only good for a rollback.
func (m *machine) fail() {
	m.open = 0
	if m.phase == phaseReady {
		m.phase = phaseFailed
	} else {
		m.phase = phaseDefunct
	}
}

// reset returns to the state after the login.
func (m *machine) reset() {
	m.inTx, m.open = false, 0
	if m.phase == phaseFailed {
		m.phase = phaseReady
	}
}
