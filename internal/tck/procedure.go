package tck

import (
	"strings"

	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
)

// procedure registers a test procedure: its signature and the rows that it knows,
// of which a call yields those that begin with its arguments.
func (r *run) procedure(signature string, rows [][]string) error {
	head, results, _ := strings.Cut(strings.TrimRight(signature, ": "), " :: (")
	name, params, _ := strings.Cut(head, "(")
	p := &procedure.Procedure{
		Name: name, Params: fields(strings.TrimSuffix(params, ")")), Results: fields(strings.TrimSuffix(results, ")")),
	}
	var known [][]value.Value
	for _, r := range rows[min(1, len(rows)):] {
		row := make([]value.Value, len(r))
		for i, text := range r {
			v, err := parseValue(text)
			if err != nil {
				return err
			}
			row[i] = v
		}
		known = append(known, row)
	}
	p.Run = func(c *procedure.Call) error {
		for _, row := range known {
			if !begins(row, c.Args) {
				continue
			}
			if err := c.Yield(row[len(p.Params):]...); err != nil {
				return err
			}
		}
		return nil
	}
	return r.target.Register(p)
}

func begins(row, args []value.Value) bool {
	for i, a := range args {
		if !value.Equivalent(a, row[i]) {
			return false
		}
	}
	return true
}

func fields(text string) []procedure.Field {
	var list []procedure.Field
	for part := range strings.SplitSeq(text, ",") {
		if name, typ, ok := strings.Cut(part, "::"); ok {
			list = append(list, procedure.Field{Name: strings.TrimSpace(name), Type: strings.TrimSpace(typ)})
		}
	}
	return list
}
