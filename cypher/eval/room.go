package eval

// room fails if n bytes are more than the query may hold. It is asked before there is what takes
// them: the kernel accounts for it when it is made.
func room(x *Context, n uint64) error {
	bytes := int64(min(n, mostBytes+1))
	if bytes > mostBytes {
		return &MemoryError{Wanted: bytes, Used: x.Memory.Used(), Limit: mostBytes}
	}
	if err := x.Memory.Grow(bytes); err != nil {
		return err
	}
	x.Memory.Release(bytes)
	return nil
}

// growth asks for room for something that is made piece by piece, each time that it has doubled.
type growth struct {
	x     *Context
	asked uint64 // bytes
}

// freeBytes may be made without asking for room.
const freeBytes = 1 << 20

// reach fails if there is no room for n bytes.
func (g *growth) reach(n uint64) error {
	if n <= max(g.asked, freeBytes) {
		return nil
	}
	g.asked = 2 * n
	return room(g.x, g.asked)
}
