package schema

import (
	"encoding/json"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
	"memgraphd/internal/spelling"
)

// EnumSpace is where enumerations are kept in the store: name → JSON list of values.
const EnumSpace = "enum"

// enumValues returns the values of an enumeration, in order of declaration.
func enumValues(db *engine.Database, name string) ([]string, bool) {
	data, ok := db.Meta(EnumSpace, name)
	if !ok {
		return nil, false
	}
	values := enumNames(data)
	return values, values != nil
}

// EnumValues returns the values of all enumerations as Type::Value.
func EnumValues(db *engine.Database) []string {
	var all []string
	for _, name := range db.MetaKeys(EnumSpace) {
		values, _ := enumValues(db, name)
		for _, v := range values {
			all = append(all, name+"::"+v)
		}
	}
	return all
}

// enumNames decodes the names of values as the store keeps them; nil if that is not what they are.
func enumNames(data []byte) []string {
	var names []string
	if json.Unmarshal(data, &names) != nil {
		return nil
	}
	return names
}

// Enum creates or changes an enumeration. No two may run at the same time: each reads a list and writes it back.
func (c *Call) Enum(st *ast.EnumStatement) (*Table, error) {
	values, exists := enumValues(c.DB, st.Name)
	if st.Action != ast.EnumCreate && !exists {
		return nil, errorAt(st.Pos, "Enum '%s' doesn't exist.%s", st.Name, spelling.Hint(st.Name, c.DB.MetaKeys(EnumSpace)))
	}
	switch st.Action {
	case ast.EnumCreate:
		if exists {
			return nil, errorf("Enum '%s' already exists.", st.Name)
		}
		for i, v := range st.Values {
			if slices.Contains(st.Values[:i], v) {
				return nil, errorf("Enum '%s' names the value '%s' twice.", st.Name, v)
			}
		}
		values = st.Values
	case ast.EnumAdd:
		if slices.Contains(values, st.Values[0]) {
			return nil, errorf("Enum value '%s::%s' already exists.", st.Name, st.Values[0])
		}
		values = append(values, st.Values[0])
	case ast.EnumRename:
		from, to := st.Values[0], st.Values[1]
		switch {
		case !slices.Contains(values, from):
			return nil, errorAt(st.Pos, "Enum value '%s::%s' doesn't exist.%s", st.Name, from, spelling.Hint(from, values))
		case slices.Contains(values, to):
			return nil, errorf("Enum value '%s::%s' already exists.", st.Name, to)
		}
		return newTable(nil), c.renameEnumValue(st.Name, values, from, to)
	default:
		return nil, errorf("Enum values can't be removed, nor enums dropped.")
	}
	return newTable(nil), c.setEnum(st.Name, values)
}

// ShowEnums answers SHOW ENUMS.
func (c *Call) ShowEnums() (*Table, error) {
	var rows [][]value.Value
	for _, name := range c.DB.MetaKeys(EnumSpace) {
		values, _ := enumValues(c.DB, name)
		rows = append(rows, []value.Value{value.String(name), value.Strings(values)})
	}
	return newTable([]string{"Enum Name", "Enum Values"}, rows...), nil
}

// HasEnum reports whether an enumeration has a value.
func HasEnum(db *engine.Database, name, val string) bool {
	values, ok := enumValues(db, name)
	return ok && slices.Contains(values, val)
}
