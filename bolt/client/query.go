package client

import (
	"memgraphd/bolt/message"
	"memgraphd/engine/value"
)

// Query runs a query and pulls all its records, in one round trip. The reply is
// that of the PULL. After an *[Error] the connection has been reset; an error of
// onRecord comes back and leaves the connection unusable.
func (c *Conn) Query(query string, params value.Value, onRecord func(*Record) error) (Reply, error) {
	if err := c.SendRun(query, params, value.Null); err != nil {
		return Reply{}, err
	}
	c.SendPull(-1, -1)
	_, err := c.Receive(nil)
	if err != nil {
		return Reply{}, c.recover(err)
	}
	reply, err := c.Receive(onRecord)
	return reply, c.recover(err)
}

// Begin opens an explicit transaction; extra, a map or null, describes it.
func (c *Conn) Begin(extra value.Value) error {
	if err := c.SendBegin(extra); err != nil {
		return err
	}
	_, err := c.Receive(nil)
	return c.recover(err)
}

// Commit commits the explicit transaction.
func (c *Conn) Commit() error { return c.simple(message.KindCommit) }

// Reset returns the connection to its state after the login.
func (c *Conn) Reset() error { return c.simple(message.KindReset) }

func (c *Conn) simple(kind message.Kind) error {
	c.Send(kind)
	_, err := c.Receive(nil)
	return c.recover(err)
}

// recover resets the connection after a FAILURE and returns err.
func (c *Conn) recover(err error) error {
	if _, failed := err.(*Error); !failed {
		return err
	}
	c.Send(message.KindReset)
	for c.waiting > 0 {
		if _, lost := c.Receive(nil); lost != nil {
			return lost
		}
	}
	return err
}
