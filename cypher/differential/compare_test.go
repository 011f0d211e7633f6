package differential

import (
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"memgraphd/cypher/reference"
	"memgraphd/engine/value"
)

// shown is an outcome as text that is the same for outcomes that mean the same.
type shown struct {
	rows  []string
	graph string
	err   error
}

// show shows an outcome. Nodes and relationships that were there before are shown
// by their ids, new ones by what they are and what they are joined to.
func (q *generated) show(before *reference.Graph, o outcome) shown {
	if o.err != nil {
		return shown{err: o.err}
	}
	s := &shower{q: q, colors: colors(before, o.graph)}
	out := shown{graph: s.graph(o.graph)}
	for _, row := range o.rows {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = s.value(v)
		}
		out.rows = append(out.rows, strings.Join(cells, " | "))
	}
	if !q.ordered {
		slices.Sort(out.rows)
	}
	return out
}

// differ says how two outcomes differ, or returns "".
func differ(want, got shown) string {
	switch {
	case errors.Is(want.err, reference.ErrTooLong):
		return ""
	case (want.err == nil) != (got.err == nil):
		return fmt.Sprintf("wanted error: %v\n   got error: %v", want.err, got.err)
	case want.err != nil:
		return ""
	case !slices.Equal(want.rows, got.rows):
		return fmt.Sprintf("wanted %d rows\n\t%s\ngot %d rows\n\t%s",
			len(want.rows), strings.Join(want.rows, "\n\t"), len(got.rows), strings.Join(got.rows, "\n\t"))
	case want.graph != got.graph:
		return fmt.Sprintf("wanted the graph\n%s\ngot\n%s", want.graph, got.graph)
	}
	return ""
}

// shower turns values into text.
type shower struct {
	q      *generated
	colors map[value.Value]string // of nodes and relationships
}

func (s *shower) value(v value.Value) string {
	switch v.Kind() {
	case value.KindInt:
		return strconv.FormatInt(v.AsInt(), 10)
	case value.KindFloat:
		return s.float(v.AsFloat())
	case value.KindList:
		items := s.values(v.AsList())
		if s.q.bag {
			slices.Sort(items)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case value.KindMap:
		var entries []string
		for _, e := range v.AsMap() {
			entries = append(entries, e.Key+": "+s.value(e.Value))
		}
		return "{" + strings.Join(entries, ", ") + "}"
	case value.KindNode, value.KindRelationship:
		if c, ok := s.colors[v]; ok {
			return c
		}
		return "gone " + value.Literal(v)
	case value.KindGraph:
		return strings.Join(s.members(v.AsGraph()), " ")
	case value.KindPath:
		p := v.AsPath()
		text := s.value(value.NodeRef(p.Nodes[0]))
		for i, r := range p.Rels {
			text += s.value(value.RelationshipRef(r)) + s.value(value.NodeRef(p.Nodes[i+1]))
		}
		return text
	}
	return value.Literal(v)
}

// members shows what is in a graph, in no order.
func (s *shower) members(g *value.Graph) []string {
	var all []string
	for _, id := range g.Nodes {
		all = append(all, s.value(value.NodeRef(id)))
	}
	for _, id := range g.Rels {
		all = append(all, s.value(value.RelationshipRef(id)))
	}
	slices.Sort(all)
	return all
}

func (s *shower) values(list []value.Value) []string {
	items := make([]string, len(list))
	for i, v := range list {
		items[i] = s.value(v)
	}
	return items
}

// float shows a float with as many digits as do not depend on the order of summands.
// Where 1 and 1.0 are the same group, either may represent it.
func (s *shower) float(f float64) string {
	if s.q.loose && f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.FormatInt(int64(f), 10)
	}
	text := strconv.FormatFloat(f, 'g', 9, 64)
	if !strings.ContainsAny(text, ".eIN") {
		text += ".0"
	}
	return text
}

func (s *shower) graph(g *reference.Graph) string {
	var lines []string
	for id, n := range g.Nodes {
		lines = append(lines, s.value(value.NodeRef(id))+nodeText(n))
	}
	for id, r := range g.Relationships {
		lines = append(lines, s.value(value.RelationshipRef(id))+" "+s.value(value.NodeRef(r.From))+"-"+relText(r)+"->"+s.value(value.NodeRef(r.To)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func nodeText(n *reference.Node) string {
	return ":" + strings.Join(slices.Sorted(slices.Values(n.Labels)), ":") + propertiesText(n.Properties)
}

func relText(r *reference.Relationship) string { return r.Type + propertiesText(r.Properties) }

func propertiesText(p map[string]value.Value) string {
	text := " {"
	for _, k := range slices.Sorted(maps.Keys(p)) {
		text += k + ": " + value.Literal(p[k]) + ", "
	}
	return text + "}"
}

// colors names all nodes and relationships: by their ids if they were there
// before, else by what can be told of them by looking at them and, some rounds
// long, at what they are joined to.
func colors(before, g *reference.Graph) map[value.Value]string {
	c := map[value.Value]string{}
	for id, n := range g.Nodes {
		c[value.NodeRef(id)] = "new" + nodeText(n)
		if _, old := before.Nodes[id]; old {
			c[value.NodeRef(id)] = fmt.Sprintf("(%d)", id)
		}
	}
	for range 3 {
		next := maps.Clone(c)
		around := map[uint64][]string{}
		for _, r := range g.Relationships {
			text := relText(r)
			around[r.From] = append(around[r.From], ">"+text+c[value.NodeRef(r.To)])
			around[r.To] = append(around[r.To], "<"+text+c[value.NodeRef(r.From)])
		}
		for id := range g.Nodes {
			if _, old := before.Nodes[id]; !old {
				slices.Sort(around[id])
				next[value.NodeRef(id)] = hashed("n", append(around[id], c[value.NodeRef(id)])...)
			}
		}
		c = next
	}
	for id, r := range g.Relationships {
		ref := value.RelationshipRef(id)
		c[ref] = fmt.Sprintf("[%d]", id)
		if _, old := before.Relationships[id]; !old {
			c[ref] = hashed("r", relText(r), c[value.NodeRef(r.From)], c[value.NodeRef(r.To)])
		}
	}
	return c
}

func hashed(prefix string, parts ...string) string {
	h := fnv.New32a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return fmt.Sprintf("%s%08x", prefix, h.Sum32())
}
