package engine

// reading remembers the chunk whose latch a loop holds, shared; nil for none.
// Such loops defer done once, so that a panic on the way, which someone above
// recovers from, leaves no latch behind for writers to wait for. They take and
// leave latches themselves: a call for each row would show.
type reading struct{ c *chunk }

// done lets go of the latch, if one is held.
func (r *reading) done() {
	if c := r.c; c != nil {
		r.c = nil
		c.latch.RUnlock()
	}
}
