package exec

// ramp is how many rows an operator aims at. Below a LIMIT or an EXISTS the
// first batches are small, so that little is computed in vain.
type ramp struct {
	first int // 0: full batches from the start
	size  int
	full  int
}

func (r *ramp) reset(x *Execution) {
	r.full = x.batchSize
	r.size = r.full
	if r.first > 0 {
		r.size = min(r.first, r.full)
	}
}

// next returns the size to aim at, and aims higher from then on.
func (r *ramp) next() int {
	size := r.size
	r.size = min(4*r.size, r.full)
	return size
}
