package exec

import "memgraphd/cypher/batch"

// feed hands the rows of an input one by one to an operator that makes any
// number of rows of each.
type feed struct {
	input *node
	in    *batch.Batch // nil before the first batch and behind the last
	rows  []int32
	at    int // the current row is rows[at]
}

func (f *feed) reset(x *Execution) error {
	f.in = nil
	return f.input.reset(x)
}

// row returns the current row of in.
func (f *feed) row() int32 { return f.rows[f.at] }

// next goes on to the next row. Before it asks for another batch it makes out
// take what it has noted of the current one; fresh tells that it did. In is nil
// at the end.
func (f *feed) next(x *Execution, out *output) (fresh bool, err error) {
	if f.in != nil && f.at+1 < len(f.rows) {
		f.at++
		return false, nil
	}
	if f.in != nil {
		out.flush(f.in)
	}
	if f.in, err = f.input.next(x); f.in == nil {
		return false, err
	}
	f.rows, f.at = f.in.Rows(), 0
	return true, nil
}

// flush makes out take what it has noted of the current batch.
func (f *feed) flush(out *output) {
	if f.in != nil {
		out.flush(f.in)
	}
}
