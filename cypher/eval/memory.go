package eval

import (
	"fmt"
	"sync/atomic"
)

// Memory is a query's account of the memory it keeps: lists, hash tables, sort
// buffers. It is safe for concurrent use.
type Memory struct {
	used    atomic.Int64
	outside atomic.Int64
	closed  atomic.Bool
	// Limit in bytes; 0 means none.
	Limit int64
	// Parent is charged as well: the account of the whole server.
	Parent *Memory
}

// MemoryError says that a query would exceed a memory limit.
type MemoryError struct{ Wanted, Used, Limit int64 }

// Error returns the text that clients see.
func (e *MemoryError) Error() string {
	return fmt.Sprintf("Memory limit exceeded! Attempting to allocate a chunk of %s which would put the current use to %s, while the maximum allowed size for allocation is set to %s.",
		readable(e.Wanted), readable(e.Used+e.Wanted), readable(e.Limit))
}

func readable(n int64) string {
	const unit = 1024
	f := float64(n)
	for _, suffix := range []string{"B", "KiB", "MiB", "GiB"} {
		if f < unit {
			if suffix == "B" {
				return fmt.Sprintf("%d%s", n, suffix)
			}
			return fmt.Sprintf("%.2f%s", f, suffix)
		}
		f /= unit
	}
	return fmt.Sprintf("%.2fTiB", f)
}

// Grow charges n bytes, or fails and charges nothing. A nil account takes all.
func (m *Memory) Grow(n int64) error {
	if m == nil || n == 0 {
		return nil
	}
	used := m.used.Add(n)
	if m.Limit > 0 {
		if used += m.outside.Load(); used > m.Limit {
			m.used.Add(-n)
			return &MemoryError{Wanted: n, Used: used - n, Limit: m.Limit}
		}
	}
	if err := m.Parent.Grow(n); err != nil {
		m.used.Add(-n)
		return err
	}
	return nil
}

// SetLive tells how many bytes the process keeps in all. What is not charged to
// the account is the store's, and counts towards the limit as well.
func (m *Memory) SetLive(n int64) { m.outside.Store(max(0, n-m.used.Load())) }

// The store may grow until a part of the limit is left, so that queries can
// still read and delete. It takes memory in chunks.
const (
	spareShare = 16
	storeChunk = 1 << 20
)

// Admit fails if there is no room for the store to grow by n bytes, or by a chunk if
// that is more. It looks at the account of the whole server, whatever a query's own
// limit is.
func (m *Memory) Admit(n int64) error {
	for m != nil && m.Parent != nil {
		m = m.Parent
	}
	if m == nil || m.Limit == 0 {
		return nil
	}
	used, most := m.used.Load()+m.outside.Load(), m.Limit-m.Limit/spareShare
	n = max(n, storeChunk)
	if used+n <= most {
		return nil
	}
	return &MemoryError{Wanted: n, Used: used, Limit: most}
}

// Release gives back n bytes; of a closed account there is nothing left to give back.
func (m *Memory) Release(n int64) {
	if m == nil || n == 0 || m.closed.Load() {
		return
	}
	m.used.Add(-n)
	m.Parent.Release(n)
}

// Close gives back all that is still charged. Whoever still holds something may
// release it later to no effect.
func (m *Memory) Close() {
	if m != nil && !m.closed.Swap(true) {
		m.Parent.Release(m.used.Swap(0))
	}
}

// Used returns the bytes that are charged.
func (m *Memory) Used() int64 {
	if m == nil {
		return 0
	}
	return m.used.Load()
}
