package parser

import (
	"fmt"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// TestGolden checks the syntax trees of testdata/golden, or the errors with
// their places.
func TestGolden(t *testing.T) {
	datadriven.Walk(t, "testdata/golden", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			if d.Cmd != "parse" {
				d.Fatalf(t, "unknown command %q", d.Cmd)
			}
			statement, err := Parse(d.Input)
			if err != nil {
				e := err.(*Error)
				return errorAt(e)
			}
			return dump(statement)
		})
	})
}

func errorAt(e *Error) string {
	return fmt.Sprintf("error at %d:%d: %s", e.Pos.Line, e.Pos.Column, e.Msg)
}
