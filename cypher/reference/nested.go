package reference

import (
	"memgraphd/engine/value"
)

// setPath gives what lies at a path of keys another value. What is missing on the way is made.
func (r *run) setPath(properties map[string]value.Value, path []string, change func(old value.Value) value.Value) {
	v := r.changed(properties[path[0]], path[1:], change)
	r.assign(properties, value.Map([]value.Entry{{Key: path[0], Value: v}}))
}

// changed returns a map with what lies at a path changed.
func (r *run) changed(old value.Value, path []string, change func(value.Value) value.Value) value.Value {
	if len(path) == 0 {
		return change(old)
	}
	inner := map[string]value.Value{}
	switch old.Kind() {
	case value.KindNull:
	case value.KindMap:
		for _, e := range old.AsMap() {
			inner[e.Key] = e.Value
		}
	default:
		return r.fail("%s is in the way of %s", old.Kind(), path[0])
	}
	inner[path[0]] = r.changed(inner[path[0]], path[1:], change)
	return mapOf(inner)
}

// removePath takes the last key of a path out of the map that has it.
func (r *run) removePath(properties map[string]value.Value, path []string) {
	properties[path[0]] = r.changed(properties[path[0]], path[1:len(path)-1], func(old value.Value) value.Value {
		left, found := map[string]value.Value{}, false
		if old.Kind() != value.KindMap {
			return r.fail("%s has no %s", old.Kind(), path[len(path)-1])
		}
		for _, e := range old.AsMap() {
			if e.Key == path[len(path)-1] {
				found = true
				continue
			}
			left[e.Key] = e.Value
		}
		if !found {
			return r.fail("there is no %s", path[len(path)-1])
		}
		return mapOf(left)
	})
}

// merged returns a map with the entries of another one.
func (r *run) merged(old, more value.Value) value.Value {
	all := map[string]value.Value{}
	for _, m := range []value.Value{old, more} {
		switch m.Kind() {
		case value.KindNull:
		case value.KindMap:
			for _, e := range m.AsMap() {
				all[e.Key] = e.Value
			}
		default:
			return r.fail("%s is no map", m.Kind())
		}
	}
	return mapOf(all)
}
