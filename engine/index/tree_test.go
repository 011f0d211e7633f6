package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// verify checks the whole structure of a tree and returns its entries in order.
func (t *tree[K, S, P]) verify(compare func(a, b item[K]) int) ([]item[K], error) {
	v := verifier[K, S, P]{t: t, compare: compare}
	if _, err := v.node(t.root, t.height, nil, nil); err != nil {
		return nil, err
	}
	if err := v.links(); err != nil {
		return nil, err
	}
	distinct := 0
	for i, e := range v.entries {
		if i > 0 && compare(v.entries[i-1], e) >= 0 {
			return nil, fmt.Errorf("entries %d and %d are not ascending", i-1, i)
		}
		if i == 0 || compare(item[K]{v.entries[i-1].key, 0}, item[K]{e.key, 0}) != 0 {
			distinct++
		}
		if r := t.rank(edge[K](e)); r != i {
			return nil, fmt.Errorf("entry %d has rank %d", i, r)
		}
	}
	if distinct != t.distinct || len(v.entries) != t.entries || v.nodes != t.nodes {
		return nil, fmt.Errorf("counted %d entries, %d keys, %d nodes; the tree says %d, %d, %d",
			len(v.entries), distinct, v.nodes, t.entries, t.distinct, t.nodes)
	}
	return v.entries, nil
}

type verifier[K, S any, P slots[K, S]] struct {
	t       *tree[K, S, P]
	compare func(a, b item[K]) int
	leaves  []*node[S]
	entries []item[K]
	nodes   int
}

// node checks what is in and below n, all of which must lie in [low, high).
func (v *verifier[K, S, P]) node(n *node[S], level int, low, high *item[K]) (int, error) {
	v.nodes++
	here := P(&n.slots)
	own := make([]item[K], here.count())
	for i := range own {
		var room K
		own[i].key, own[i].id = here.entry(i, room)
		if low != nil && v.compare(own[i], *low) < 0 || high != nil && v.compare(own[i], *high) >= 0 {
			return 0, fmt.Errorf("entry %d of a node on level %d is outside of its separators", i, level)
		}
	}
	if level == 0 {
		v.leaves = append(v.leaves, n)
		v.entries = append(v.entries, own...)
		return len(own), nil
	}
	if len(n.kids) != len(own)+1 || len(n.sums) != len(n.kids) {
		return 0, fmt.Errorf("%d separators, %d kids, %d sums", len(own), len(n.kids), len(n.sums))
	}
	total := 0
	for i, kid := range n.kids {
		from, to := low, high
		if i > 0 {
			from = &own[i-1]
		}
		if i < len(own) {
			to = &own[i]
		}
		sum, err := v.node(kid, level-1, from, to)
		if err != nil {
			return 0, err
		}
		if sum != n.sums[i] {
			return 0, fmt.Errorf("kid %d has %d entries, its parent says %d", i, sum, n.sums[i])
		}
		total += sum
	}
	return total, nil
}

func (v *verifier[K, S, P]) links() error {
	var prev *node[S]
	for i, leaf := range v.leaves {
		var next *node[S]
		if i+1 < len(v.leaves) {
			next = v.leaves[i+1]
		}
		if leaf.prev != prev || leaf.next != next {
			return fmt.Errorf("leaf %d of %d is not linked to its neighbours", i, len(v.leaves))
		}
		prev = leaf
	}
	return nil
}

// fewNumbers and fewBytes draw from few keys, so that nodes are full of equal ones.
func fewNumbers(rng *rand.Rand) number { return intNumber(int64(rng.IntN(60))) }

func fewBytes(rng *rand.Rand) []byte {
	letters := []string{"", "a", "b", "\x00", "\xff", "ab", "common prefix of many ", "aaaaaaaa"}
	var b []byte
	for range rng.IntN(4) {
		b = append(b, letters[rng.IntN(len(letters))]...)
	}
	return b
}

func TestTreeOfNumbersAgainstModel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := newModel(r, newTree[number, numberSlots, *numberSlots](), fewNumbers, compareNumbers)
		m.run(r)
	})
}

func TestTreeOfBytesAgainstModel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := newModel(r, newTree[[]byte, byteSlots, *byteSlots](), fewBytes, compareBytes)
		m.run(r)
	})
}

