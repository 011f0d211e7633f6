package eval

import "memgraphd/engine/value"

// DescriptionSpace is where descriptions are kept in the store: what they are about → a list
// of that and the text.
const DescriptionSpace = "description"

// DescriptionKey returns the key of a description of what the values say.
func DescriptionKey(about ...value.Value) string { return value.Literal(value.List(about)) }

// description is description(property, value): what SET DESCRIPTION ON PROPERTY … VALUE says.
func description(x *Context, args []value.Value) (value.Value, error) {
	key := DescriptionKey(value.String("property_value"), value.Null, value.Null, value.Null, args[0], args[1])
	data, ok := x.Txn.Database().Meta(DescriptionSpace, key)
	if !ok {
		return value.Null, nil
	}
	v, _, err := value.DecodeBinary(data, value.CopyStrings)
	if err != nil {
		return value.Null, err
	}
	entries := v.AsList()
	return entries[len(entries)-1], nil
}
