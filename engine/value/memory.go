package value

import "unsafe"

// MemoryUsage estimates the bytes that v takes up in memory, with all that hangs
// off it. Parts shared with other values count in full; what lies deeper than
// [MaxNesting] does not count.
func MemoryUsage(v Value) int { return int(unsafe.Sizeof(v)) + payloadSize(v, 0) }

// payloadSize returns the bytes outside of the value itself.
func payloadSize(v Value, depth int) int {
	switch v.kind {
	case KindString:
		return int(v.num)
	case KindList:
		return listSize(v.AsList(), depth+1)
	case KindMap:
		return mapSize(v.AsMap(), depth+1)
	case KindTime:
		return int(unsafe.Sizeof(Time{}))
	case KindLocalDateTime:
		return int(unsafe.Sizeof(LocalDateTime{}))
	case KindDateTime:
		return int(unsafe.Sizeof(DateTime{})) + len(v.AsDateTime().Zone)
	case KindDuration:
		return int(unsafe.Sizeof(Duration{}))
	case KindPoint:
		return int(unsafe.Sizeof(Point{}))
	case KindEnum:
		e := v.AsEnum()
		return int(unsafe.Sizeof(e)) + len(e.Type) + len(e.Value)
	case KindPath:
		p := v.AsPath()
		size := int(unsafe.Sizeof(*p)) + 8*(len(p.Nodes)+len(p.Rels))
		if p.Virtual != nil {
			size += int(unsafe.Sizeof(*p.Virtual)) + int(unsafe.Sizeof(Value{}))*(len(p.Nodes)+len(p.Rels))
		}
		return size
	case KindGraph:
		g := v.AsGraph()
		return int(unsafe.Sizeof(*g)) + 8*(len(g.Nodes)+len(g.Rels))
	case KindVirtualNode, KindVirtualRelationship, KindVirtualGraph:
		return virtualSize(v, depth+1)
	}
	return 0
}

func listSize(elems []Value, depth int) int {
	size := len(elems) * int(unsafe.Sizeof(Value{}))
	for _, e := range elems {
		if depth > MaxNesting {
			break
		}
		size += payloadSize(e, depth)
	}
	return size
}

func mapSize(entries []Entry, depth int) int {
	size := len(entries) * int(unsafe.Sizeof(Entry{}))
	for _, e := range entries {
		size += len(e.Key)
		if depth <= MaxNesting {
			size += payloadSize(e.Value, depth)
		}
	}
	return size
}
