package value

import "testing"

func virtualNode(id int64) Value {
	return VirtualNodeValue(&VirtualNode{ID: id, Labels: []string{"L"}, Properties: mapOf("a", Int(1))})
}

func virtualRel(id int64) Value {
	return VirtualRelationshipValue(&VirtualRelationship{ID: id, Type: "T", From: virtualNode(-1), To: NodeRef(1), Properties: Map(nil)})
}

func TestVirtualIDs(t *testing.T) {
	a, b := NewVirtualID(), NewVirtualID()
	if a >= 0 || b >= 0 || a == b {
		t.Errorf("the ids %d and %d", a, b)
	}
}

func TestVirtualValuesAreTheirIDs(t *testing.T) {
	other := VirtualNodeValue(&VirtualNode{ID: -1, Properties: Map(nil)})
	for _, c := range []struct {
		a, b Value
		same bool
	}{
		{virtualNode(-1), other, true},
		{virtualNode(-1), virtualNode(-2), false},
		{virtualNode(-1), virtualRel(-1), false},
		{virtualRel(-1), virtualRel(-1), true},
	} {
		if Equal(c.a, c.b) != Bool(c.same) || Equivalent(c.a, c.b) != c.same || (Order(c.a, c.b) == 0) != c.same {
			t.Errorf("%s and %s", Literal(c.a), Literal(c.b))
		}
		if c.same && Hash(0, c.a) != Hash(0, c.b) {
			t.Errorf("the hashes of %s differ", Literal(c.a))
		}
	}
	if err := CheckStorable(list(virtualNode(-1))); err == nil {
		t.Error("a virtual node can be stored")
	}
}

func TestVirtualValuesTakeMemory(t *testing.T) {
	small, large := virtualNode(-1), VirtualNodeValue(&VirtualNode{ID: -2, Labels: []string{"L"}, Properties: mapOf("a", String("a long text that counts"))})
	graph := VirtualGraphValue(&VirtualGraph{Nodes: []Value{small, large}, Rels: []Value{virtualRel(-3)}})
	if s, l, g := MemoryUsage(small), MemoryUsage(large), MemoryUsage(graph); s < 100 || l <= s || g < s+l+MemoryUsage(virtualRel(-3)) {
		t.Errorf("the nodes take %d and %d bytes, the graph %d", s, l, g)
	}
}

func TestPathsThroughVirtualGraphs(t *testing.T) {
	p := &Path{Nodes: []uint64{1, 2, 3}, Rels: []uint64{4, 5}, Virtual: &VirtualPath{
		Nodes: []Value{virtualNode(-1), virtualNode(-2), virtualNode(-3)}, Rels: []Value{virtualRel(-4), virtualRel(-5)},
	}}
	q := p.Slice(1, 2)
	if len(q.Nodes) != 2 || q.Node(0) != p.Node(1) || q.Rel(0) != p.Rel(1) || q.Node(1) != p.Node(2) {
		t.Error("the slice has other parts")
	}
	if plain := (&Path{Nodes: []uint64{1}}); plain.Node(0) != NodeRef(1) {
		t.Error("a stored node is not a reference")
	}
}
