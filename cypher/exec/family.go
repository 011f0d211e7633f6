package exec

// family is a set of ways to a node, each a set of relationships, that stands for
// all ways to it: whatever few relationships are still to be followed, if any way
// does without them, one of the family does. It keeps a way only if some choice of
// relationships meets all kept ways but not this one; by a theorem of Bollobás
// (in the form of Lovász and Frankl) at most binomial(i+q, i) ways of i
// relationships are kept where q are to follow.
type family struct {
	ways  []uint64 // one behind the other
	size  int      // relationships of a way
	ahead int      // relationships that are still to be followed

	chosen [maxChain]uint64 // scratch
}

func (f *family) n() int { return len(f.ways) / f.size }

func (f *family) way(i int) []uint64 { return f.ways[i*f.size : (i+1)*f.size] }

// needs reports whether a way is to be kept: some choice of f.ahead relationships
// outside of it meets all that are. With a nil way it reports whether any choice
// does, which is to say that the family may still grow.
func (f *family) needs(way []uint64) bool { return f.hit(way, 0) }

// maxChain bounds the hops that are followed as a whole: a family holds at most
// ten ways then.
const maxChain = 5

// hit completes the first n of the choice to one that meets all ways.
func (f *family) hit(outside []uint64, n int) bool {
	for i := range f.n() {
		way := f.way(i)
		if meets(way, f.chosen[:n]) {
			continue
		}
		if n == f.ahead {
			return false
		}
		for _, rel := range way {
			if has(outside, rel) {
				continue
			}
			f.chosen[n] = rel
			if f.hit(outside, n+1) {
				return true
			}
		}
		return false
	}
	return true
}

func meets(a, b []uint64) bool {
	for _, rel := range a {
		if has(b, rel) {
			return true
		}
	}
	return false
}

func has(list []uint64, rel uint64) bool {
	for _, r := range list {
		if r == rel {
			return true
		}
	}
	return false
}
