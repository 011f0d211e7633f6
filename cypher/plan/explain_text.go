package plan

import (
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
)

// texts adds the rows of an operator whose inputs are a plain sequence.
func (e *explainer) texts(op Operator) {
	switch op := op.(type) {
	case *Once, *Argument:
		e.add(op, "Once")
	case *NodeScan:
		e.nodeScan(op)
	case *NodeIndexSeek:
		e.nodeSeek(op)
	case *PointSeek:
		kind := "Withinbbox"
		if op.Centre != nil {
			kind = "Distance"
		}
		e.add(op, "ScanAllByPoint"+kind+" ("+e.name(op.Node)+" :"+op.Label+" {"+op.Property+"})")
	case *NodeByID:
		e.add(op, "ScanAllById ("+e.name(op.Node)+")")
	case *RelationshipScan:
		name := "ScanAllByEdge "
		if len(op.TypeNames) > 0 {
			name = "ScanAllByEdgeType "
		}
		e.add(op, name+e.arrow(op.From, op.Rel, op.To, undirected(op.Undirected), op.TypeNames))
	case *RelationshipIndexSeek:
		e.add(op, relationshipSeekName(op)+e.arrow(op.From, op.Rel, op.To, undirected(op.Undirected), typeNames(op.TypeName)))
	case *RelationshipByID:
		e.add(op, "ScanAllByEdgeId ("+e.name(op.Rel)+")")
	case *ExpandVar:
		e.expandVar(op)
	case *ShortestPath:
		e.add(op, "ShortestPath "+e.arrow(op.From, op.Rels, op.To, op.Direction, op.TypeNames))
	case *PathSearch:
		e.pathSearch(op)
	case *NamedPath:
		e.add(op, "ConstructNamedPath")
	case *Uniqueness:
		last := len(op.Rels) - 1
		e.add(op, "EdgeUniquenessFilter {"+e.name(op.Rels[last])+" : "+e.names(op.Rels[:last])+"}")
	case *Filter:
		e.add(op, "Filter "+e.predicates(op.Predicates))
	case *LabelFilter:
		e.add(op, "Filter "+e.labelled(op.Node, op.Labels))
	default:
		e.rowTexts(op)
	}
}

func (e *explainer) nodeSeek(op *NodeIndexSeek) {
	text := "ScanAllByVertexProperty (" + e.name(op.Node)
	if op.Label != "" {
		text = "ScanAllByLabelProperties (" + e.name(op.Node) + " :" + op.Label
	}
	text += " {" + strings.Join(op.Properties, ", ") + "})"
	if op.Descending {
		text += " (DESC)"
	}
	e.add(op, text)
}

func (e *explainer) rowTexts(op Operator) {
	switch op := op.(type) {
	case *Project:
		e.add(op, "Produce {"+assigned(op.Items)+"}")
	case *Aggregate:
		var calls []string
		for _, c := range op.Calls {
			calls = append(calls, c.Name)
		}
		e.add(op, "Aggregate {"+strings.Join(calls, ", ")+"} {"+assigned(op.Keys)+"}")
	case *Distinct:
		e.add(op, "Distinct")
	case *Choose:
		e.add(op, "ChoosePaths ("+e.name(op.From)+")-("+e.name(op.To)+")")
	case *Sort:
		var keys []string
		for _, k := range op.Keys {
			keys = append(keys, ast.Format(k.Expr))
		}
		e.add(op, "OrderBy {"+strings.Join(keys, ", ")+"}")
	case *Skip:
		e.add(op, "Skip")
	case *Limit:
		e.add(op, "Limit")
	case *Unwind:
		e.add(op, "Unwind")
	case *Accumulate:
		e.add(op, "Accumulate")
	case *EmptyResult:
		e.add(op, "EmptyResult")
	case *CountStore:
		e.add(op, "CountStore {"+op.Label+op.Type+"}")
	case *Load:
		e.add(op, []string{"LoadCsv", "LoadJsonl", "LoadParquet"}[op.Format]+" {"+e.name(op.Slot)+"}")
	case *CallProcedure:
		var fields []string
		for _, y := range op.Yield {
			fields = append(fields, e.name(y.Slot))
		}
		e.add(op, "CallProcedure<"+op.Name+"> {"+strings.Join(fields, ", ")+"}")
	default:
		e.updateTexts(op)
	}
}

func (e *explainer) updateTexts(op Operator) {
	switch op := op.(type) {
	case *Create:
		for range op.Relationships {
			e.add(op, "CreateExpand")
		}
		for range op.Nodes {
			e.add(op, "CreateNode")
		}
	case *Set:
		for i := len(op.Items) - 1; i >= 0; i-- {
			e.add(op, setName(op.Items[i]))
		}
	case *Remove:
		for i := len(op.Items) - 1; i >= 0; i-- {
			e.add(op, removeName(op.Items[i]))
		}
	case *Delete:
		e.add(op, "Delete")
	}
}

