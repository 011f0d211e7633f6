package cypher

import (
	"encoding/json"

	"memgraphd/cypher/procedure"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// schemaInfo is the document of SHOW SCHEMA INFO.
type schemaInfo struct {
	Nodes           []nodeShape        `json:"nodes"`
	Edges           []edgeShape        `json:"edges"`
	NodeIndexes     []nodeIndex        `json:"node_indexes"`
	EdgeIndexes     []edgeIndex        `json:"edge_indexes"`
	NodeConstraints []schemaConstraint `json:"node_constraints"`
	Enums           []schemaEnum       `json:"enums"`
}

// nodeShape describes the nodes with the same labels.
type nodeShape struct {
	Labels     []string        `json:"labels"`
	Count      int64           `json:"count"`
	Properties []propertyShape `json:"properties"`
}

// edgeShape describes the relationships of a type between nodes of the same labels.
type edgeShape struct {
	Type       string          `json:"type"`
	Start      []string        `json:"start_node_labels"`
	End        []string        `json:"end_node_labels"`
	Count      int64           `json:"count"`
	Properties []propertyShape `json:"properties"`
}

// propertyShape says how many of the nodes or relationships have a property, and of what types.
type propertyShape struct {
	Key     string      `json:"key"`
	Count   int64       `json:"count"`
	Filling float64     `json:"filling_factor"` // percent
	Types   []typeCount `json:"types"`
}

type typeCount struct {
	Type  string `json:"type"`
	Count int64  `json:"count"`
}

type nodeIndex struct {
	Labels     []string `json:"labels"`
	Properties []string `json:"properties"`
	Count      int64    `json:"count"`
	Type       string   `json:"type"`
}

type edgeIndex struct {
	EdgeType   []string `json:"edge_type"`
	Properties []string `json:"properties"`
	Count      int64    `json:"count"`
	Type       string   `json:"type"`
}

type schemaConstraint struct {
	Type       string   `json:"type"`
	Labels     []string `json:"labels"`
	Properties []string `json:"properties"`
	DataType   string   `json:"data_type,omitempty"`
}

type schemaEnum struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// showSchemaInfo answers with a document that is made of what is stored at the moment: nothing is kept for it.
func (in *Interpreter) showSchemaInfo(c call) (*Result, error) {
	if !in.opts.SchemaInfo {
		return nil, clientErrorf("SchemaInfo disabled.")
	}
	t, err := c.session.open(TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer c.session.giveUp(t)
	t.use.Lock()
	defer t.use.Unlock()
	info := schemaInfo{Enums: in.schemaEnums(), NodeConstraints: in.schemaConstraints()}
	info.NodeIndexes, info.EdgeIndexes = in.schemaIndexes()
	s := newSurveyor(&txContext{c.ctx, t}, t.txn)
	if info.Nodes, err = s.nodes(); err != nil {
		return nil, err
	}
	if info.Edges, err = s.edges(); err != nil {
		return nil, err
	}
	text, err := json.Marshal(info)
	if err != nil {
		return nil, err
	}
	return newTable([]string{"schema"}, []value.Value{value.String(string(text))}), nil
}

func (in *Interpreter) schemaEnums() []schemaEnum {
	list := []schemaEnum{}
	for _, name := range in.Database().MetaKeys(enumSpace) {
		values, _ := enumValues(in.Database(), name)
		list = append(list, schemaEnum{Name: name, Values: values})
	}
	return list
}

func (in *Interpreter) schemaConstraints() []schemaConstraint {
	list := []schemaConstraint{}
	for _, s := range in.Database().Constraints() {
		list = append(list, schemaConstraint{
			Type: constraintKinds[s.Kind], Labels: []string{in.Database().LabelName(s.Label)},
			Properties: in.propertyNames(s.Properties), DataType: s.DataType,
		})
	}
	return list
}

func (in *Interpreter) schemaIndexes() ([]nodeIndex, []edgeIndex) {
	nodes, edges := []nodeIndex{}, []edgeIndex{}
	for _, ix := range in.Database().Indexes() {
		spec, count := ix.Spec, in.indexCount(ix)
		names, kind := in.indexPaths(&spec), indexTypeText[spec.Kind]
		switch spec.Kind {
		case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested, engine.IndexPoint:
			nodes = append(nodes, nodeIndex{[]string{in.Database().LabelName(spec.Label)}, names, count, kind})
		case engine.IndexVector, engine.IndexText:
			nodes = append(nodes, nodeIndex{procedure.Names(in.Database(), &spec), names, count, kind})
		case engine.IndexVectorRel, engine.IndexTextRel:
			edges = append(edges, edgeIndex{procedure.Names(in.Database(), &spec), names, count, kind})
		case engine.IndexNodeProp:
			nodes = append(nodes, nodeIndex{[]string{}, names, count, kind})
		case engine.IndexType, engine.IndexTypeProp:
			edges = append(edges, edgeIndex{[]string{in.Database().TypeName(spec.Type)}, names, count, kind})
		default:
			edges = append(edges, edgeIndex{[]string{}, names, count, kind})
		}
	}
	return nodes, edges
}
