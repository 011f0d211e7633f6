package optimize

import (
	"fmt"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
)

// hinter collects advice on a plan, above all on indexes that it would have used.
type hinter struct {
	plan *plan.Plan
}

// advise notes for each scan that a filter stands on which index would have spared
// it, and what to know about files.
func advise(out *plan.Plan) {
	h := &hinter{plan: out}
	h.operator(out.Root, nil)
}

// operator visits a plan; filters are the conditions right above.
func (h *hinter) operator(op plan.Operator, filters []ast.Expr) {
	switch op := op.(type) {
	case *plan.Filter:
		h.operator(op.Input, append(slices.Clone(filters), op.Predicates...))
		return
	case *plan.LabelFilter:
		h.operator(op.Input, filters)
		return
	case *plan.NodeScan:
		h.scan(op, filters)
	case *plan.Load:
		if op.Format == ast.LoadCSV {
			h.add("LoadCSVTip", "The fields of a CSV file are read as strings. Convert them with toInteger(), toFloat(), toBoolean() and the like.")
		}
	}
	for _, in := range op.Inputs() {
		h.operator(in, nil)
	}
}

func (h *hinter) scan(op *plan.NodeScan, filters []ast.Expr) {
	if op.Labels == nil {
		return
	}
	labels, exact := requiredLabels(op.Labels.Expr)
	if !exact || len(labels) == 0 {
		return
	}
	name := h.plan.SlotNames[op.Node]
	properties := strings.Join(h.properties(op.Node, filters), ", ")
	list := ":" + strings.Join(labels, ", :")
	switch {
	case op.Label == "" && properties != "":
		h.hint("Sequential scan will be used on symbol `%s` although there is a filter on labels %s and properties %s. Consider creating a label-property index.", name, list, properties)
	case op.Label == "":
		h.hint("Sequential scan will be used on symbol `%s` although there is a filter on labels %s. Consider creating a label index.", name, list)
	case properties != "":
		h.hint("Label index will be used on symbol `%s` although there is also a filter on properties %s. Consider creating a label-property index.", name, properties)
	}
}

func (h *hinter) hint(format string, args ...any) {
	h.add("PlanHinting", fmt.Sprintf(format, args...))
}

func (h *hinter) add(code, title string) {
	h.plan.Notifications = append(h.plan.Notifications, plan.Notification{Severity: "INFO", Code: code, Title: title})
}

// properties returns the properties of a node that conditions compare.
func (h *hinter) properties(node plan.Slot, filters []ast.Expr) []string {
	var keys []string
	for _, f := range filters {
		c, ok := f.(*ast.Comparison)
		if !ok {
			continue
		}
		for _, x := range c.Operands {
			property, ok := x.(*ast.Property)
			if !ok {
				continue
			}
			v, key, below := nestedProperty(property)
			name := strings.Join(append([]string{key}, below...), ".")
			if v != nil && h.plan.Slots[v] == node && !slices.Contains(keys, name) {
				keys = append(keys, name)
			}
		}
	}
	return keys
}
