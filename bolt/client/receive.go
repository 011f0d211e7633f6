package client

import (
	"encoding/binary"
	"fmt"
	"io"

	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// Reply is the answer to a request.
type Reply struct {
	Ignored bool        // the request was not looked at
	Meta    value.Value // the map of a SUCCESS
}

// Error is a FAILURE.
type Error struct {
	Code    string
	Message string
}

// Error returns the message with its code.
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Record is a row of a result. It is valid during the call that it is handed to.
type Record struct {
	Columns int
	d       *packstream.Decoder
}

// Decoder returns the decoder that stands before the next column.
func (r *Record) Decoder() *packstream.Decoder { return r.d }

// Values reads the remaining columns as Go values; see [Any].
func (r *Record) Values() ([]any, error) {
	values := make([]any, 0, r.Columns)
	for r.d.Remaining() > 0 {
		values = append(values, Any(r.d))
	}
	return values, r.d.Err()
}

// Waiting returns the number of requests that were queued and not answered yet.
func (c *Conn) Waiting() int { return c.waiting }

// Receive sends what is queued and reads the answer to the oldest request,
// handing the records before it to onRecord, which may be nil. A FAILURE is an
// *[Error]; after any other error the connection is lost.
func (c *Conn) Receive(onRecord func(*Record) error) (Reply, error) {
	if len(c.out) > 0 {
		if err := c.Flush(); err != nil {
			return Reply{}, err
		}
	}
	for {
		kind, err := c.read()
		if err != nil {
			return Reply{}, err
		}
		if kind != message.KindRecord {
			c.waiting--
			return c.reply(kind)
		}
		if onRecord == nil {
			continue
		}
		record := Record{Columns: c.decoder.List(), d: &c.decoder}
		if err := onRecord(&record); err != nil {
			return Reply{}, err
		}
	}
}

func (c *Conn) reply(kind message.Kind) (Reply, error) {
	switch kind {
	case message.KindIgnored:
		return Reply{Ignored: true}, nil
	case message.KindSuccess:
		meta := c.decoder.MapValue()
		return Reply{Meta: meta}, c.decoder.Err()
	case message.KindFailure:
		meta := c.decoder.MapValue()
		if c.decoder.Err() != nil {
			return Reply{}, c.decoder.Err()
		}
		code, ok := meta.Get("code")
		if !ok {
			code, _ = meta.Get("neo4j_code") // from Bolt 5.7 on
		}
		text, _ := meta.Get("message")
		return Reply{}, &Error{Code: code.AsString(), Message: text.AsString()}
	}
	return Reply{}, fmt.Errorf("the server sent an unexpected %s", kind)
}

// read reads the next message and its header.
func (c *Conn) read() (message.Kind, error) {
	c.message = c.message[:0]
	for {
		var header [2]byte
		if _, err := io.ReadFull(c.in, header[:]); err != nil {
			return 0, err
		}
		size := int(binary.BigEndian.Uint16(header[:]))
		if size == 0 && len(c.message) > 0 {
			break
		}
		start := len(c.message)
		c.message = append(c.message, make([]byte, size)...)
		if _, err := io.ReadFull(c.in, c.message[start:]); err != nil {
			return 0, err
		}
	}
	c.decoder.Reset(c.message, readLimits)
	_, tag := c.decoder.Struct()
	return message.Kind(tag), c.decoder.Err()
}
