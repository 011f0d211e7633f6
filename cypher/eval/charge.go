package eval

import (
	"unsafe"

	"memgraphd/engine/value"
)

// valueBytes is the size of a value in a list.
const valueBytes = int64(unsafe.Sizeof(value.Value{}))

// mostBytes is more than anything that a query could mean to hold. It stops
// values that double at every step where no limit was set.
const mostBytes = 1 << 34

// charge is what one kernel or aggregator has charged to the account of the
// execution it serves.
type charge struct {
	account *Memory
	held    int64
}

// hold makes n bytes what is charged, in place of what was.
func (c *charge) hold(account *Memory, n int64) error {
	if c.account != account {
		c.account, c.held = account, 0 // the former execution closed its account
	}
	if n > mostBytes {
		return &MemoryError{Wanted: n - c.held, Used: account.Used(), Limit: mostBytes}
	}
	if n > c.held {
		if err := account.Grow(n - c.held); err != nil {
			return err
		}
	} else {
		account.Release(c.held - n)
	}
	c.held = n
	return nil
}

// add charges n bytes more.
func (c *charge) add(account *Memory, n int64) error {
	if c.account != account {
		c.account, c.held = account, 0
	}
	return c.hold(account, c.held+n)
}

// release gives all back.
func (c *charge) release() {
	c.account.Release(c.held)
	c.held = 0
}

// largeBytes is the size from which on a single value is worth being accounted for.
const largeBytes = 4 << 10
