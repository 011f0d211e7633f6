package load

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"memgraphd/engine/value"
)

// all reads a reader to its end, a few records at a time, and shows them.
func all(r Reader) ([]string, error) {
	var out []string
	for {
		records, err := r.Next(nil, 2)
		for _, v := range records {
			out = append(out, strings.ReplaceAll(value.Format(v), "`", ""))
		}
		if err != nil || len(records) == 0 {
			return out, err
		}
	}
}

func readCSV(text string, o CSVOptions) ([]string, error) {
	r, err := CSV(strings.NewReader(text), o)
	if err != nil {
		return nil, err
	}
	return all(r)
}

// TestCSVPlainRows reads what is plain, and what is not, with and without the short way for plain rows.
func TestCSVPlainRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	signs := []string{"a", "b", ",", ",", "\n", "\n", "\r\n", "\r", `"`, `"x,y"`, "é", "\xff", ""}
	for range 20_000 {
		var text strings.Builder
		for range rng.IntN(20) {
			text.WriteString(signs[rng.IntN(len(signs))])
		}
		var got [2][]string
		var errs [2]error
		for i, plain := range []bool{true, false} {
			r, err := CSV(strings.NewReader(text.String()), CSVOptions{IgnoreBad: text.Len()%2 == 0})
			if err != nil {
				t.Fatal(err)
			}
			r.plain = plain
			got[i], errs[i] = all(r)
		}
		if !slices.Equal(got[0], got[1]) || fmt.Sprint(errs[0]) != fmt.Sprint(errs[1]) {
			t.Fatalf("%q: %v (%v) and %v (%v)", text.String(), got[0], errs[0], got[1], errs[1])
		}
	}
}

func TestCSV(t *testing.T) {
	for _, c := range []struct {
		name, text string
		opts       CSVOptions
		want       []string
		err        string
	}{
		{name: "lists", text: "1,a\n2,b\n", want: []string{`["1", "a"]`, `["2", "b"]`}},
		{name: "header", text: "id,name\n1,a\r\n2,\n", opts: CSVOptions{Header: true}, want: []string{`{id: "1", name: "a"}`, `{id: "2", name: ""}`}},
		{name: "no break at the end", text: "1\n2", want: []string{`["1"]`, `["2"]`}},
		{name: "empty lines", text: "\n1\n\r\n2\n\n", want: []string{`["1"]`, `["2"]`}},
		{name: "quotes", text: `"a,b","c""d","","e` + "\n" + `f"`, want: []string{`["a,b", "c\"d", "", "e\nf"]`}},
		{name: "own signs", text: "'a|b'||c||'d''e'", opts: CSVOptions{Delimiter: "||", Quote: "'"}, want: []string{`["a|b", "c", "d'e"]`}},
		{name: "byte order mark", text: "\ufeffid\n1", opts: CSVOptions{Header: true}, want: []string{`{id: "1"}`}},
		{name: "null", text: "a,,NA", opts: CSVOptions{NullIf: "NA", HasNullIf: true}, want: []string{`["a", "", null]`}},
		{name: "empty is null", text: "a,,NA", opts: CSVOptions{HasNullIf: true}, want: []string{`["a", null, "NA"]`}},
		{name: "empty file", text: "", opts: CSVOptions{Header: true}},
		{name: "too short", text: "a,b\n1,2\n3", opts: CSVOptions{Header: true}, want: []string{`{a: "1", b: "2"}`}, err: "CSV reader: row 3: expected 2 columns, got 1"},
		{name: "unclosed", text: "a\n\"b", err: "CSV reader: row 2: a quote that is not closed", want: []string{`["a"]`}},
		{name: "behind a quote", text: "\"a\"b", err: "CSV reader: row 1: text behind a closing quote"},
		{name: "inside", text: "a\"b\"", err: "CSV reader: row 1: a quote inside of a field that is not quoted"},
		{name: "ignore", text: "a,b\n1\n\"x\"y,2\n3,4\n", opts: CSVOptions{Header: true, IgnoreBad: true}, want: []string{`{a: "3", b: "4"}`}},
		{name: "not UTF-8", text: "a\nb\xff\nc\n", want: []string{`["a"]`}, err: "CSV reader: row 2: the text is not UTF-8"},
		{name: "ignore what is not UTF-8", text: "a\nb\xff\nc\n", opts: CSVOptions{IgnoreBad: true}, want: []string{`["a"]`, `["c"]`}},
		{name: "same signs", opts: CSVOptions{Delimiter: `"`}, err: `CSV reader: delimiter "\"" and quote "\"" must differ and hold no line break`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readCSV(c.text, c.opts)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			if (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
				t.Errorf("error %v, want %s", err, c.err)
			}
		})
	}
}

