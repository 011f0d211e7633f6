package bolt

import "sync/atomic"

// Metrics counts what a [Server] does. The active ones go up and down, the
// others only up. Reading is safe at any time.
type Metrics struct {
	Accepted        atomic.Int64 // connections, in all
	Refused         atomic.Int64 // connections over a limit
	Active          atomic.Int64 // connections now
	ActiveSessions  atomic.Int64 // connections that are authenticated now
	ActiveTLS       atomic.Int64 // encrypted connections now
	ActiveWebSocket atomic.Int64 // WebSocket connections now
	Messages        atomic.Int64 // requests that were read
	Failures        atomic.Int64 // requests that were answered with FAILURE
	Interrupts      atomic.Int64 // queries cancelled by RESET or a lost connection
	AuthFailures    atomic.Int64 // refused logins
	Panics          atomic.Int64 // connections closed by a panic
}
