package packstream

import (
	"fmt"

	"memgraphd/engine/value"
)

// AppendValue appends a value that holds no reference into the store; see
// [AppendDateTime] for utc. A node, relationship, path or graph, at any depth,
// is an error, and dst then comes back with what was appended so far.
func AppendValue(dst []byte, v value.Value, utc bool) ([]byte, error) {
	var err error
	switch v.Kind() {
	case value.KindList:
		elems := v.AsList()
		dst = AppendList(dst, len(elems))
		for _, e := range elems {
			if dst, err = AppendValue(dst, e, utc); err != nil {
				return dst, err
			}
		}
		return dst, nil
	case value.KindMap:
		entries := v.AsMap()
		dst = AppendMap(dst, len(entries))
		for _, e := range entries {
			if dst, err = AppendValue(AppendString(dst, e.Key), e.Value, utc); err != nil {
				return dst, err
			}
		}
		return dst, nil
	}
	dst, ok := AppendScalar(dst, v, utc)
	if !ok {
		return dst, fmt.Errorf("a value of type %s cannot be sent on its own", v.Kind())
	}
	return dst, nil
}

// AppendScalar appends a value that contains no others and refers to nothing;
// it reports false, and appends nothing, for lists, maps, nodes,
// relationships, paths and graphs. See [AppendDateTime] for utc.
func AppendScalar(dst []byte, v value.Value, utc bool) ([]byte, bool) {
	switch v.Kind() {
	case value.KindNull:
		return AppendNull(dst), true
	case value.KindBool:
		return AppendBool(dst, v.AsBool()), true
	case value.KindInt:
		return AppendInt(dst, v.AsInt()), true
	case value.KindFloat:
		return AppendFloat(dst, v.AsFloat()), true
	case value.KindString:
		return AppendString(dst, v.AsString()), true
	case value.KindDate:
		return AppendDate(dst, v.AsDate()), true
	case value.KindLocalTime:
		return AppendLocalTime(dst, v.AsLocalTime()), true
	case value.KindTime:
		return AppendTime(dst, v.AsTime()), true
	case value.KindLocalDateTime:
		return AppendLocalDateTime(dst, v.AsLocalDateTime()), true
	case value.KindDateTime:
		return AppendDateTime(dst, v.AsDateTime(), utc), true
	case value.KindDuration:
		return AppendDuration(dst, v.AsDuration()), true
	case value.KindPoint:
		return AppendPoint(dst, v.AsPoint()), true
	case value.KindEnum:
		return AppendEnum(dst, v.AsEnum()), true
	}
	return dst, false
}
