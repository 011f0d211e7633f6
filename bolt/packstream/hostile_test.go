package packstream

import (
	"bytes"
	"errors"
	"runtime"
	"strings"
	"testing"

	"memgraphd/engine/value"
)

// TestSyntaxErrors feeds bytes that are not PackStream.
func TestSyntaxErrors(t *testing.T) {
	for name, src := range map[string][]byte{
		"nothing":              {},
		"reserved marker":      {0xC7},
		"another one":          {0xDC, 1, 'N', 1},
		"struct16":             {0xDD, 0, 1, 'N', 1},
		"short int":            {0xCB, 1, 2},
		"short float":          {0xC1, 0},
		"short string":         {0x85, 'a'},
		"short size":           {0xD2, 0, 0},
		"long string":          {0xD2, 0xFF, 0xFF, 0xFF, 0xFF, 'a'},
		"long bytes":           {0xCE, 0xFF, 0xFF, 0xFF, 0xFF, 'a'},
		"long list":            {0xD6, 0xFF, 0xFF, 0xFF, 0xFF, 1},
		"long map":             {0xDA, 0xFF, 0xFF, 0xFF, 0xFF, 0x81, 'a', 1},
		"map of too few":       {0xA2, 0x81, 'a', 1},
		"key is no string":     {0xA1, 1, 1},
		"struct without tag":   {0xB1},
		"struct without field": {0xB1, 'D'},
		"trailing":             {1, 1},
		"deep lists":           bytes.Repeat([]byte{0x91}, 1<<20),
		"deep maps":            bytes.Repeat([]byte{0xA1, 0x80}, 1<<20),
		"deep structs":         bytes.Repeat([]byte{0xB1, 'x'}, 1<<20),
		"one level too many":   append(bytes.Repeat([]byte{0x91}, 101), 1),
	} {
		_, err := decode(src)
		if _, ok := errors.AsType[*SyntaxError](err); !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := decode(append(bytes.Repeat([]byte{0x91}, 100), 1)); err != nil {
		t.Errorf("100 levels are allowed: %v", err)
	}
}

// TestUnsupported feeds values that cannot be used; what follows is read.
func TestUnsupported(t *testing.T) {
	for name, src := range map[string]string{
		"bytes":            "cc0101",
		"long bytes":       "cd0001 01",
		"node":             "b3 4e 01 90 a0",
		"relationship":     "b5 52 01 01 01 80 a0",
		"path":             "b3 50 90 90 90",
		"unknown":          "b0 00",
		"few fields":       "b0 44",
		"many fields":      "b2 44 01 01",
		"text for a date":  "b1 44 81 61",
		"distant date":     "b1 44 cb 0000 0100 0000 0000",
		"negative time":    "b1 74 ff",
		"late time":        "b1 74 cb 0000 4e94 914f 0000",
		"far offset":       "b2 54 01 ca 00 01 00 00",
		"many nanoseconds": "b2 64 01 ca 3b 9a ca 00",
		"distant instant":  "b3 49 cb 7fffffffffffffff 00 00",
		"unknown zone":     "b3 69 00 00 84 4d 61 72 73",
		"zone is a number": "b3 69 00 00 00",
		"big duration":     "b4 45 00 00 cb 7fffffffffffffff ca 3b9aca00",
		"unknown SRID":     "b3 58 01 c10000000000000000 c10000000000000000",
		"wrong dimension":  "b3 58 c9 23c5 c10000000000000000 c10000000000000000",
		"integer as x":     "b3 58 c9 1c23 00 c10000000000000000",
		"broken UTF-8":     "82 c3 28",
	} {
		var d Decoder
		d.Reset(append(unhex(src), 7), testLimits)
		d.Value()
		if next := d.Int(); d.Err() != nil || next != 7 {
			t.Errorf("%s: reading does not go on: %d, %v", name, next, d.Err())
		}
		err, ok := errors.AsType[*UnsupportedError](d.Unsupported())
		if !ok || !strings.HasSuffix(err.Msg, ".") {
			t.Errorf("%s: %v", name, d.Unsupported())
		}
	}
}

func TestDuplicateKeys(t *testing.T) {
	v, err := decode(unhex("a2 8161 01 8161 02"))
	if got, _ := v.Get("a"); err != nil || got.AsInt() != 2 || len(v.AsMap()) != 1 {
		t.Errorf("got %v entries, a = %d, %v", len(v.AsMap()), got.AsInt(), err)
	}
}

// TestNoAllocationByClaim decodes messages that are much larger in memory than
// on the wire, or claim to be.
func TestNoAllocationByClaim(t *testing.T) {
	nested := []byte{} // every list claims all that is left
	for range 99 {
		nested = append(nested, 0xD6, 0, 0x0F, 0, 0)
	}
	nested = append(nested, make([]byte, 1<<20)...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, src := range [][]byte{nested, {0xD6, 0xFF, 0xFF, 0xFF, 0xFF, 1}, {0xDA, 0x7F, 0xFF, 0xFF, 0xFF, 1}} {
		if _, err := decode(src); err == nil {
			t.Errorf("% x … was decoded", src[:5])
		}
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > uint64(testLimits.Memory)+1<<20 {
		t.Errorf("%d bytes were allocated", n)
	}
}

func TestMemoryBudget(t *testing.T) {
	list := AppendList(nil, 1000)
	list = append(list, make([]byte, 1000)...)
	for limit, wantErr := range map[int]bool{1000 * valueSize: false, 1000*valueSize - 1: true} {
		var d Decoder
		d.Reset(list, Limits{Depth: 10, Memory: limit})
		d.Value()
		if (d.Err() != nil) != wantErr {
			t.Errorf("limit %d: %v", limit, d.Err())
		}
	}
}

// TestKeysAreShared decodes a batch whose keys repeat.
func TestKeysAreShared(t *testing.T) {
	src := AppendList(nil, 100)
	for range 100 {
		src = AppendInt(AppendString(AppendMap(src, 1), "identifier"), 1)
	}
	var d Decoder
	d.Reset(src, testLimits)
	d.Value()
	allocs := testing.AllocsPerRun(10, func() {
		d.Reset(src, testLimits)
		d.Value()
	})
	if allocs > 101 { // a list and the entries of each map
		t.Errorf("%v allocations", allocs)
	}
}

func FuzzDecoder(f *testing.F) {
	for _, s := range []string{"c0", "a1816101", "d40201c0", "b144ff", "b3690a008d4575726f70652f4265726c696e", "cc0101"} {
		f.Add(unhex(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		v, err := decode(src)
		if err != nil {
			return
		}
		encoded, err := AppendValue(nil, v, true)
		if err != nil {
			t.Fatalf("%x was decoded but cannot be encoded: %v", src, err)
		}
		back, err := decode(encoded)
		if err != nil {
			t.Fatalf("%x became %x, which fails: %v", src, encoded, err)
		}
		if again, _ := AppendValue(nil, back, true); !bytes.Equal(again, encoded) {
			t.Fatalf("%x became %x, then %x", src, encoded, again)
		}
	})
}

var sink value.Value

func BenchmarkDecodeParameters(b *testing.B) {
	src := AppendString(AppendMap(nil, 1), "rows")
	src = AppendList(src, 1000)
	for i := range 1000 {
		src = AppendMap(src, 3)
		src = AppendInt(AppendString(src, "id"), int64(i))
		src = AppendString(AppendString(src, "name"), "somebody")
		src = AppendFloat(AppendString(src, "score"), 0.5)
	}
	var d Decoder
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		d.Reset(src, testLimits)
		sink = d.Value()
	}
}

func BenchmarkAppendRow(b *testing.B) {
	row := []value.Value{value.Int(123456), value.String("somebody"), value.Float(0.5), value.Null}
	var dst []byte
	b.ReportAllocs()
	for b.Loop() {
		dst = AppendList(dst[:0], len(row))
		for _, v := range row {
			dst, _ = AppendScalar(dst, v, true)
		}
	}
}
