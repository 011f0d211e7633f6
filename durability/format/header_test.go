package format

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestHeader(t *testing.T) {
	want := Header{
		Kind: KindSnapshot, Database: uuid.New(), Generation: 2, Sequence: 3, Timestamp: 4,
		Created: 5, Size: 6, Chain: 7, Flags: FlagRestart,
	}
	b := want.Append([]byte("before"))[len("before"):]
	var got Header
	if err := got.Decode(b, KindSnapshot); err != nil || got != want || len(b) != HeaderSize {
		t.Errorf("%+v became %+v, %v", want, got, err)
	}
	for i := range b {
		b[i] ^= 0x40
		if err := got.Decode(b, KindSnapshot); err == nil {
			t.Errorf("a flip in byte %d went unnoticed", i)
		}
		b[i] ^= 0x40
	}
	newer := append([]byte(nil), b...)
	binary.LittleEndian.PutUint32(newer[8:], Version+1)
	older := append([]byte(nil), b...)
	binary.LittleEndian.PutUint32(older[8:], 0)
	binary.LittleEndian.PutUint32(older[84:], Checksum(0, older[:84]))
	for what, c := range map[string]struct {
		b    []byte
		kind Kind
	}{
		"too short": {b[:80], KindSnapshot}, "log segment belongs here": {b, KindSegment},
		"format version 2": {newer, KindSnapshot}, "format version 0": {older, KindSnapshot}, "Memgraph's format": {[]byte("MGsn"), KindSnapshot},
		"does not begin": {make([]byte, 200), KindSnapshot},
	} {
		if err := got.Decode(c.b, c.kind); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("want %q: %v", what, err)
		}
	}
}

func TestPlace(t *testing.T) {
	if Place(1, 8) == Place(1, 16) || Place(1, 8) == Place(2, 8) {
		t.Error("places share a checksum")
	}
}

func TestZero(t *testing.T) {
	b := make([]byte, 37)
	if !Zero(b) || !Zero(nil) {
		t.Error("zeros are not found to be zero")
	}
	for i := range b {
		b[i] = 1
		if Zero(b) {
			t.Errorf("byte %d is not looked at", i)
		}
		b[i] = 0
	}
}

func TestCorruptError(t *testing.T) {
	err := &CorruptError{File: "f", Offset: 3, What: "w", Advice: "a"}
	if err.Error() != "f: offset 3: w: a" || !errors.Is(err, ErrCorrupt) {
		t.Error(err)
	}
}