func setName(item *ast.SetItem) string {
	switch {
	case item.Kind == ast.SetLabels:
		return "SetLabels"
	case len(item.Keys) > 1 || item.Kind == ast.SetMerge && len(item.Keys) > 0:
		return "SetNestedProperty"
	case item.Kind == ast.SetProperty || item.Kind == ast.SetDynamicKey:
		return "SetProperty"
	}
	return "SetProperties"
}

func removeName(item *ast.RemoveItem) string {
	switch {
	case len(item.Labels) > 0:
		return "RemoveLabels"
	case len(item.Keys) > 1:
		return "RemoveNestedProperty"
	}
	return "RemoveProperty"
}

// nodeScan shows a scan by the label it has an index of, and other labels as filters.
func (e *explainer) nodeScan(op *NodeScan) {
	switch {
	case op.Labels == nil:
		e.add(op, "ScanAll ("+e.name(op.Node)+")")
	case op.Label != "":
		if text := ast.FormatLabels(op.Labels.Expr); text != op.Label {
			e.add(op, "Filter "+e.labelled(op.Node, op.Labels))
		}
		e.add(op, "ScanAllByLabel ("+e.name(op.Node)+" :"+op.Label+")")
	default:
		e.add(op, "Filter "+e.labelled(op.Node, op.Labels))
		e.add(op, "ScanAll ("+e.name(op.Node)+")")
	}
}

func (e *explainer) expandVar(op *ExpandVar) {
	if op.ToLabels != nil {
		e.add(op, "Filter "+e.labelled(op.To, op.ToLabels))
	}
	if len(op.Distinct) > 0 {
		e.add(op, "EdgeUniquenessFilter {"+e.name(op.Rels)+" : "+e.names(op.Distinct)+"}")
	}
	name := [...]string{
		ast.SingleHop: "ExpandVariable", ast.VarLength: "ExpandVariable", ast.BFS: "BFSExpand", ast.WShortest: "WeightedShortestPath",
		ast.AllShortest: "AllShortestPaths", ast.KShortest: "KShortest",
	}[op.Kind]
	switch {
	case op.Kind == ast.BFS && op.Into:
		name = "STShortestPath"
	case op.Prune:
		name = "PruningBFSExpand"
	}
	e.add(op, name+" "+e.arrow(op.From, op.Rels, op.To, op.Direction, op.TypeNames))
}

func relationshipSeekName(op *RelationshipIndexSeek) string {
	name := "ScanAllByEdgeTypeProperty"
	if op.TypeName == "" {
		name = "ScanAllByEdgeProperty"
	}
	switch {
	case len(op.Equal) > 0 || op.In != nil:
		name += "Value"
	case op.Range != nil && (op.Range.Lower != nil || op.Range.Upper != nil || op.Range.Prefix != nil):
		name += "Range"
	}
	return name + " "
}

func typeNames(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

func undirected(both bool) engine.Direction {
	if both {
		return engine.Both
	}
	return engine.Out
}

// arrow shows a relationship between two nodes.
func (e *explainer) arrow(from, rel, to Slot, dir engine.Direction, types []string) string {
	left, right := "-", "->"
	switch dir {
	case engine.In:
		left, right = "<-", "-"
	case engine.Both:
		right = "-"
	}
	text := e.name(rel)
	if len(types) > 0 {
		text += ":" + strings.Join(types, "|")
	}
	return "(" + e.name(from) + ")" + left + "[" + text + "]" + right + "(" + e.name(to) + ")"
}

func (e *explainer) labelled(node Slot, t *LabelTest) string {
	if t == nil {
		return "(" + e.name(node) + ")"
	}
	return "(" + e.name(node) + " :" + ast.FormatLabels(t.Expr) + ")"
}

func (e *explainer) name(s Slot) string {
	if s < 0 || int(s) >= len(e.plan.SlotNames) {
		return ""
	}
	return e.plan.SlotNames[s]
}

func (e *explainer) names(slots []Slot) string {
	all := make([]string, len(slots))
	for i, s := range slots {
		all[i] = e.name(s)
	}
	return strings.Join(all, ", ")
}

func assigned(items []Assignment) string {
	all := make([]string, len(items))
	for i, a := range items {
		all[i] = a.Name
		if a.Name == "" {
			all[i] = ast.Format(a.Expr)
		}
	}
	return strings.Join(all, ", ")
}
