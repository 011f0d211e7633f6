package exec

import (
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
)

// builder makes the operators of one execution.
type builder struct {
	program *Program
	x       *Execution
	scope   *argument     // of the right side that is being built; nil outside of any
	ramp    int           // what the first batches aim at; 0 for full ones
	unread  plan.Operator // whose rows nobody looks at
	hides   int           // the hidden slots in use
	// duplicates tells what the operators above do with equal rows.
	duplicates duplicates
}

// build makes an execution of a program.
func build(p *Program) (*Execution, error) {
	x := &Execution{program: p, slots: p.plan.NumSlots, subplans: map[*plan.Subplan]*subplan{}}
	b := &builder{program: p, x: x}
	var err error
	if x.memory, err = b.memoryLimit(p.plan.Memory); err != nil {
		return nil, err
	}
	if x.root, err = b.root(p.plan); err != nil {
		return nil, err
	}
	for _, sub := range p.plan.Subplans {
		if err := b.subplan(sub); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// operator makes the operator for a plan, and those below it.
func (b *builder) operator(p plan.Operator) (*node, error) {
	n := &node{plan: p}
	b.x.nodes = append(b.x.nodes, n)
	was := b.duplicates
	if !passesDuplicates(p) {
		b.duplicates = counted
	}
	hides := b.hides
	op, err := b.make(p)
	b.duplicates, b.hides = was, hides
	if err != nil {
		return nil, err
	}
	n.op = op
	if c, ok := op.(closer); ok {
		b.x.closers = append(b.x.closers, c)
	}
	return n, nil
}

// full makes an operator whose rows are all needed, whatever is above.
func (b *builder) full(p plan.Operator) (*node, error) {
	ramp := b.ramp
	b.ramp = 0
	defer func() { b.ramp = ramp }()
	return b.operator(p)
}

func (b *builder) make(p plan.Operator) (operator, error) {
	for _, make := range [...]func(*builder, plan.Operator) (operator, error){
		(*builder).makeSource, (*builder).makePattern, (*builder).makeRows, (*builder).makeControl, (*builder).makeUpdate,
	} {
		if op, err := make(b, p); op != nil || err != nil {
			return op, err
		}
	}
	return nil, fmt.Errorf("the executor has no operator for %T", p)
}

// makeSource makes the operators that find nodes and relationships, and leaves.
func (b *builder) makeSource(p plan.Operator) (operator, error) {
	switch p := p.(type) {
	case *plan.Once:
		return b.once()
	case *plan.Argument:
		return b.argument()
	case *plan.NodeScan:
		return b.nodeScan(p)
	case *plan.NodeIndexSeek:
		return b.nodeSeek(p)
	case *plan.PointSeek:
		return b.pointSeek(p)
	case *plan.NodeByID:
		return b.nodeByID(p)
	case *plan.RelationshipScan:
		return b.relationshipScan(p, b.program.leaf == p)
	case *plan.RelationshipIndexSeek:
		return b.relationshipSeek(p)
	case *plan.RelationshipByID:
		return b.relationshipByID(p)
	case *plan.CountStore:
		return b.countStore(p)
	case *plan.Load:
		return b.load(p)
	case *plan.CallProcedure:
		return b.call(p)
	}
	return nil, nil
}

// makePattern makes the operators that follow patterns.
func (b *builder) makePattern(p plan.Operator) (operator, error) {
	switch p := p.(type) {
	case *plan.Expand:
		return b.expand(p)
	case *plan.ExpandVar:
		return b.expandVar(p)
	case *plan.ShortestPath:
		return b.shortestPath(p)
	case *plan.PathSearch:
		return b.pathSearch(p)
	case *plan.Repeat:
		return b.repeat(p)
	case *plan.NamedPath:
		return b.namedPath(p)
	case *plan.Uniqueness:
		return b.uniqueness(p)
	case *plan.LabelFilter:
		return b.labelFilter(p)
	}
	return nil, nil
}

// makeRows makes the operators that work on rows whatever they hold.
func (b *builder) makeRows(p plan.Operator) (operator, error) {
	switch p := p.(type) {
	case *plan.Filter:
		return b.filter(p)
	case *plan.Project:
		return b.project(p)
	case *plan.Aggregate:
		return b.aggregate(p)
	case *plan.Distinct:
		return b.distinct(p)
	case *plan.Choose:
		return b.choose(p)
	case *plan.Sort:
		return b.sort(p)
	case *plan.Skip:
		return b.skip(p)
	case *plan.Limit:
		return b.limit(p)
	case *plan.Unwind:
		return b.unwind(p)
	}
	return nil, nil
}

// makeControl makes the operators that run and join others.
func (b *builder) makeControl(p plan.Operator) (operator, error) {
	switch p := p.(type) {
	case *plan.Accumulate:
		return b.accumulate(p)
	case *plan.EmptyResult:
		return b.emptyResult(p)
	case *plan.Cartesian:
		return b.cartesian(p)
	case *plan.HashJoin:
		return b.hashJoin(p)
	case *plan.Apply:
		return b.apply(p)
	case *plan.SemiJoin:
		return b.semiJoin(p)
	case *plan.SemiApply:
		return b.semiApply(p)
	case *plan.Union:
		return b.union(p)
	}
	return nil, nil
}

// makeUpdate makes the operators that change data.
func (b *builder) makeUpdate(p plan.Operator) (operator, error) {
	switch p := p.(type) {
	case *plan.Create:
		return b.create(p)
	case *plan.Merge:
		return b.merge(p)
	case *plan.Set:
		return b.set(p)
	case *plan.Remove:
		return b.remove(p)
	case *plan.Delete:
		return b.delete(p)
	case *plan.Foreach:
		return b.foreach(p)
	case *plan.Sequence:
		return b.sequence(p)
	}
	return nil, nil
}

// kernel compiles an expression.
func (b *builder) kernel(e ast.Expr) (eval.Kernel, error) { return eval.Compile(e, b.program.env) }

// kernels compiles several.
func (b *builder) kernels(list []ast.Expr) ([]eval.Kernel, error) {
	out := make([]eval.Kernel, len(list))
	for i, e := range list {
		var err error
		if out[i], err = b.kernel(e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// live returns the slots that the output of p has to carry: those that are
// needed above it, and the number of the row in the right side it is part of.
func (b *builder) live(p plan.Operator) []batch.Slot {
	live := p.Common().Live
	if b.scope == nil || b.scope.slot == batch.None {
		return live
	}
	return append(append(make([]batch.Slot, 0, len(live)+1), live...), b.scope.slot)
}

// hidden returns a slot that no variable has. It is that of the operator that is being
// made, and free again for those above it, which look at no columns but their own.
func (b *builder) hidden() batch.Slot {
	s := batch.Slot(b.program.plan.NumSlots + b.hides)
	b.hides++
	b.x.slots = max(b.x.slots, int(s)+1)
	return s
}