func TestCSVRowLongerThanBlock(t *testing.T) {
	long := strings.Repeat("x", 3*blockSize)
	got, err := readCSV("a,"+long+"\nb,c\n", CSVOptions{})
	if err != nil || len(got) != 2 || !strings.Contains(got[0], long) {
		t.Fatal(len(got), err)
	}
}

func TestCSVError(t *testing.T) {
	r, err := CSV(io.MultiReader(strings.NewReader("a\n"), iotest.ErrReader(errors.New("disk"))), CSVOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := all(r); err == nil || err.Error() != "disk" {
		t.Fatal(err)
	}
}

// What the standard library reads we read the same, however the bytes come.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\nc,d", "\"a\"\"\n,\"", "a\r\nb", "\"", "a,\"b\nc\"\n\n,", "\xff,\x00", "\r\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := readCSV(text, CSVOptions{IgnoreBad: true})
		if err != nil {
			t.Fatal(err)
		}
		r, err := CSV(iotest.OneByteReader(strings.NewReader(text)), CSVOptions{IgnoreBad: true})
		if err != nil {
			t.Fatal(err)
		}
		slow, err := all(r)
		if err != nil || !cmp.Equal(got, slow) {
			t.Fatalf("%v byte by byte, %v at once, %v", slow, got, err)
		}
		if strings.HasPrefix(text, "\ufeff") || strings.Contains(text, "\r") || !utf8.ValidString(text) {
			return // the library treats these otherwise
		}
		std := csv.NewReader(strings.NewReader(text))
		rows, err := std.ReadAll()
		if err != nil {
			return
		}
		if len(rows) != len(got) {
			t.Fatalf("%d rows, the library has %d", len(got), len(rows))
		}
		for i, row := range rows {
			var list []value.Value
			for _, field := range row {
				list = append(list, value.String(field))
			}
			if w := strings.ReplaceAll(value.Format(value.List(list)), "`", ""); got[i] != w {
				t.Fatalf("row %d: %s, the library has %s", i, got[i], w)
			}
		}
	})
}

func TestJSONL(t *testing.T) {
	got, err := all(JSONL(strings.NewReader(`{"a": 1, "b": [1.5, null, true, "x"], "c": {"d": 1e3}}

{"a": 9223372036854775808}
`)))
	want := []string{`{a: 1, b: [1.5, null, true, "x"], c: {d: 1000.0}}`, `{a: 9.223372036854775808e+18}`}
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want[:1], got[:1]); d != "" || len(got) != 2 {
		t.Fatal(d, got)
	}
}

func TestJSONLErrors(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 2000)
	for _, text := range []string{"1", "[1]", "{", `{"a"`, `{"a":}`, `{"a":[1}`, `{"a":1]`, deep} {
		if got, err := all(JSONL(strings.NewReader(text))); err == nil {
			t.Errorf("%.20s: %v", text, got)
		}
	}
}

func FuzzJSONL(f *testing.F) {
	f.Add(`{"a":[1,{"b":null}]}`)
	f.Fuzz(func(_ *testing.T, text string) { _, _ = all(JSONL(strings.NewReader(text))) })
}

