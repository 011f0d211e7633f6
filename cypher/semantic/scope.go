package semantic

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/internal/spelling"
)

// scope is the set of names that a piece of the query sees. Names of the
// parent are seen too, unless the scope has the same name.
type scope struct {
	parent *scope
	names  map[string]*Symbol
	order  []*Symbol // in the order of declaration
}

func newScope(parent *scope) *scope { return &scope{parent: parent, names: map[string]*Symbol{}} }

func (s *scope) add(name string, sym *Symbol) {
	s.names[name] = sym
	s.order = append(s.order, sym)
}

func (s *scope) lookup(name string) *Symbol {
	for ; s != nil; s = s.parent {
		if sym := s.names[name]; sym != nil {
			return sym
		}
	}
	return nil
}

// visible returns all names that can be seen, sorted.
func (s *scope) visible() []string {
	var all []string
	for ; s != nil; s = s.parent {
		for name := range s.names {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sorted returns the symbols of the scope itself by name, as * lists them.
func (s *scope) sorted() []*Symbol {
	all := slices.Clone(s.order)
	slices.SortStableFunc(all, func(a, b *Symbol) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// within runs f in a scope of its own, for variables local to an expression.
func (c *checker) within(f func()) {
	outer, columns := c.scope, c.columns
	c.scope, c.columns = newScope(outer), nil
	f()
	c.scope, c.columns = outer, columns
}

// declare adds a variable to the current scope. It must not be there yet;
// outer scopes of a subquery count, those of an expression don't.
func (c *checker) declare(v *ast.Variable, t Type) *Symbol {
	if c.scope.lookup(v.Name) != nil {
		c.fail(v.Pos, VariableBound, "Redeclaring variable: %s.", v.Name)
	}
	return c.bind(v, t)
}

// bind adds a variable to the current scope and may hide another one.
func (c *checker) bind(v *ast.Variable, t Type) *Symbol {
	sym := c.info.NewSymbol(v.Name, t)
	sym.Decl = v
	c.info.Uses[v] = sym
	c.scope.add(v.Name, sym)
	return sym
}

// use resolves a variable.
func (c *checker) use(v *ast.Variable) Type {
	sym := c.scope.lookup(v.Name)
	if sym == nil {
		c.fail(v.Pos, UndefinedVariable, "Unbound variable: %s.%s", v.Name, spelling.Hint(v.Name, c.scope.visible()))
		return AnyType
	}
	c.info.Uses[v] = sym
	return sym.Type
}
