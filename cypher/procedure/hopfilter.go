package procedure

import (
	"slices"
	"strings"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// hopFilter says along which relationships to go, by type and direction.
type hopFilter struct {
	out, in typeSet
}

// typeSet is a set of relationship types, or any type.
type typeSet struct {
	any   bool
	types []engine.TypeID
}

// list is the set as the store takes it.
func (s *typeSet) list() []engine.TypeID {
	if s.any {
		return nil
	}
	return append([]engine.TypeID{}, s.types...)
}

func (s *typeSet) empty() bool              { return !s.any && len(s.types) == 0 }
func (s *typeSet) has(t engine.TypeID) bool { return s.any || slices.Contains(s.types, t) }
func (s *typeSet) equal(other *typeSet) bool {
	return s.any == other.any && slices.Equal(s.types, other.types)
}

func (s *typeSet) add(name string, c *Call) {
	if name == "" {
		s.any, s.types = true, nil
	}
	t, ok := c.findType(name)
	if !ok || s.has(t) {
		return
	}
	s.types = append(s.types, t)
	slices.Sort(s.types)
}

// hopFilter reads a filter such as ["KNOWS>", "<OWNS", "LIKES", ">"], or the same as
// one string with | between its parts. Nothing is any relationship in either direction.
func (c *Call) hopFilter(v value.Value) hopFilter {
	var f hopFilter
	given := false
	for _, s := range stringsOf(v) {
		for part := range strings.SplitSeq(s, "|") {
			if part = strings.TrimSpace(part); part != "" {
				given = true
				f.add(part, c)
			}
		}
	}
	if !given {
		f.out.any, f.in.any = true, true
	}
	return f
}

func (f *hopFilter) add(part string, c *Call) {
	name, in := strings.CutPrefix(part, "<")
	name, out := strings.CutSuffix(name, ">")
	if out || !in {
		f.out.add(name, c)
	}
	if in || !out {
		f.in.add(name, c)
	}
}

// expand finds the relationships at nodes that the filter lets pass, each once from
// each of its ends, in the order of from.
func (f *hopFilter) expand(v *View, from []uint64, dst *engine.Hops) error {
	if f.out.equal(&f.in) {
		return v.ExpandAll(from, engine.Both, f.out.list(), dst)
	}
	if f.in.empty() {
		return v.ExpandAll(from, engine.Out, f.out.list(), dst)
	}
	if f.out.empty() {
		return v.ExpandAll(from, engine.In, f.in.list(), dst)
	}
	return f.expandBoth(v, from, dst)
}

// expandBoth goes out and in by different types. A loop that both let pass counts once.
func (f *hopFilter) expandBoth(v *View, from []uint64, dst *engine.Hops) error {
	var out, in engine.Hops
	if err := v.ExpandAll(from, engine.Out, f.out.list(), &out); err != nil {
		return err
	}
	if err := v.ExpandAll(from, engine.In, f.in.list(), &in); err != nil {
		return err
	}
	dst.Row, dst.Rel, dst.To = dst.Row[:0], dst.Rel[:0], dst.To[:0]
	o, i := 0, 0
	for row := range from {
		first := len(dst.Rel)
		for ; o < len(out.Row) && int(out.Row[o]) == row; o++ {
			dst.Row, dst.Rel, dst.To = append(dst.Row, out.Row[o]), append(dst.Rel, out.Rel[o]), append(dst.To, out.To[o])
		}
		for ; i < len(in.Row) && int(in.Row[i]) == row; i++ {
			if in.To[i] == from[row] && slices.Contains(dst.Rel[first:], in.Rel[i]) {
				continue
			}
			dst.Row, dst.Rel, dst.To = append(dst.Row, in.Row[i]), append(dst.Rel, in.Rel[i]), append(dst.To, in.To[i])
		}
	}
	return nil
}
