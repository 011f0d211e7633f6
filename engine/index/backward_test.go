package index

import (
	"fmt"
	"slices"
	"testing"

	"memgraphd/engine/value"
)

// TestBackward walks an index of many nodes from its end to its beginning, in steps of several sizes: what comes is
// the reverse of what comes the other way.
func TestBackward(t *testing.T) {
	const n = 3000
	x := New(1)
	for i := range uint64(n) {
		x.Insert([]value.Value{value.Int(int64(i % 700))}, i)
		x.Insert([]value.Value{value.String(fmt.Sprint(i % 500))}, i)
	}
	for i := range uint64(n) { // some leaves become small, or empty
		if i%700 > 100 && i%700 < 400 {
			x.Remove([]value.Value{value.Int(int64(i % 700))}, i)
		}
	}
	for _, b := range []Bounds{
		{},
		{Lower: value.Int(50), Upper: value.Int(450)},
		{Lower: value.Int(450), Upper: value.Int(50)},
		{HasPrefix: true, Prefix: "3"},
		{Equal: []value.Value{value.Int(42)}},
		{Upper: value.String("2"), UpperExclusive: true},
	} {
		var c Cursor
		want, _ := x.Seek(&b, &c, 10*n, nil)
		slices.Reverse(want)
		b.Descending = true
		for _, limit := range []int{1, 7, 74, 1024} {
			var got []uint64
			c.Reset()
			for done := false; !done; {
				got, done = x.Seek(&b, &c, limit, got)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%+v by %d: %d entries, want %d", b, limit, len(got), len(want))
			}
		}
	}
}
