package plan

// Sequence takes in all rows and runs one step after the other for all of them: a script of many update
// clauses. A variable is kept once, not once in each operator that it passes through.
type Sequence struct {
	unary
	Steps []Step
}

// Step is an update of a [Sequence].
type Step struct {
	// Body is a plan with an Argument leaf that carries the row.
	Body Operator
	// Binds are the variables that it binds and that are needed behind it; Done those
	// that are not needed any more.
	Binds, Done []Slot
}

// Inputs returns the input and the bodies.
func (s *Sequence) Inputs() []Operator {
	all := make([]Operator, 0, len(s.Steps)+1)
	all = append(all, s.Input)
	for i := range s.Steps {
		all = append(all, s.Steps[i].Body)
	}
	return all
}

// SetInput replaces the input (0) or the body of a step.
func (s *Sequence) SetInput(i int, input Operator) {
	if i == 0 {
		s.Input = input
	} else {
		s.Steps[i-1].Body = input
	}
}
