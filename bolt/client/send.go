package client

import (
	"encoding/binary"

	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// maxChunk is how much of a message fits behind one chunk header.
const maxChunk = 65535

// begin starts a request of a number of fields.
func (c *Conn) begin(kind message.Kind, fields int) {
	c.out = append(c.out, 0, 0)
	c.body = len(c.out)
	c.out = packstream.AppendStruct(c.out, fields, byte(kind))
}

// end frames the request in chunks.
func (c *Conn) end() {
	c.waiting++
	n := len(c.out) - c.body
	if n <= maxChunk {
		binary.BigEndian.PutUint16(c.out[c.body-2:], uint16(n))
		c.out = append(c.out, 0, 0)
		return
	}
	body := append([]byte(nil), c.out[c.body:]...)
	c.out = c.out[:c.body-2]
	for len(body) > 0 {
		n := min(len(body), maxChunk)
		c.out = binary.BigEndian.AppendUint16(c.out, uint16(n))
		c.out = append(c.out, body[:n]...)
		body = body[n:]
	}
	c.out = append(c.out, 0, 0)
}

func (c *Conn) appendEntry(key, s string) {
	c.out = packstream.AppendString(packstream.AppendString(c.out, key), s)
}

// SendRaw queues a message with this body, whatever it is.
func (c *Conn) SendRaw(body []byte) {
	c.out = append(c.out, 0, 0)
	c.body = len(c.out)
	c.out = append(c.out, body...)
	c.end()
}

// SendRun queues a RUN. params is a map or null; it must not refer to nodes,
// relationships or paths. extra, a map or null, describes the transaction.
func (c *Conn) SendRun(query string, params, extra value.Value) error {
	c.begin(message.KindRun, 3)
	c.out = packstream.AppendString(c.out, query)
	if err := c.appendMap(params); err != nil {
		return err
	}
	if err := c.appendMap(extra); err != nil {
		return err
	}
	c.end()
	return nil
}

// SendBegin queues a BEGIN. extra, a map or null, describes the transaction.
func (c *Conn) SendBegin(extra value.Value) error {
	c.begin(message.KindBegin, 1)
	if err := c.appendMap(extra); err != nil {
		return err
	}
	c.end()
	return nil
}

// appendMap appends a map for which null stands in. If it cannot be sent, the
// request is dropped.
func (c *Conn) appendMap(m value.Value) error {
	if m.IsNull() {
		c.out = packstream.AppendMap(c.out, 0)
		return nil
	}
	out, err := packstream.AppendValue(c.out, m, c.version.AtLeast(5, 0))
	if c.out = out; err != nil {
		c.out = c.out[:c.body-2]
	}
	return err
}

// SendPull queues a PULL of n records, of all if n is -1, from the result with
// the number qid, the latest if qid is -1.
func (c *Conn) SendPull(n, qid int64) {
	c.begin(message.KindPull, 1)
	entries := 1
	if qid >= 0 {
		entries = 2
	}
	c.out = packstream.AppendMap(c.out, entries)
	c.out = packstream.AppendInt(packstream.AppendString(c.out, "n"), n)
	if qid >= 0 {
		c.out = packstream.AppendInt(packstream.AppendString(c.out, "qid"), qid)
	}
	c.end()
}

// Send queues a request without content, such as COMMIT or RESET.
func (c *Conn) Send(kind message.Kind) {
	c.begin(kind, 0)
	c.end()
}

// Flush sends what is queued.
func (c *Conn) Flush() error {
	_, err := c.sock.Write(c.out)
	c.out = c.out[:0]
	return err
}
