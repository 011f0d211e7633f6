package tck

import (
	"fmt"
	"slices"
	"strings"

	"memgraphd/internal/tck/feature"
)

// result compares the answer with the table of a step.
func (r *run) result(step feature.Step) error {
	if r.failure != nil {
		return r.failure
	}
	if step.Text == "the result should be empty" {
		if len(r.answer.Rows) > 0 {
			return fmt.Errorf("got %v", r.answer.Rows)
		}
		return nil
	}
	bag := strings.Contains(step.Text, "ignoring element order for lists")
	want, err := expectedRows(step.Table, r.answer.Columns, bag)
	if err != nil {
		return err
	}
	var got []string
	for _, row := range r.answer.Rows {
		got = append(got, rowText(row, bag))
	}
	if !strings.Contains(step.Text, ", in order") {
		slices.Sort(got)
		slices.Sort(want)
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("got %v, want %v", got, want)
	}
	return nil
}

// expectedRows parses a table and orders its columns as those of the answer.
func expectedRows(rows [][]string, columns []string, bag bool) ([]string, error) {
	header := rows[0]
	order := make([]int, len(columns))
	for i, name := range columns {
		order[i] = slices.Index(header, name)
	}
	if len(header) != len(columns) || slices.Contains(order, -1) {
		return nil, fmt.Errorf("got the columns %q, want %q", columns, header)
	}
	var want []string
	for _, r := range rows[1:] {
		row := make([]Shape, len(order))
		for i, from := range order {
			s, err := Parse(r[from])
			if err != nil {
				return nil, err
			}
			row[i] = s
		}
		want = append(want, rowText(row, bag))
	}
	return want, nil
}

func rowText(row []Shape, bag bool) string {
	parts := make([]string, len(row))
	for i, s := range row {
		parts[i] = s.render(bag)
	}
	return strings.Join(parts, " | ")
}
