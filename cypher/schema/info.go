package schema

import (
	"context"
	"encoding/json"

	"memgraphd/engine"
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

// Info describes in JSON what is stored at the moment, as a transaction sees it: nothing is kept for it.
func Info(ctx context.Context, txn *engine.Txn) (string, error) {
	db := txn.Database()
	info := schemaInfo{Enums: schemaEnums(db), NodeConstraints: schemaConstraints(db)}
	info.NodeIndexes, info.EdgeIndexes = schemaIndexes(db)
	s := newSurveyor(ctx, txn)
	var err error
	if info.Nodes, err = s.nodes(); err != nil {
		return "", err
	}
	if info.Edges, err = s.edges(); err != nil {
		return "", err
	}
	text, err := json.Marshal(info)
	return string(text), err
}

func schemaEnums(db *engine.Database) []schemaEnum {
	list := []schemaEnum{}
	for _, name := range db.MetaKeys(EnumSpace) {
		values, _ := enumValues(db, name)
		list = append(list, schemaEnum{Name: name, Values: values})
	}
	return list
}

func schemaConstraints(db *engine.Database) []schemaConstraint {
	list := []schemaConstraint{}
	for _, s := range db.Constraints() {
		list = append(list, schemaConstraint{
			Type: constraintKinds[s.Kind], Labels: []string{db.LabelName(s.Label)},
			Properties: propertyNames(db, s.Properties), DataType: s.DataType,
		})
	}
	return list
}

func schemaIndexes(db *engine.Database) ([]nodeIndex, []edgeIndex) {
	nodes, edges := []nodeIndex{}, []edgeIndex{}
	for _, ix := range db.Indexes() {
		spec, count := ix.Spec, indexCount(db, ix)
		names, kind := Paths(db, &spec), indexTypeText[spec.Kind]+orderText(&spec)
		switch spec.Kind {
		case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested, engine.IndexPoint:
			nodes = append(nodes, nodeIndex{[]string{db.LabelName(spec.Label)}, names, count, kind})
		case engine.IndexVector, engine.IndexText:
			nodes = append(nodes, nodeIndex{labelsOrTypes(db, &spec), names, count, kind})
		case engine.IndexVectorRel, engine.IndexTextRel:
			edges = append(edges, edgeIndex{labelsOrTypes(db, &spec), names, count, kind})
		case engine.IndexNodeProp:
			nodes = append(nodes, nodeIndex{[]string{}, names, count, kind})
		case engine.IndexType, engine.IndexTypeProp:
			edges = append(edges, edgeIndex{[]string{db.TypeName(spec.Type)}, names, count, kind})
		default:
			edges = append(edges, edgeIndex{[]string{}, names, count, kind})
		}
	}
	return nodes, edges
}