// treeModel is a tree beside the sorted slice that it should equal.
type treeModel[K, S any, P slots[K, S]] struct {
	tree    *tree[K, S, P]
	entries []item[K]
	draw    func(*rand.Rand) K
	compare func(a, b item[K]) int
	rng     *rand.Rand
}

func newModel[K, S any, P slots[K, S]](r *rapid.T, t *tree[K, S, P], draw func(*rand.Rand) K, compare func(a, b item[K]) int) *treeModel[K, S, P] {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0))
	return &treeModel[K, S, P]{tree: t, draw: draw, compare: compare, rng: rng}
}

func (m *treeModel[K, S, P]) item() item[K] { return item[K]{m.draw(m.rng), uint64(m.rng.IntN(100))} }

// run grows and shrinks the tree.
func (m *treeModel[K, S, P]) run(r *rapid.T) {
	m.load(rapid.SampledFrom([]int{0, 1, 100, 5000}).Draw(r, "loaded"))
	m.check(r)
	for range rapid.IntRange(1, 10).Draw(r, "rounds") {
		steps := rapid.SampledFrom([]int{1, 50, 500, 3000}).Draw(r, "steps")
		if rapid.Bool().Draw(r, "insert") {
			m.insert(r, steps)
		} else {
			m.remove(r, steps)
		}
		m.check(r)
	}
	for range 5 {
		m.checkSpan(r)
	}
}

func (m *treeModel[K, S, P]) load(n int) {
	for range n {
		m.entries = append(m.entries, m.item())
	}
	slices.SortFunc(m.entries, m.compare)
	m.entries = slices.CompactFunc(m.entries, func(a, b item[K]) bool { return m.compare(a, b) == 0 })
	m.tree.load(m.entries)
}

func (m *treeModel[K, S, P]) insert(r *rapid.T, steps int) {
	for range steps {
		e := m.item()
		at, there := slices.BinarySearchFunc(m.entries, e, m.compare)
		if m.tree.insert(e.key, e.id) == there {
			r.Fatalf("insert of %v: there before: %v", e, there)
		}
		if !there {
			m.entries = slices.Insert(m.entries, at, e)
		}
	}
}

func (m *treeModel[K, S, P]) remove(r *rapid.T, steps int) {
	for i := range steps {
		e := m.item()
		if i%8 != 0 && len(m.entries) > 0 {
			e = m.entries[m.rng.IntN(len(m.entries))]
		}
		at, there := slices.BinarySearchFunc(m.entries, e, m.compare)
		if m.tree.remove(e.key, e.id) != there {
			r.Fatalf("remove of %v: there before: %v", e, there)
		}
		if there {
			m.entries = slices.Delete(m.entries, at, at+1)
		}
	}
}

func (m *treeModel[K, S, P]) check(r *rapid.T) {
	entries, err := m.tree.verify(m.compare)
	if err != nil {
		r.Fatal(err)
	}
	if !slices.EqualFunc(entries, m.entries, func(a, b item[K]) bool { return m.compare(a, b) == 0 }) {
		r.Fatalf("tree holds %d entries, model %d, or they differ", len(entries), len(m.entries))
	}
}

// checkSpan reads a stretch in batches.
func (m *treeModel[K, S, P]) checkSpan(r *rapid.T) {
	from, to := m.item(), m.item()
	var want []uint64
	for _, e := range m.entries {
		if m.compare(e, from) >= 0 && m.compare(e, to) < 0 {
			want = append(want, e.id)
		}
	}
	s := span[K]{edge[K](from), edge[K](to)}
	if n := m.tree.between(s); n != len(want) {
		r.Fatalf("estimate %d, want %d", n, len(want))
	}
	limit := rapid.SampledFrom([]int{1, 7, 120, 1000}).Draw(r, "limit")
	var got Entries
	for done := false; !done; {
		before := len(got.IDs)
		var room K
		s.from, done = m.tree.collect(&s, limit, false, room, &got)
		if n := len(got.IDs) - before; n > limit || !done && n < limit {
			r.Fatalf("a batch of %d with the limit %d, done: %v", n, limit, done)
		}
	}
	if !slices.Equal(got.IDs, want) {
		r.Fatalf("span holds %v, want %v", got.IDs, want)
	}
}
