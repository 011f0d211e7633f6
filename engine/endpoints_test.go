package engine

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestEndpointsAgreeWithRows fills rows with narrow and wide ids and types and compares them with what was set.
func TestEndpointsAgreeWithRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var e endpoints
		e.init()
		ids := rapid.SampledFrom(rapid.SliceOfN(rapid.SampledFrom([]uint64{0, 7, maxPackedID, maxPackedID + 1, math.MaxUint32, math.MaxUint32 + 1}), 1, 6).Draw(t, "ids"))
		types := rapid.SampledFrom(rapid.SliceOfN(rapid.SampledFrom([]TypeID{0, 1, math.MaxUint16, math.MaxUint16 + 1}), 1, 3).Draw(t, "types"))
		n := rapid.IntRange(1, 20).Draw(t, "rows")
		var want Relationships
		for row := range n {
			from, to, typ := ids.Draw(t, "from"), ids.Draw(t, "to"), types.Draw(t, "type")
			e.set(row, from, to, typ)
			if rapid.Bool().Draw(t, "pack") {
				e.pack()
			}
			want.ID = append(want.ID, uint64(row))
			want.From, want.To, want.Type = append(want.From, from), append(want.To, to), append(want.Type, typ)
		}
		var got Relationships
		e.appendTo(&got, want.ID)
		for row := range n {
			from, to := e.of(row)
			if from != want.From[row] || to != want.To[row] || e.typeOf(row) != want.Type[row] {
				t.Fatalf("row %d: %d → %d of type %d, not %d → %d of type %d", row, from, to, e.typeOf(row), want.From[row], want.To[row], want.Type[row])
			}
			if got.From[row] != from || got.To[row] != to || got.Type[row] != e.typeOf(row) {
				t.Fatalf("row %d is another in a batch", row)
			}
		}
		checkImage(t, &e, &want)
	})
}

// checkImage brings endpoints into an image and back.
func checkImage(t *rapid.T, e *endpoints, want *Relationships) {
	img := &RelationshipImage{From: make([]uint64, ChunkRows), To: make([]uint64, ChunkRows), Type: make([]TypeID, ChunkRows)}
	for i := range img.Live {
		img.Live[i] = ^uint64(0)
	}
	e.copyTo(img)
	var again endpoints
	last := again.fill(img)
	most := uint64(0)
	for row := range want.ID {
		most = max(most, want.From[row], want.To[row])
		if from, to := again.of(row); from != want.From[row] || to != want.To[row] || img.Type[row] != want.Type[row] {
			t.Fatalf("row %d of an image: %d → %d, not %d → %d", row, from, to, want.From[row], want.To[row])
		}
	}
	if last != most {
		t.Fatalf("the largest id is %d, not %d", last, most)
	}
}
