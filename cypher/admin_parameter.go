package cypher

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// ParameterSpace is where the parameters are kept that the server has values for, whatever the database.
const ParameterSpace = "parameter"

// parameterScope is where parameters are kept that the server has values for: those of the database, which
// hide those of the server.
type parameterScope struct{ name, space string }

var parameterScopes = []parameterScope{{"database", "database_parameter"}, {"global", ParameterSpace}}

func scopeOf(st *ast.SetParameter) parameterScope {
	if st.Global {
		return parameterScopes[1]
	}
	return parameterScopes[0]
}

// keptParameter returns the value that SET PARAMETER or SET GLOBAL PARAMETER gave to a parameter.
func (in *Interpreter) keptParameter(name string) (value.Value, bool) {
	for _, scope := range parameterScopes {
		if v, ok := in.parameterIn(scope, name); ok {
			return v, true
		}
	}
	return value.Null, false
}

func (in *Interpreter) parameterIn(scope parameterScope, name string) (value.Value, bool) {
	data, ok := in.Database().Meta(scope.space, name)
	if !ok {
		return value.Null, false
	}
	v, _, err := value.DecodeBinary(data, value.CopyStrings)
	return v, err == nil
}

// setParameter keeps a value for a parameter, or forgets it.
func (in *Interpreter) setParameter(c call, st *ast.SetParameter) (*Result, error) {
	scope := scopeOf(st)
	if st.Unset {
		if _, ok := in.parameterIn(scope, st.Name); !ok {
			return nil, clientErrorf("Parameter $%s is not set.", st.Name)
		}
		return newTable(nil), in.Database().SetMeta(c.ctx, scope.space, st.Name, nil)
	}
	v, err := c.constant(st.Value)
	if err != nil {
		return nil, err
	}
	data, err := value.AppendBinary(nil, v)
	if err != nil {
		return nil, clientErrorf("The value of the parameter $%s can't be kept: %v.", st.Name, err)
	}
	return newTable(nil), in.Database().SetMeta(c.ctx, scope.space, st.Name, data)
}

func (in *Interpreter) showParameters(call) (*Result, error) {
	var rows [][]value.Value
	for _, scope := range parameterScopes {
		for _, name := range in.Database().MetaKeys(scope.space) {
			v, _ := in.parameterIn(scope, name)
			rows = append(rows, []value.Value{value.String(name), v, value.String(scope.name)})
		}
	}
	return newTable([]string{"name", "value", "scope"}, rows...), nil
}

// deleteParameters forgets all values.
func (in *Interpreter) deleteParameters(c call) (*Result, error) {
	for _, scope := range parameterScopes {
		for _, name := range in.Database().MetaKeys(scope.space) {
			if err := in.Database().SetMeta(c.ctx, scope.space, name, nil); err != nil {
				return nil, err
			}
		}
	}
	return newTable(nil), nil
}