func TestDecompress(t *testing.T) {
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, _ = w.Write([]byte("hello"))
	_ = w.Close()
	const bzipped = "BZh91AY&SY\x19\x31\x65\x3d\x00\x00\x00\x81\x00\x02\x44\xa0\x00\x21\x9a\x68\x33\x4d\x07\x33\x8b\xb9\x22\x9c\x28\x48\x0c\x98\xb2\x9e\x80"
	for name, data := range map[string]string{"plain": "hello", "gzip": zipped.String(), "bzip2": bzipped} {
		r, err := Decompress(strings.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != "hello" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if r, err := Decompress(strings.NewReader("")); err != nil {
		t.Fatal(r, err)
	}
}

type inner struct {
	N    int32    `parquet:"n"`
	Tags []string `parquet:"tags,list"`
}

type record struct {
	Flag    bool             `parquet:"flag"`
	Small   uint32           `parquet:"small"`
	Big     int64            `parquet:"big"`
	F       float32          `parquet:"f"`
	D       *float64         `parquet:"d,optional"`
	Name    string           `parquet:"name"`
	Inner   inner            `parquet:"inner"`
	Maybe   *inner           `parquet:"maybe,optional"`
	Plain   []int64          `parquet:"plain"`
	Many    []inner          `parquet:"many"`
	ByName  map[string]int64 `parquet:"byname"`
	Day     int32            `parquet:"day,date"`
	At      time.Time        `parquet:"at,timestamp(microsecond)"`
	Decimal int64            `parquet:"decimal,decimal(2:10)"`
}

func TestParquet(t *testing.T) {
	d := 2.5
	rows := []record{
		{
			Flag: true, Small: math.MaxUint32, Big: -1, F: 0.5, D: &d, Name: "x", Inner: inner{1, []string{"a", "b"}},
			Maybe: &inner{2, nil}, Plain: []int64{1, 2}, Many: []inner{{3, []string{"c"}}, {4, nil}, {5, []string{"d", "e"}}},
			ByName: map[string]int64{"k": 7}, Day: 1, At: time.UnixMicro(1500001), Decimal: -1234,
		},
		{},
	}
	for range 100 {
		rows = append(rows, record{Many: []inner{{1, []string{"z"}}}})
	}
	var file bytes.Buffer
	if err := parquet.Write(&file, rows); err != nil {
		t.Fatal(err)
	}
	p, err := Parquet(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	got, err := all(p)
	if err != nil || len(got) != len(rows) {
		t.Fatal(len(got), err)
	}
	want := []string{
		`{at: DATETIME("1970-01-01T00:00:01.500001Z[Etc/UTC]"), big: -1, byname: {k: 7}, d: 2.5, day: DATE("1970-01-02"), decimal: -12.34, f: 0.5, flag: true, inner: {n: 1, tags: ["a", "b"]}, many: [{n: 3, tags: ["c"]}, {n: 4, tags: []}, {n: 5, tags: ["d", "e"]}], maybe: {n: 2, tags: []}, name: "x", plain: [1, 2], small: 4294967295}`,
	}
	if d := cmp.Diff(want, got[:1]); d != "" {
		t.Error(d)
	}
	if !strings.Contains(got[1], "maybe: null") || !strings.Contains(got[1], "many: []") || !strings.Contains(got[1], "d: null") {
		t.Error(got[1])
	}
	if !strings.Contains(got[101], `many: [{n: 1, tags: ["z"]}]`) {
		t.Error(got[101])
	}
}

// FuzzParquet checks that any file is read or refused, and that memory is not taken on a damaged one's word.
func FuzzParquet(f *testing.F) {
	var file bytes.Buffer
	if err := parquet.Write(&file, []record{{Name: "x", Plain: []int64{1, 2}, Many: []inner{{1, []string{"z"}}}, ByName: map[string]int64{"k": 7}}, {}}); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Add([]byte("PAR1PAR1"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		if p, err := Parquet(bytes.NewReader(b), int64(len(b))); err == nil {
			_, _ = all(p)
		}
	})
}

func TestParquetWithoutRows(t *testing.T) {
	var file bytes.Buffer
	w := parquet.NewGenericWriter[record](&file)
	if err := w.Flush(); err != nil { // an empty group
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p, err := Parquet(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := all(p); err != nil || len(got) != 0 {
		t.Fatal(got, err)
	}
}

func TestParquetBytes(t *testing.T) {
	type blob struct {
		B []byte `parquet:"b"`
	}
	var file bytes.Buffer
	if err := parquet.Write(&file, []blob{{[]byte("text")}, {[]byte{0xff, 0}}}); err != nil {
		t.Fatal(err)
	}
	p, err := Parquet(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	got, err := all(p)
	if d := cmp.Diff([]string{`{b: "text"}`, `{b: "0xff00"}`}, got); d != "" || err != nil {
		t.Error(d, err)
	}
}

func TestParquetDamaged(t *testing.T) {
	var file bytes.Buffer
	if err := parquet.Write(&file, []record{{Name: "x"}, {Name: "y"}}); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	for i := range whole {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0xff
		if p, err := Parquet(bytes.NewReader(damaged), int64(len(damaged))); err == nil {
			_, _ = all(p) // must not panic
		}
	}
	if _, err := Parquet(strings.NewReader("no parquet"), 10); err == nil {
		t.Error("a text was taken for a file")
	}
}

func TestHalf(t *testing.T) {
	for bits, want := range map[uint16]float64{0x3c00: 1, 0xc000: -2, 0x0001: math.Ldexp(1, -24), 0x7c00: math.Inf(1), 0x3555: 0.333251953125} {
		if got := half(bits); got != want {
			t.Errorf("%x: %v, want %v", bits, got, want)
		}
	}
}
