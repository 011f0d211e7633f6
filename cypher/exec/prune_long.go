package exec

// pruneLong finds the nodes that paths of more than a length lead to: walks tell which may be, and
// a search for a path whether one is.
type pruneLong struct {
	q       *query
	pattern automaton
	product product
	search  suffixes
	at      int // of the product's ends
}

func (p *pruneLong) begin(x *Execution, q *query) error {
	seg := segment{hops: []hop{{steps: *q.steps}}, repeated: true, least: q.bounds.min, most: q.bounds.max}
	p.q, p.at, p.pattern = q, 0, automaton{segments: []segment{seg}}
	if err := p.pattern.number(); err != nil {
		return err
	}
	return p.product.begin(x, &p.pattern, q.from)
}

// next goes on to the next node; false if there is none.
func (p *pruneLong) next(x *Execution) (node uint64, found bool, err error) {
	for !found {
		for p.at == len(p.product.ends) {
			if p.product.whole {
				return 0, false, nil
			}
			if err := p.product.grow(x); err != nil {
				return 0, false, err
			}
		}
		end := p.product.ends[p.at]
		p.at++
		if node = p.product.pairs[end].node; p.q.into && node != p.q.to {
			continue
		}
		p.search.begin(&p.product, end)
		if found, err = p.search.next(x); err != nil {
			return 0, false, err
		}
	}
	return node, true, nil
}

func (p *pruneLong) free(x *Execution) {
	p.product.free(x)
	p.search.free(x)
}
