package index

import "slices"

// remove takes an entry out; false if there is none.
func (t *tree[K, S, P]) remove(k K, id uint64) bool {
	if !t.removeFrom(t.root, t.height, k, id) {
		return false
	}
	t.entries--
	for t.height > 0 && len(t.root.kids) == 1 {
		t.root = t.root.kids[0]
		t.height--
		t.nodes--
	}
	return true
}

func (t *tree[K, S, P]) removeFrom(n *node[S], level int, k K, id uint64) bool {
	if level == 0 {
		return t.removeLeaf(n, k, id)
	}
	i := kidOf[K, S, P](n, k, id)
	if !t.removeFrom(n.kids[i], level-1, k, id) {
		return false
	}
	n.sums[i]--
	if here := P(&n.kids[i].slots); here.count() < here.capacity()/4 {
		t.mend(n, i)
	}
	return true
}

func (t *tree[K, S, P]) removeLeaf(n *node[S], k K, id uint64) bool {
	here := P(&n.slots)
	pos, found := here.find(k, id)
	if !found {
		return false
	}
	here.remove(pos)
	if !t.adjoins(n, pos, k) {
		t.distinct--
	}
	return true
}

// mend fuses kid i, which has become small, with a neighbour under the same
// parent, if the two together leave room for more.
func (t *tree[K, S, P]) mend(n *node[S], i int) {
	for _, left := range [...]int{i, i - 1} {
		if left < 0 || left+1 >= len(n.kids) {
			continue
		}
		a, b := P(&n.kids[left].slots), P(&n.kids[left+1].slots)
		size := a.count() + b.count()
		if n.kids[left].kids != nil {
			size++
		}
		if size <= a.capacity()*3/4 || min(a.count(), b.count()) == 0 && size <= a.capacity() {
			t.fuse(n, left)
			return
		}
	}
}

// fuse moves all of kid i+1 of n into kid i.
func (t *tree[K, S, P]) fuse(n *node[S], i int) {
	a, b := n.kids[i], n.kids[i+1]
	left := P(&a.slots)
	if a.kids != nil {
		var room K
		k, id := P(&n.slots).entry(i, room)
		left.insert(left.count(), k, id)
		a.kids = append(a.kids, b.kids...)
		a.sums = append(a.sums, b.sums...)
	} else {
		a.next = b.next
		if b.next != nil {
			b.next.prev = a
		}
	}
	left.join(&b.slots)
	P(&n.slots).remove(i)
	n.kids = slices.Delete(n.kids, i+1, i+2)
	n.sums[i] += n.sums[i+1]
	n.sums = slices.Delete(n.sums, i+1, i+2)
	t.nodes--
}
