// Package client is a small Bolt client: one connection, no pool, no retries.
// It serves tests, benchmarks and command-line tools, and shows what the wire
// carries instead of hiding it.
//
//	conn, err := client.Dial(ctx, "tcp", "localhost:7687", client.Options{})
//	reply, err := conn.Query("RETURN $x", params, func(r *client.Record) error {
//		x := r.Decoder().Int()
//		return r.Err()
//	})
//
// Requests can also be queued one by one ([Conn.SendRun], [Conn.SendPull] …) and
// their answers be read with [Conn.Receive], so that anything may be pipelined.
package client
