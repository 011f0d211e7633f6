package normal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"memgraphd/cypher/normal"
	"memgraphd/engine/value"
)

// TestNormalize checks keys and literals against testdata/normalize.
func TestNormalize(t *testing.T) {
	datadriven.RunTest(t, "testdata/normalize", func(t *testing.T, d *datadriven.TestData) string {
		key, literals, ok := normal.Normalize(nil, nil, d.Input)
		if !ok {
			return "not normalised"
		}
		var b strings.Builder
		fmt.Fprintln(&b, string(key))
		for _, l := range literals {
			fmt.Fprintf(&b, "%s = %s\n", d.Input[l.Start:l.End], show(l.Value))
		}
		return b.String()
	})
}

func show(v value.Value) string {
	switch v.Kind() {
	case value.KindBool:
		return fmt.Sprint(v.AsBool())
	case value.KindInt:
		return fmt.Sprint(v.AsInt())
	case value.KindFloat:
		return fmt.Sprintf("%gf", v.AsFloat())
	case value.KindString:
		return fmt.Sprintf("%q", v.AsString())
	case value.KindList:
		var items []string
		for _, item := range v.AsList() {
			items = append(items, show(item))
		}
		return "[" + strings.Join(items, " ") + "]"
	case value.KindMap:
		var entries []string
		for _, e := range v.AsMap() {
			entries = append(entries, e.Key+":"+show(e.Value))
		}
		return "{" + strings.Join(entries, " ") + "}"
	}
	return "null"
}
