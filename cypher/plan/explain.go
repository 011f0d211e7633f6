package plan

import "strings"

// Line is a row of EXPLAIN or PROFILE.
type Line struct {
	// Op is the operator that the row is about. An operator may have several
	// rows; a row that only opens a branch has none.
	Op Operator
	// Text is the operator's name with its details.
	Text string
	// Indent counts the branches that the row is within; Branch is true for a row
	// that opens one, whose name is then Text.
	Indent int
	Branch bool
}

// String returns the row as EXPLAIN shows it.
func (l Line) String() string {
	indent := strings.Repeat(" |", l.Indent)
	if l.Branch {
		return indent + ` |\ ` + l.Text
	}
	return indent + " * " + l.Text
}

// Explain returns the rows of EXPLAIN, the root first. Of an operator with
// several inputs the last ones come first, as branches.
func Explain(p *Plan) []string {
	lines := Lines(p)
	rows := make([]string, len(lines))
	for i, l := range lines {
		rows[i] = l.String()
	}
	return rows
}

// Lines returns the rows of EXPLAIN with the operators they are about.
func Lines(p *Plan) []Line {
	e := &explainer{plan: p}
	if p.PeriodicCommit != nil {
		e.add(nil, "PeriodicCommit")
	}
	e.operator(p.Root)
	return e.lines
}

// explainer collects the rows of a plan.
type explainer struct {
	plan   *Plan
	lines  []Line
	indent int
	// joints are the leaves of steps, where the trunk goes on with the step before.
	joints map[*Argument]bool
}

func (e *explainer) add(op Operator, text string) {
	e.lines = append(e.lines, Line{Op: op, Text: text, Indent: e.indent})
}

// branch adds a plan that runs beside the trunk.
func (e *explainer) branch(name string, op Operator, first ...string) {
	e.lines = append(e.lines, Line{Text: name, Indent: e.indent, Branch: true})
	e.indent++
	for _, text := range first {
		e.add(nil, text)
	}
	e.operator(op)
	e.indent--
}

// operator adds an operator and all below it.
func (e *explainer) operator(op Operator) {
	switch op := op.(type) {
	case *Expand:
		e.expand(op)
		return
	case *SemiApply:
		e.add(op, "Filter Pattern")
		e.branch("", op.Right, "EvaluatePatternFilter")
	case *SemiJoin:
		e.add(op, semiJoinName(op)+" {"+e.name(op.Key)+"}")
		e.branch("", op.Right)
	case *Apply:
		e.add(op, applyName(op))
		e.branch("", op.Right)
	case *Cartesian:
		e.add(op, "Cartesian {"+e.sides(op.Left, op.Right)+"}")
		e.branch("", op.Right)
	case *HashJoin:
		name := "HashJoin {"
		if op.Optional {
			name = "OptionalHashJoin {"
		}
		e.add(op, name+e.sides(op.Left, op.Right)+"}")
		e.branch("", op.Right)
	case *Union:
		e.union(op)
		return
	case *Merge:
		e.add(op, "Merge")
		e.branch("On Match", op.Match)
		e.branch("On Create", op.Create)
	case *Foreach:
		e.add(op, "Foreach")
		e.branch("", op.Body)
	case *Sequence:
		e.sequence(op)
	case *Argument:
		if e.joints[op] {
			return
		}
		e.texts(op)
	case *Repeat:
		e.add(op, "Repeat "+e.arrow(op.From, op.AllRels, op.To, 0, nil))
		e.branch("", op.Body)
	default:
		e.texts(op)
		e.subplans(op)
	}
	if in := op.Inputs(); len(in) > 0 {
		e.operator(in[0])
	}
}

// sequence adds the steps of a sequence as if each were on top of the one before.
func (e *explainer) sequence(op *Sequence) {
	if e.joints == nil {
		e.joints = map[*Argument]bool{}
	}
	for i := len(op.Steps) - 1; i >= 0; i-- {
		leaf := op.Steps[i].Body
		for len(leaf.Inputs()) > 0 {
			leaf = leaf.Inputs()[0]
		}
		if arg, ok := leaf.(*Argument); ok {
			e.joints[arg] = true
		}
		e.operator(op.Steps[i].Body)
	}
}

func semiJoinName(op *SemiJoin) string {
	if op.Anti {
		return "HashAntiJoin"
	}
	return "HashSemiJoin"
}

func applyName(op *Apply) string {
	switch {
	case op.InTransactions != nil:
		return "PeriodicSubquery"
	case op.Optional:
		return "Optional"
	}
	return "Apply"
}

func (e *explainer) union(op *Union) {
	e.add(op, "Union {"+e.names(op.Out)+"}")
	for _, b := range op.Branches[1:] {
		e.branch("", b)
	}
	e.operator(op.Branches[0])
}

// expand adds a hop with the tests that it includes.
func (e *explainer) expand(op *Expand) {
	hop := "Expand " + e.arrow(op.From, op.Rel, op.To, op.Direction, op.TypeNames)
	if op.Optional {
		e.add(op, "Optional")
		e.lines = append(e.lines, Line{Indent: e.indent, Branch: true})
		e.indent++
	}
	if op.ToLabels != nil {
		e.add(op, "Filter "+e.labelled(op.To, op.ToLabels))
	}
	if len(op.Distinct) > 0 {
		e.add(op, "EdgeUniquenessFilter {"+e.name(op.Rel)+" : "+e.names(op.Distinct)+"}")
	}
	e.add(op, hop)
	if op.Optional {
		e.add(nil, "Once")
		e.indent--
	}
	e.operator(op.Input)
}
