package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// create adds CREATE. What needs a node or relationship of the same clause for
// its properties is created in a step behind it.
func (b *builder) create(c *ast.Create) {
	cb := newCreateBuilder(b.info, func(s *Create) { b.add(s) })
	for _, part := range c.Pattern {
		cb.part(part)
	}
	cb.flush()
}

// createBuilder collects what a clause creates.
type createBuilder struct {
	info *semantic.Info
	step *Create
	// made are the variables that step creates.
	made map[*semantic.Symbol]bool
	emit func(*Create)
}

func newCreateBuilder(info *semantic.Info, emit func(*Create)) *createBuilder {
	return &createBuilder{info: info, step: &Create{}, made: map[*semantic.Symbol]bool{}, emit: emit}
}

func (b *createBuilder) flush() {
	if len(b.step.Nodes)+len(b.step.Rels)+len(b.step.Paths) > 0 {
		b.emit(b.step)
	}
	b.step, b.made = &Create{}, map[*semantic.Symbol]bool{}
}

// needs ends the step if the expressions read something that it creates.
func (b *createBuilder) needs(exprs ...ast.Expr) {
	for _, e := range exprs {
		if e == nil {
			continue
		}
		for sym := range b.info.Free(e) {
			if b.made[sym] {
				b.flush()
				return
			}
		}
	}
}

func (b *createBuilder) part(part *ast.PatternPart) {
	path := &Path{}
	for i, n := range part.Nodes {
		path.Steps = append(path.Steps, PathStep{Sym: b.node(n), Node: true})
		if i < len(part.Links) {
			path.Steps = append(path.Steps, PathStep{Sym: b.info.Rels[part.Links[i].(*ast.RelPattern)]})
		}
	}
	for i, l := range part.Links {
		b.rel(l.(*ast.RelPattern), b.info.Nodes[part.Nodes[i]], b.info.Nodes[part.Nodes[i+1]])
	}
	if part.Variable != nil {
		path.Sym = b.info.Uses[part.Variable]
		b.step.Paths = append(b.step.Paths, path)
		b.made[path.Sym] = true
	}
}

// node notes a node to be created, unless it is there already.
func (b *createBuilder) node(n *ast.NodePattern) *semantic.Symbol {
	sym := b.info.Nodes[n]
	if n.Variable != nil && sym.Decl != n.Variable {
		return sym
	}
	labels, _ := semantic.PlainLabels(n.Labels)
	b.needs(n.Properties)
	b.needs(dynamic(labels)...)
	b.step.Nodes = append(b.step.Nodes, NewNode{Sym: sym, Pos: n.Pos, Labels: labels, Properties: n.Properties})
	b.made[sym] = true
	return sym
}

func dynamic(labels []ast.Label) []ast.Expr {
	var all []ast.Expr
	for _, l := range labels {
		all = append(all, l.Dynamic)
	}
	return all
}

func (b *createBuilder) rel(r *ast.RelPattern, left, right *semantic.Symbol) {
	if r.Direction == ast.Incoming {
		left, right = right, left
	}
	sym := b.info.Rels[r]
	label := r.Types.(*ast.LabelName).Label
	b.needs(r.Properties, label.Dynamic)
	b.step.Rels = append(b.step.Rels, NewRel{Sym: sym, Pos: r.Pos, From: left, To: right, Type: label, Properties: r.Properties})
	b.made[sym] = true
}
