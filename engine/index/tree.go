package index

import (
	"slices"
	"sync"
)

// slots is a sorted sequence of entries (K, id) with room for a fixed number:
// what a node of a [tree] is filled with. In an inner node the entries are the
// separators: separator i is above everything under kid i and not above
// anything under kid i+1.
type slots[K, S any] interface {
	*S
	count() int
	capacity() int
	full() bool
	// find returns the number of entries below (k, id), and whether the next one is (k, id).
	find(k K, id uint64) (pos int, found bool)
	// holds reports whether the entry at pos has the key k.
	holds(pos int, k K) bool
	insert(pos int, k K, id uint64)
	remove(pos int)
	// split moves the entries from pos on to right, which is empty.
	split(pos int, right *S)
	// join appends all entries of right.
	join(right *S)
	// entry returns the entry at pos; k may be used as its memory.
	entry(pos int, k K) (K, uint64)
	// separator returns the cheapest entry above the last one and not above the first of right.
	separator(right *S) (K, uint64)
	// appendIDs and appendKeys append what is at the positions from up to to.
	appendIDs(dst []uint64, from, to int) []uint64
	appendKeys(dst *Entries, from, to int)
	// memory returns the bytes that hang off the slots.
	memory() int
}

// tree is a B+tree with the entries in its leaves. The exported methods take its
// latch; the others expect it to be held.
type tree[K, S any, P slots[K, S]] struct {
	mu       sync.RWMutex // all below, and the nodes
	root     *node[S]
	height   int // inner levels
	entries  int
	distinct int // keys
	nodes    int
}

// node is a leaf or an inner node. What the garbage collector must look at comes
// first: it does not read on behind the last pointer of an object.
type node[S any] struct {
	kids       []*node[S] // of an inner node; one more than its entries
	sums       []int      // entries below each kid
	prev, next *node[S]   // neighbours of a leaf
	slots      S
}

func newTree[K, S any, P slots[K, S]]() *tree[K, S, P] {
	return &tree[K, S, P]{root: new(node[S]), nodes: 1}
}

// edge is a place in the order of entries: in front of (key, id).
type edge[K any] struct {
	key K
	id  uint64
}

// leafOf returns the leaf and the position of the first entry not below e; the
// position may be behind the last entry of the leaf.
func (t *tree[K, S, P]) leafOf(e edge[K]) (*node[S], int) {
	n := t.root
	for range t.height {
		n = n.kids[kidOf[K, S, P](n, e.key, e.id)]
	}
	pos, _ := P(&n.slots).find(e.key, e.id)
	return n, pos
}

func kidOf[K, S any, P slots[K, S]](n *node[S], k K, id uint64) int {
	i, found := P(&n.slots).find(k, id)
	if found {
		i++
	}
	return i
}

// grown is what becomes of a node that was too full: a new right neighbour and
// the separator between the two.
type grown[K, S any] struct {
	right *node[S]
	key   K
	id    uint64
}

// insert adds an entry; false if it is there already.
func (t *tree[K, S, P]) insert(k K, id uint64) bool {
	g, added := t.insertInto(t.root, t.height, k, id)
	if g.right != nil {
		root := new(node[S])
		root.kids = []*node[S]{t.root, g.right}
		root.sums = []int{t.total(t.root), t.total(g.right)}
		P(&root.slots).insert(0, g.key, g.id)
		t.root = root
		t.height++
		t.nodes++
	}
	if added {
		t.entries++
	}
	return added
}

func (t *tree[K, S, P]) insertInto(n *node[S], level int, k K, id uint64) (g grown[K, S], added bool) {
	if level == 0 {
		return t.insertLeaf(n, k, id)
	}
	i := kidOf[K, S, P](n, k, id)
	below, added := t.insertInto(n.kids[i], level-1, k, id)
	if added {
		n.sums[i]++
	}
	if below.right != nil {
		g = t.adopt(n, i, below)
	}
	return g, added
}

