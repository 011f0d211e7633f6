// Package bolt serves graph queries over the Bolt protocol, versions 4.1 to 4.4
// and 5.0 to 5.8, on TCP, TLS and WebSocket connections.
//
// It drives a [Backend] that it declares itself: a [Session] for each
// connection, a [Result] for each query. The way of a query:
//
//	net.Conn ─▶ inbox ─▶ message.Request ─▶ machine ─▶ Session.Run ─▶ Result.Pull
//	net.Conn ◀─ output ◀─ RecordWriter ◀────────────────────────────────┘
//
// # Goroutines
//
// A connection has one goroutine. It reads a message, calls the session, and
// writes the answers when nothing more has arrived, so that a pipelined RUN and
// PULL cost one read and one write. Results are produced while they are pulled,
// into a buffer of 64 KiB with a deadline on every write: a slow reader holds
// up only itself.
//
// A call of the session that lasts longer than a few milliseconds gets a second
// goroutine for its duration, which reads ahead from the socket, a bounded
// amount: a RESET, or the end of the connection, cancels the context of the
// call. Messages before that RESET are then answered IGNORED, as the protocol
// wants.
//
// An idle connection holds its goroutine and a read buffer of a few kilobytes;
// everything else comes from pools while there is work.
//
// # Locks
//
//	Server.mu    the set of connections and listeners
//	inbox.mu     the bytes that were read and who reads the next ones
//
// Neither is held over I/O or a call of the backend, nor together with the other.
package bolt
