package schema

import (
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

// Describe keeps a description, or forgets it. Descriptions are kept in the store under
// what they are about, the columns of SHOW DESCRIPTIONS but the last.
func (c *Call) Describe(st *ast.Description) (*Table, error) {
	about, err := c.about(st)
	if err != nil {
		return nil, err
	}
	key := eval.DescriptionKey(about...)
	if st.Text == nil {
		if _, ok := c.DB.Meta(eval.DescriptionSpace, key); !ok {
			return nil, errorAt(st.Pos, "There is no such description.")
		}
		return newTable(nil), c.DB.SetMeta(c.Ctx, eval.DescriptionSpace, key, nil)
	}
	text, err := c.Text(st.Text, "A description")
	if err != nil {
		return nil, err
	}
	data, err := value.AppendBinary(nil, value.List(append(about, value.String(text))))
	if err != nil {
		return nil, err
	}
	return newTable(nil), c.DB.SetMeta(c.Ctx, eval.DescriptionSpace, key, data)
}

// about returns what a description is about.
func (c *Call) about(st *ast.Description) ([]value.Value, error) {
	described := value.Null
	if st.Value != nil {
		var err error
		if described, err = c.Constant(st.Value); err != nil {
			return nil, err
		}
	}
	return []value.Value{
		value.String(st.Kind), name(strings.Join(st.Labels, ":")), list(st.Start), list(st.End), name(st.Property), described,
	}, nil
}

// name is null where there is none.
func name(s string) value.Value {
	if s == "" {
		return value.Null
	}
	return value.String(s)
}

// list is null where there is none.
func list(names []string) value.Value {
	if names == nil {
		return value.Null
	}
	return value.Strings(names)
}

// ShowDescriptions answers SHOW DESCRIPTIONS.
func (c *Call) ShowDescriptions() (*Table, error) {
	var rows [][]value.Value
	db := c.DB
	for _, key := range db.MetaKeys(eval.DescriptionSpace) {
		data, _ := db.Meta(eval.DescriptionSpace, key)
		v, _, err := value.DecodeBinary(data, value.CopyStrings)
		if err != nil {
			return nil, err
		}
		rows = append(rows, v.AsList())
	}
	return newTable([]string{"type", "label", "start_node_labels", "end_node_labels", "property", "value", "description"}, rows...), nil
}

// DescriptionStatement returns the statement that makes a description, of its entry in the store.
func DescriptionStatement(data []byte) (string, error) {
	v, _, err := value.DecodeBinary(data, value.CopyStrings)
	if err != nil {
		return "", err
	}
	row := v.AsList() // of SHOW DESCRIPTIONS
	kind, property := row[0].AsString(), QuoteName(textOf(row[4]))
	labels := strings.Split(textOf(row[1]), ":")
	about := typeOf(row, labels[0])
	switch kind {
	case "label":
		about = "LABEL " + colons(labels)
	case "edge_type":
		about = "EDGE TYPE " + about
	case "label_property":
		about = "LABEL PROPERTY " + colons(labels) + "(" + property + ")"
	case "edge_type_property":
		about = "EDGE TYPE PROPERTY " + about + "(" + property + ")"
	case "property":
		about = "PROPERTY " + property
	case "property_value":
		about = "PROPERTY " + property + " VALUE " + value.Literal(row[5])
	default:
		about = "DATABASE " + QuoteName(labels[0])
	}
	return "SET DESCRIPTION ON " + about + " " + value.Literal(row[6]), nil
}

// typeOf writes a type, with its ends if these are told.
func typeOf(row []value.Value, name string) string {
	if row[2].IsNull() {
		return colons([]string{name})
	}
	var ends [2]string
	for i, labels := range row[2:4] {
		var names []string
		for _, l := range labels.AsList() {
			names = append(names, l.AsString())
		}
		ends[i] = "(" + colons(names) + ")"
	}
	return ends[0] + "-[" + colons([]string{name}) + "]->" + ends[1]
}

func colons(names []string) string {
	var b strings.Builder
	for _, n := range names {
		b.WriteString(":" + QuoteName(n))
	}
	return b.String()
}

func textOf(v value.Value) string {
	if v.IsNull() {
		return ""
	}
	return v.AsString()
}
