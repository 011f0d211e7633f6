package plan

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
)

// PathSearch extends each row by the paths of a pattern that a path selector chooses: between From and each To
// the first K in order of their lengths or, if Groups, all of the first K lengths. No K is one.
type PathSearch struct {
	unary
	From, To Slot
	// Into: To is bound already and must be reached.
	Into bool
	// Reverse: the pattern was written from To to From, so paths and lists are to be turned round.
	Reverse  bool
	Segments []Segment
	K        ast.Expr
	Groups   bool
	Path     Slot // None if it has no name
	// Predicates must hold for a path to be chosen: those that look at more than one step of it.
	Predicates []ast.Expr
}

// Segment is a piece of a pattern between two nodes: a relationship, or what is repeated.
type Segment struct {
	// Hops are those of one repetition.
	Hops []Hop
	// Repeated tells a quantified segment, even one of {1}, from a lone relationship.
	Repeated bool
	Min, Max ast.Expr // of repetitions; nil: 1 and unbounded
	Rel      Slot     // the relationship or, if repeated, the list of all of them; may be None
	Lists    []PathList
	To       Slot // the node that it leads to; None for the last segment
	// Arrival must hold for the node that it leads to.
	Arrival []HopTest
}

// Hop is one relationship of a segment.
type Hop struct {
	Direction engine.Direction
	Types     []engine.TypeID // nil: any
	TypeNames []string
	NoTypes   bool // types were asked for and none of them has ever been used
	Tests     []HopTest
}

// HopTest is a condition on a hop: on its relationship and the nodes it leads from and to. Slots may be None.
type HopTest struct {
	From, Rel, To Slot
	Body          ast.Expr
}

// PathList is a group variable: the list of what is at a place of each repetition.
type PathList struct {
	Outer Slot
	Node  bool // the node in front of hop Place (or behind the last one), not its relationship
	Place int
}

// tests returns all conditions on hops.
func (s *PathSearch) tests() []HopTest {
	var all []HopTest
	for _, seg := range s.Segments {
		for _, h := range seg.Hops {
			all = append(all, h.Tests...)
		}
		all = append(all, seg.Arrival...)
	}
	return all
}

// Expressions returns all expressions of the search.
func (s *PathSearch) Expressions() []ast.Expr {
	all := append([]ast.Expr{s.K}, s.Predicates...)
	for _, seg := range s.Segments {
		all = append(all, seg.Min, seg.Max)
	}
	for _, t := range s.tests() {
		all = append(all, t.Body)
	}
	return slices.DeleteFunc(all, func(e ast.Expr) bool { return e == nil })
}

// Binds returns the slots that the search fills.
func (s *PathSearch) Binds() []Slot {
	all := []Slot{s.Path}
	if !s.Into {
		all = append(all, s.To)
	}
	for _, seg := range s.Segments {
		all = append(all, seg.Rel, seg.To)
		for _, l := range seg.Lists {
			all = append(all, l.Outer)
		}
	}
	return all
}

// Inner returns the slots that conditions on hops read and nobody else.
func (s *PathSearch) Inner() []Slot {
	var all []Slot
	for _, t := range s.tests() {
		all = append(all, t.From, t.Rel, t.To)
	}
	return all
}
