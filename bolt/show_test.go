package bolt

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
)

func showAll(b *bytes.Buffer, list []any) {
	for i, e := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		show(b, e)
	}
}

func showMap(b *bytes.Buffer, m map[string]any) {
	b.WriteByte('{')
	for i, key := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(b, "%s: ", key)
		show(b, m[key])
	}
	b.WriteByte('}')
}
