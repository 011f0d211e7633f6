package index

// load fills an empty tree with sorted entries, from the leaves up. Nodes are
// left an eighth empty, so that the first insertions do not split them all.
func (t *tree[K, S, P]) load(items []item[K]) {
	if len(items) == 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	level, between := t.loadLeaves(items)
	t.entries, t.nodes, t.height = len(items), len(level), 0
	for len(level) > 1 {
		level, between = t.loadInner(level, between)
		t.nodes += len(level)
		t.height++
	}
	t.root = level[0]
}

// loadLeaves returns the leaves and the separators between them.
func (t *tree[K, S, P]) loadLeaves(items []item[K]) (leaves []*node[S], between []item[K]) {
	n := new(node[S])
	leaves = append(leaves, n)
	t.distinct = 0
	for i := range items {
		k, id := items[i].key, items[i].id
		here := P(&n.slots)
		if here.count() == 0 || !here.holds(here.count()-1, k) {
			t.distinct++
		}
		if here.count() < here.capacity()*7/8 && !here.full() {
			here.insert(here.count(), k, id)
			continue
		}
		next := new(node[S])
		next.prev, n.next = n, next
		P(&next.slots).insert(0, k, id)
		sep, sepID := here.separator(&next.slots)
		between = append(between, item[K]{sep, sepID})
		leaves = append(leaves, next)
		n = next
	}
	return leaves, between
}

// loadInner puts a level of inner nodes over kids.
func (t *tree[K, S, P]) loadInner(kids []*node[S], between []item[K]) (level []*node[S], above []item[K]) {
	for len(kids) > 0 {
		n := new(node[S])
		here := P(&n.slots)
		group := min(len(kids), here.capacity()*7/8)
		for i, kid := range kids[:group] {
			n.kids = append(n.kids, kid)
			n.sums = append(n.sums, t.total(kid))
			if i > 0 {
				here.insert(i-1, between[i-1].key, between[i-1].id)
			}
		}
		level = append(level, n)
		kids = kids[group:]
		if len(kids) > 0 {
			above = append(above, between[group-1])
			between = between[group:]
		}
	}
	return level, above
}
