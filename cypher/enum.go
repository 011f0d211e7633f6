package cypher

import (
	"encoding/json"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// enumSpace is where enumerations are kept in the store: name → JSON list of values.
const enumSpace = "enum"

// enumValues returns the values of an enumeration, in order of declaration.
func enumValues(db *engine.Database, name string) ([]string, bool) {
	data, ok := db.Meta(enumSpace, name)
	if !ok {
		return nil, false
	}
	values := enumNames(data)
	return values, values != nil
}

// enumNames decodes the names of values as the store keeps them; nil if that is not what they are.
func enumNames(data []byte) []string {
	var names []string
	if json.Unmarshal(data, &names) != nil {
		return nil
	}
	return names
}

func (in *Interpreter) enumStatement(c call, st *ast.EnumStatement) (*Result, error) {
	in.enums.Lock()
	defer in.enums.Unlock()
	values, exists := enumValues(in.Database(), st.Name)
	if st.Action != ast.EnumCreate && !exists {
		return nil, clientErrorf("Enum '%s' doesn't exist.", st.Name)
	}
	switch st.Action {
	case ast.EnumCreate:
		if exists {
			return nil, clientErrorf("Enum '%s' already exists.", st.Name)
		}
		for i, v := range st.Values {
			if slices.Contains(st.Values[:i], v) {
				return nil, clientErrorf("Enum '%s' names the value '%s' twice.", st.Name, v)
			}
		}
		values = st.Values
	case ast.EnumAdd:
		if slices.Contains(values, st.Values[0]) {
			return nil, clientErrorf("Enum value '%s::%s' already exists.", st.Name, st.Values[0])
		}
		values = append(values, st.Values[0])
	case ast.EnumRename:
		from, to := st.Values[0], st.Values[1]
		switch {
		case !slices.Contains(values, from):
			return nil, clientErrorf("Enum value '%s::%s' doesn't exist.", st.Name, from)
		case slices.Contains(values, to):
			return nil, clientErrorf("Enum value '%s::%s' already exists.", st.Name, to)
		}
		return newTable(nil), in.renameEnumValue(c, st.Name, values, from, to)
	default:
		return nil, clientErrorf("Enum values can't be removed, nor enums dropped.")
	}
	return newTable(nil), in.setEnum(c.ctx, st.Name, values)
}

func (in *Interpreter) showEnums(call) (*Result, error) {
	var rows [][]value.Value
	for _, name := range in.Database().MetaKeys(enumSpace) {
		values, _ := enumValues(in.Database(), name)
		list := make([]value.Value, len(values))
		for i, v := range values {
			list[i] = value.String(v)
		}
		rows = append(rows, []value.Value{value.String(name), value.List(list)})
	}
	return newTable([]string{"Enum Name", "Enum Values"}, rows...), nil
}

// hasEnum reports whether an enumeration has a value.
func (in *Interpreter) hasEnum(name, val string) bool {
	values, ok := enumValues(in.Database(), name)
	return ok && slices.Contains(values, val)
}
