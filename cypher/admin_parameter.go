package cypher

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// ParameterSpace is where the parameters are kept that the server has values for.
const ParameterSpace = "parameter"

// keptParameter returns the value that SET GLOBAL PARAMETER gave to a parameter.
func (in *Interpreter) keptParameter(name string) (value.Value, bool) {
	data, ok := in.Database().Meta(ParameterSpace, name)
	if !ok {
		return value.Null, false
	}
	v, _, err := value.DecodeBinary(data, value.CopyStrings)
	return v, err == nil
}

// setParameter keeps a value for a parameter, or forgets it.
func (in *Interpreter) setParameter(c call, st *ast.SetParameter) (*Result, error) {
	if st.Unset {
		if _, ok := in.keptParameter(st.Name); !ok {
			return nil, clientErrorf("Parameter $%s is not set.", st.Name)
		}
		return newTable(nil), in.Database().SetMeta(c.ctx, ParameterSpace, st.Name, nil)
	}
	v, err := c.constant(st.Value)
	if err != nil {
		return nil, err
	}
	data, err := value.AppendBinary(nil, v)
	if err != nil {
		return nil, clientErrorf("The value of the parameter $%s can't be kept: %v.", st.Name, err)
	}
	return newTable(nil), in.Database().SetMeta(c.ctx, ParameterSpace, st.Name, data)
}

func (in *Interpreter) showParameters(call) (*Result, error) {
	var rows [][]value.Value
	for _, name := range in.Database().MetaKeys(ParameterSpace) {
		v, _ := in.keptParameter(name)
		rows = append(rows, []value.Value{value.String(name), v, value.String("global")})
	}
	return newTable([]string{"name", "value", "scope"}, rows...), nil
}

// deleteParameters forgets all values.
func (in *Interpreter) deleteParameters(c call) (*Result, error) {
	for _, name := range in.Database().MetaKeys(ParameterSpace) {
		if err := in.Database().SetMeta(c.ctx, ParameterSpace, name, nil); err != nil {
			return nil, err
		}
	}
	return newTable(nil), nil
}