func (t *tree[K, S, P]) insertLeaf(n *node[S], k K, id uint64) (g grown[K, S], added bool) {
	here := P(&n.slots)
	pos, found := here.find(k, id)
	if found {
		return g, false
	}
	if !t.adjoins(n, pos, k) {
		t.distinct++
	}
	if !here.full() {
		here.insert(pos, k, id)
		return g, true
	}
	right := t.splitLeaf(n, pos)
	if at := here.count(); pos < at || pos == at && right.next != nil {
		here.insert(pos, k, id)
	} else {
		P(&right.slots).insert(pos-at, k, id)
	}
	g.right = right
	g.key, g.id = here.separator(&right.slots)
	return g, true
}

// adjoins reports whether the entry before or the one behind a place in a leaf
// has the key k.
func (t *tree[K, S, P]) adjoins(n *node[S], pos int, k K) bool {
	here := P(&n.slots)
	if pos < here.count() {
		if here.holds(pos, k) {
			return true
		}
	} else if next := occupied[K, S, P](n.next, true); next != nil && P(&next.slots).holds(0, k) {
		return true
	}
	if pos > 0 {
		return here.holds(pos-1, k)
	}
	prev := occupied[K, S, P](n.prev, false)
	return prev != nil && P(&prev.slots).holds(P(&prev.slots).count()-1, k)
}

// occupied returns the first leaf from n on that is not empty.
func occupied[K, S any, P slots[K, S]](n *node[S], forward bool) *node[S] {
	for n != nil && P(&n.slots).count() == 0 {
		if forward {
			n = n.next
		} else {
			n = n.prev
		}
	}
	return n
}

// splitLeaf halves a full leaf. The last leaf stays whole if the entry that is
// to come goes behind it, so that ascending keys fill their leaves.
func (t *tree[K, S, P]) splitLeaf(n *node[S], pos int) *node[S] {
	here, right := P(&n.slots), new(node[S])
	at := here.count() / 2
	if n.next == nil && pos == here.count() {
		at = pos
	}
	here.split(at, &right.slots)
	right.prev, right.next = n, n.next
	if n.next != nil {
		n.next.prev = right
	}
	n.next = right
	t.nodes++
	return right
}

// adopt puts a kid that split off from kid i of n behind it.
func (t *tree[K, S, P]) adopt(n *node[S], i int, below grown[K, S]) (g grown[K, S]) {
	if here := P(&n.slots); here.full() {
		at := here.count() / 2
		if i == here.count() {
			at = i - 1
		}
		g = t.splitInner(n, at)
		if i > at {
			n, i = g.right, i-at-1
		}
	}
	P(&n.slots).insert(i, below.key, below.id)
	n.kids = slices.Insert(n.kids, i+1, below.right)
	moved := t.total(below.right)
	n.sums[i] -= moved
	n.sums = slices.Insert(n.sums, i+1, moved)
	return g
}

// splitInner moves what is behind separator at to a new node; the separator goes
// up. The halves own their slices.
func (t *tree[K, S, P]) splitInner(n *node[S], at int) (g grown[K, S]) {
	here, right := P(&n.slots), new(node[S])
	var room K
	g.key, g.id = here.entry(at, room)
	here.split(at+1, &right.slots)
	here.remove(at)
	right.kids = slices.Clone(n.kids[at+1:])
	right.sums = slices.Clone(n.sums[at+1:])
	clear(n.kids[at+1:])
	n.kids, n.sums = n.kids[:at+1], n.sums[:at+1]
	g.right = right
	t.nodes++
	return g
}

// total returns the number of entries in and below n.
func (t *tree[K, S, P]) total(n *node[S]) int {
	if n.kids == nil {
		return P(&n.slots).count()
	}
	sum := 0
	for _, s := range n.sums {
		sum += s
	}
	return sum
}

// rank returns the number of entries below e.
func (t *tree[K, S, P]) rank(e edge[K]) int {
	n, below := t.root, 0
	for range t.height {
		i := kidOf[K, S, P](n, e.key, e.id)
		for _, s := range n.sums[:i] {
			below += s
		}
		n = n.kids[i]
	}
	pos, _ := P(&n.slots).find(e.key, e.id)
	return below + pos
}
