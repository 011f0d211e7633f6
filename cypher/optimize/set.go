package optimize

import "memgraphd/cypher/semantic"

// set is a set of symbols by ID. It is changed only by whoever made it.
type set []uint64

func (s set) has(id int) bool { return id>>6 < len(s) && s[id>>6]&(1<<(id&63)) != 0 }

func (s *set) add(id int) {
	for id>>6 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[id>>6] |= 1 << (id & 63)
}

func (s set) remove(id int) {
	if id>>6 < len(s) {
		s[id>>6] &^= 1 << (id & 63)
	}
}

// with returns s with more symbols; s stays as it is. Nil symbols are left out.
func (s set) with(symbols ...*semantic.Symbol) set {
	t := s.clone()
	for _, sym := range symbols {
		if sym != nil {
			t.add(sym.ID)
		}
	}
	return t
}

func (s set) clone() set { return append(set(nil), s...) }

func (s set) union(t set) set {
	u := s.clone()
	for i, word := range t {
		if i < len(u) {
			u[i] |= word
		} else {
			u = append(u, word)
		}
	}
	return u
}

// minus returns the elements of s that are not in t.
func (s set) minus(t set) set {
	u := s.clone()
	for i := range u {
		if i < len(t) {
			u[i] &^= t[i]
		}
	}
	return u
}

// covers reports whether all of t is in s.
func (s set) covers(t set) bool {
	for i, word := range t {
		if word != 0 && (i >= len(s) || word&^s[i] != 0) {
			return false
		}
	}
	return true
}

// meets reports whether s and t have anything in common.
func (s set) meets(t set) bool {
	for i := range min(len(s), len(t)) {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

func (s set) empty() bool {
	for _, word := range s {
		if word != 0 {
			return false
		}
	}
	return true
}

// each calls f for the elements, ascending.
func (s set) each(f func(id int)) {
	for i, word := range s {
		for b := 0; word != 0; b, word = b+1, word>>1 {
			if word&1 != 0 {
				f(i<<6 + b)
			}
		}
	}
}
