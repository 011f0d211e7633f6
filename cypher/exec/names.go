package exec

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// typeTest is which relationship types a hop may have.
type typeTest struct {
	planned []engine.TypeID
	names   []string
	none    bool

	ids     []engine.TypeID // nil: any
	nothing bool            // no type that was asked for exists
}

// reset looks the names up again where the plan itself may have made them.
func (t *typeTest) reset(x *Execution) {
	t.ids, t.nothing = t.planned, t.none
	if !x.program.plan.Writes || len(t.names) == 0 {
		return
	}
	t.ids = make([]engine.TypeID, 0, len(t.names))
	for _, name := range t.names {
		if id, ok := x.ctx.Txn.Database().FindType(name); ok {
			t.ids = append(t.ids, id)
		}
	}
	t.nothing = len(t.ids) == 0
}

// labelTest is a label test made ready. Names are compared when a label set is
// seen for the first time, so that labels which the query itself makes count.
type labelTest struct {
	spec    *plan.LabelTest
	db      *engine.Database
	static  *engine.LabelFilter
	dynamic []dynamicLabel

	key      []string // of the filter that was made for a row
	filtered *engine.LabelFilter
}

// dynamicLabel is a label that an expression names.
type dynamicLabel struct {
	label  *ast.Label
	kernel eval.Kernel
	names  [][]string // by row of the batch
}

// newLabelTest returns nil for a nil test.
func (b *builder) labelTest(spec *plan.LabelTest) (*labelTest, error) {
	if spec == nil {
		return nil, nil
	}
	t := &labelTest{spec: spec}
	var err error
	eachLabel(spec.Expr, func(l *ast.Label) {
		if l.Dynamic == nil || err != nil {
			return
		}
		var k eval.Kernel
		if k, err = b.kernel(l.Dynamic); err == nil {
			t.dynamic = append(t.dynamic, dynamicLabel{label: l, kernel: k})
		}
	})
	return t, err
}

func eachLabel(e ast.LabelExpr, visit func(*ast.Label)) {
	switch e := e.(type) {
	case *ast.LabelName:
		visit(&e.Label)
	case *ast.LabelAnd:
		for _, p := range e.Parts {
			eachLabel(p, visit)
		}
	case *ast.LabelOr:
		for _, p := range e.Parts {
			eachLabel(p, visit)
		}
	case *ast.LabelNot:
		eachLabel(e.Part, visit)
	}
}

// prepare computes what the labels of the rows of a batch are called.
func (t *labelTest) prepare(x *Execution, b *batch.Batch, sel []int32) error {
	for i := range t.dynamic {
		d := &t.dynamic[i]
		col, err := d.kernel.Eval(&x.ctx, b, sel)
		if err != nil {
			return err
		}
		d.names = append(d.names[:0], make([][]string, b.N)...)
		for _, r := range sel {
			if d.names[r], err = eval.ComputedLabels(col.Value(int(r))); err != nil {
				return eval.Locate(d.label.Pos, err)
			}
		}
	}
	return nil
}

// filter returns the test for a row of the prepared batch.
func (t *labelTest) filter(x *Execution, row int32) *engine.LabelFilter {
	db := x.ctx.Txn.Database()
	if t.db != db {
		t.db, t.static, t.filtered = db, nil, nil
	}
	if len(t.dynamic) == 0 {
		if t.static == nil {
			t.static = t.make(nil)
		}
		return t.static
	}
	if t.filtered == nil || !t.sameKey(row) {
		names := make(map[*ast.Label][]string, len(t.dynamic))
		t.key = t.key[:0]
		for i := range t.dynamic {
			d := &t.dynamic[i]
			names[d.label] = slices.Clone(d.names[row])
			t.key = append(append(t.key, d.names[row]...), "\x00")
		}
		t.filtered = t.make(names)
	}
	return t.filtered
}

// sameKey reports whether the filter that was made last fits a row.
func (t *labelTest) sameKey(row int32) bool {
	rest := t.key
	for i := range t.dynamic {
		names := t.dynamic[i].names[row]
		if len(rest) <= len(names) || !slices.Equal(rest[:len(names)], names) || rest[len(names)] != "\x00" {
			return false
		}
		rest = rest[len(names)+1:]
	}
	return true
}

func (t *labelTest) make(dynamic map[*ast.Label][]string) *engine.LabelFilter {
	spec, db := t.spec, t.db
	if spec.Expr == nil {
		all := slices.Clone(spec.All)
		return db.NewLabelFilter(func(labels []engine.LabelID) bool {
			for _, id := range all {
				if !slices.Contains(labels, id) {
					return false
				}
			}
			return true
		})
	}
	return db.NewLabelFilter(func(labels []engine.LabelID) bool {
		return holds(spec.Expr, func(name string) bool {
			return slices.ContainsFunc(labels, func(id engine.LabelID) bool { return db.LabelName(id) == name })
		}, len(labels) > 0, dynamic)
	})
}

// holds decides a label expression for something that has some labels.
func holds(e ast.LabelExpr, has func(name string) bool, some bool, dynamic map[*ast.Label][]string) bool {
	part := func(p ast.LabelExpr) bool { return holds(p, has, some, dynamic) }
	switch e := e.(type) {
	case *ast.LabelName:
		if e.Label.Dynamic == nil {
			return has(e.Label.Name)
		}
		if e.Label.Any {
			return slices.ContainsFunc(dynamic[&e.Label], has)
		}
		return !slices.ContainsFunc(dynamic[&e.Label], func(name string) bool { return !has(name) })
	case *ast.LabelAnd:
		return !slices.ContainsFunc(e.Parts, func(p ast.LabelExpr) bool { return !part(p) })
	case *ast.LabelOr:
		return slices.ContainsFunc(e.Parts, part)
	case *ast.LabelNot:
		return !part(e.Part)
	case *ast.LabelAny:
		return some
	}
	return true
}
