package load

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"memgraphd/engine/value"
)

// TestFields: reading fields is reading records and taking the fields of them, errors included.
func TestFields(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		file, o := drawFile(rng)
		keys := []string{"a", "none", "b", "c"}[:1+rng.IntN(4)]
		open := map[string]func() (Reader, error){
			"CSV": func() (Reader, error) { return CSV(strings.NewReader(file), o) },
			"JSONL": func() (Reader, error) {
				return JSONL(strings.NewReader("{\"a\": 1, \"b\": [2]}\n{\"b\": null}{}{\"c\": 7, \"a\": \"x\"}")), nil
			},
		}
		for format, open := range open {
			whole, wantErr := readFields(t, open, func(r Reader) Source { return Whole(r) }, keys)
			got, err := readFields(t, open, func(r Reader) Source { return Fields(r, keys) }, keys)
			if fmt.Sprint(err) != fmt.Sprint(wantErr) || err == nil && got != whole {
				t.Fatalf("%s %q %+v %v:\ngot  %s %v\nwant %s %v", format, file, o, keys, got, err, whole, wantErr)
			}
		}
	}
}

// drawFile writes a file of separated values, sometimes with rows that are malformed.
func drawFile(rng *rand.Rand) (string, CSVOptions) {
	var b strings.Builder
	b.WriteString([]string{"a,b,c\n", "c,a,a\n", "b\n", "a,x,b,c\n"}[rng.IntN(4)])
	width := strings.Count(b.String(), ",") + 1
	for range rng.IntN(40) {
		var row []string
		for range width {
			row = append(row, []string{"1", "", "nil", `"q,""r"`, "é", "long text"}[rng.IntN(6)])
		}
		switch rng.IntN(60) {
		case 0:
			row = row[1:]
		case 1:
			row = append(row, `x"y`)
		}
		b.WriteString(strings.Join(row, ",") + "\n")
	}
	return b.String(), CSVOptions{Header: true, IgnoreBad: rng.IntN(2) == 0, HasNullIf: rng.IntN(2) == 0, NullIf: "nil"}
}

// readFields formats fields of all records of a source.
func readFields(t *testing.T, open func() (Reader, error), source func(Reader) Source, keys []string) (string, error) {
	t.Helper()
	r, err := open()
	if err != nil {
		return "", err
	}
	var out strings.Builder
	from, b := source(r), &Batch{}
	for {
		if err := from.Read(b, 7); err != nil || b.N == 0 {
			return out.String(), err
		}
		for i := range b.N {
			for k, key := range keys {
				var v value.Value
				if b.Fields == nil {
					v, _ = b.Records.Value(i).Get(key)
				} else {
					v = b.Fields[k].Value(i)
				}
				out.WriteString(value.Format(v) + " ")
			}
			out.WriteString("\n")
		}
	}
}
