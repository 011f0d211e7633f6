package procedure

import (
	"errors"
	"iter"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine/column"
)

// answer hands the rows of a call to the executor.
type answer struct {
	entry *entry
	call  Call
	pull  func() (*block, error, bool) // the next block of a lazy call; nil of one that has ended
	stop  func()
	cur   *block
	done  int // rows of cur that were handed on
	sel   []int32
}

// lazy runs a call a block ahead of whoever reads it, in a coroutine: never at
// the same time as its reader.
func (a *answer) lazy(run func(*Call) error) {
	c := &a.call
	a.pull, a.stop = iter.Pull2(func(pass func(*block, error) bool) {
		c.out.pass = func(b *block) bool { return pass(b, nil) }
		err := run(c)
		if err == nil {
			err = c.out.flush()
		}
		if err != nil && !errors.Is(err, errUnwanted) {
			pass(nil, err)
		}
	})
}

// next returns the next block, or nil at the end.
func (a *answer) next() (*block, error) {
	if a.pull != nil {
		b, err, _ := a.pull()
		return b, err
	}
	full := a.call.out.full
	if len(full) == 0 {
		return nil, nil
	}
	a.call.out.full = full[1:]
	return full[0], nil
}

// Next makes dst the next rows.
func (a *answer) Next(x *eval.Context, dst []*column.Column, limit int) (int, error) {
	a.call.Context = x
	for a.cur == nil || a.done == a.cur.n {
		a.release()
		b, err := a.next()
		if err != nil || b == nil {
			return 0, err
		}
		a.cur, a.done = b, 0
	}
	n := min(a.cur.n-a.done, limit)
	a.sel = a.sel[:0]
	for i := range n {
		a.sel = append(a.sel, int32(a.done+i))
	}
	for i, c := range a.cur.cols {
		column.Gather(dst[i], c, a.sel)
	}
	a.done += n
	return n, nil
}

// release gives back the block that was read.
func (a *answer) release() {
	if a.cur != nil {
		a.call.account.Release(a.cur.bytes)
		a.call.out.recycle(a.cur)
		a.cur = nil
	}
}

// Counters returns what the call has changed so far.
func (a *answer) Counters() exec.Counters { return a.call.Counters }

// Close ends the call, before its end or after it.
func (a *answer) Close() {
	a.release()
	if a.stop != nil {
		a.stop()
	}
	c := &a.call
	c.out.drop(c)
	c.account.Release(c.held)
	spare := c.out.spare
	*c.out = rows{width: c.out.width, spare: spare, full: c.out.full[:0]}
	a.call = Call{Registry: c.Registry, Host: c.Host, Name: c.Name, out: c.out, Args: c.Args[:0]}
	a.pull, a.stop = nil, nil
	a.entry.spare = a
}
