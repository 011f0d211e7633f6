package bolt

import (
	"testing"

	"memgraphd/bolt/message"
)

// TestMachine holds the whole table: what happens to each request in each state.
func TestMachine(t *testing.T) {
	states := []struct {
		name    string
		machine machine
	}{
		{"NEGOTIATION", machine{}},
		{"AUTHENTICATION", machine{phase: phaseUnauthenticated}},
		{"READY", machine{phase: phaseReady}},
		{"STREAMING", machine{phase: phaseReady, open: 1}},
		{"TX_READY", machine{phase: phaseReady, inTx: true}},
		{"TX_STREAMING", machine{phase: phaseReady, inTx: true, open: 2}},
		{"FAILED", machine{phase: phaseFailed, inTx: true}},
		{"DEFUNCT", machine{phase: phaseDefunct}},
	}
	const x, i, r, v = execute, ignore, refuse, violate
	table := []struct {
		kind message.Kind
		want [8]verdict // in the order of states
	}{
		{message.KindHello, [8]verdict{x, v, v, v, v, v, i, v}},
		{message.KindLogon, [8]verdict{v, x, v, v, v, v, i, v}},
		{message.KindLogoff, [8]verdict{v, v, x, v, v, v, i, v}},
		{message.KindGoodbye, [8]verdict{x, x, x, x, x, x, x, x}},
		{message.KindReset, [8]verdict{v, x, x, x, x, x, x, v}},
		{message.KindRun, [8]verdict{v, v, x, r, x, x, i, v}},
		{message.KindBegin, [8]verdict{v, v, x, r, r, r, i, v}},
		{message.KindCommit, [8]verdict{v, v, r, r, x, x, i, v}},
		{message.KindRollback, [8]verdict{v, v, x, x, x, x, i, v}},
		{message.KindPull, [8]verdict{v, v, r, x, r, x, i, v}},
		{message.KindDiscard, [8]verdict{v, v, r, x, r, x, i, v}},
		{message.KindRoute, [8]verdict{v, v, x, x, x, x, i, v}},
		{message.KindTelemetry, [8]verdict{v, v, x, x, x, x, i, v}},
	}
	for s, state := range states {
		m := state.machine
		m.version = message.Newest
		if m.String() != state.name {
			t.Errorf("state %s calls itself %s", state.name, &m)
		}
		for _, row := range table {
			got, err := m.admit(row.kind)
			if got != row.want[s] {
				t.Errorf("%s in %s: verdict %d, want %d", row.kind, state.name, got, row.want[s])
			}
			if (err != nil) != (got == refuse || got == violate) {
				t.Errorf("%s in %s: error %v", row.kind, state.name, err)
			}
		}
	}
}

// TestMachineMoves follows the transitions.
func TestMachineMoves(t *testing.T) {
	old := machine{version: message.Version{Major: 5, Minor: 0}}
	old.greeted()
	m := machine{version: message.Newest}
	m.greeted()
	if old.String() != "READY" || m.String() != "AUTHENTICATION" {
		t.Errorf("after HELLO: %s, %s", &old, &m)
	}
	m.phase = phaseReady
	m.settle(true, 1)
	m.fail()
	if m.String() != "FAILED" {
		t.Errorf("after a failure: %s", &m)
	}
	m.reset()
	if m.String() != "READY" {
		t.Errorf("after RESET: %s", &m)
	}
	m.phase = phaseUnauthenticated
	m.reset()
	if m.String() != "AUTHENTICATION" {
		t.Errorf("RESET before the login leads to %s", &m)
	}
	m.fail()
	if m.String() != "DEFUNCT" {
		t.Errorf("a failed login leads to %s", &m)
	}
}
