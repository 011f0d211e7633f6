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
	var values []string
	if json.Unmarshal(data, &values) != nil {
		return nil, false
	}
	return values, true
}

func (in *Interpreter) enumStatement(c call, st *ast.EnumStatement) (*Result, error) {
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
		i := slices.Index(values, st.Values[0])
		if i < 0 {
			return nil, clientErrorf("Enum value '%s::%s' doesn't exist.", st.Name, st.Values[0])
		}
		return nil, clientErrorf("Renaming enum values is not supported: nodes keep the name '%s::%s'.", st.Name, values[i])
	default:
		return nil, clientErrorf("Enum values can't be removed, nor enums dropped.")
	}
	data, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	if err := in.Database().SetMeta(c.ctx, enumSpace, st.Name, data); err != nil {
		return nil, err
	}
	in.plans.clear()
	return newTable(nil), nil
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
