package exec

import "slices"

// gaps are the rows of a batch that got no match, in order.
type gaps struct {
	rows []int32
	pos  int // of rows that were passed
}

func (g *gaps) begin(rows []int32) { g.rows, g.pos = append(g.rows[:0], rows...), 0 }

// before appends up to room rows that come before row and got no match, and
// notes that row got one once there are no more.
func (g *gaps) before(row int32, room int, dst []int32) []int32 {
	for len(dst) < room && g.pos < len(g.rows) && g.rows[g.pos] < row {
		dst = append(dst, g.rows[g.pos])
		g.pos++
	}
	if len(dst) == 0 && g.pos < len(g.rows) && g.rows[g.pos] == row {
		g.pos++
	}
	return dst
}

// rest appends up to room of the rows that are left.
func (g *gaps) rest(room int, dst []int32) []int32 {
	n := min(room, len(g.rows)-g.pos)
	dst = append(dst, g.rows[g.pos:g.pos+n]...)
	g.pos += n
	return dst
}

func (g *gaps) done() bool { return g.pos == len(g.rows) }

// remove notes that row got a match, where matches come in any order.
func (g *gaps) remove(row int32) {
	if i, ok := slices.BinarySearch(g.rows, row); ok {
		g.rows = slices.Delete(g.rows, i, i+1)
	}
}
