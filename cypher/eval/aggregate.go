package eval

import (
	"fmt"
	"strings"

	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// aggregation is a row of the table of aggregations.
type aggregation struct {
	name   string
	params []param
	// optional is how many of the params may be left out.
	optional int
	result   string
	doc      string
	make     func(args int) Aggregator
}

var aggregations = []aggregation{
	{
		name: "count", params: params("value"), optional: 1, result: "INTEGER",
		doc: "The number of rows, or of values that are not null.", make: newCount,
	},
	{
		name: "sum", params: params("number NUMBER|DURATION"), result: "NUMBER",
		doc: "The sum of numbers or durations; 0 of none.", make: func(int) Aggregator { return &sum{} },
	},
	{
		name: "avg", params: params("number NUMBER|DURATION"), result: "FLOAT",
		doc: "The mean of numbers or durations; null of none.", make: func(int) Aggregator { return &average{} },
	},
	{
		name: "min", params: params("value"), result: "ANY",
		doc: "The value that ORDER BY puts first; null of none.", make: func(int) Aggregator { return &extreme{sign: 1} },
	},
	{
		name: "max", params: params("value"), result: "ANY",
		doc: "The value, other than null, that ORDER BY puts last; null of none.", make: func(int) Aggregator { return &extreme{sign: -1} },
	},
	{
		name: "collect", params: params("value", "mapped"), optional: 1, result: "LIST OF ANY or MAP",
		doc: "The list of the values that are not null; with two arguments the map from keys to values.", make: newCollect,
	},
	{
		name: "stDev", params: params("number NUMBER"), result: "FLOAT",
		doc: "The standard deviation of a sample; 0 of none.", make: func(int) Aggregator { return &deviation{} },
	},
	{
		name: "stDevP", params: params("number NUMBER"), result: "FLOAT",
		doc: "The standard deviation of a whole population; 0 of none.", make: func(int) Aggregator { return &deviation{population: true} },
	},
	{
		name: "percentileCont", params: params("number NUMBER", "percentile NUMBER"), result: "FLOAT",
		doc: "The percentile, from 0 to 1, of numbers, between two of them where needed.", make: func(int) Aggregator { return &percentile{name: "percentileCont", continuous: true} },
	},
	{
		name: "percentileDisc", params: params("number NUMBER", "percentile NUMBER"), result: "NUMBER",
		doc: "The number at a percentile from 0 to 1.", make: func(int) Aggregator { return &percentile{name: "percentileDisc"} },
	},
	{
		name: "project", params: params("nodes", "relationships"), optional: 1, result: "GRAPH",
		doc: "The subgraph of paths, or of lists of nodes and relationships.", make: func(int) Aggregator { return &project{} },
	},
	{
		name: "derive", params: params("path PATH", "options MAP"), result: "GRAPH",
		doc: "The virtual graph in which each path is one relationship between its ends.", make: func(int) Aggregator { return &derive{} },
	},
}

var aggregationsByName = func() map[string]*aggregation {
	byName := make(map[string]*aggregation, len(aggregations))
	for i := range aggregations {
		byName[strings.ToLower(aggregations[i].name)] = &aggregations[i]
	}
	return byName
}()

// NewAggregator makes the aggregator of a call of a plan.
func NewAggregator(call plan.AggregateCall, _ *Env) (Aggregator, error) {
	a, ok := aggregationsByName[strings.ToLower(call.Func)]
	if !ok {
		return nil, fmt.Errorf("the aggregation %q does not exist", call.Func)
	}
	if n := len(call.Args); n > len(a.params) || n < len(a.params)-a.optional {
		return nil, arityError(a.name, len(a.params)-a.optional, len(a.params))
	}
	made := a.make(len(call.Args))
	if call.Distinct && len(call.Args) > 0 {
		return &distinct{of: made}, nil
	}
	return made, nil
}

// groupsOf returns states with an element for each of groups, new ones zero.
func groupsOf[T any](states []T, groups []uint32) []T {
	top := uint32(0)
	for _, g := range groups {
		top = max(top, g)
	}
	if missing := int(top) + 1 - len(states); missing > 0 {
		states = append(states, make([]T, missing)...)
	}
	return states
}

// extended returns states with an element for group g, new ones zero.
func extended[T any](states []T, g uint32) []T {
	return append(states, make([]T, int(g)+1-len(states))...)
}

// onlyFirst reports whether all rows belong to group 0, as they do without
// grouping keys; sums then stay in registers.
func onlyFirst(groups []uint32) bool {
	if len(groups) == 0 || groups[0] != 0 || groups[len(groups)-1] != 0 {
		return false
	}
	bits := uint32(0)
	for _, g := range groups {
		bits |= g
	}
	return bits == 0
}

// stateOf returns the state of a group, zero for one that never got a row.
func stateOf[T any](states []T, group int) T {
	if group < len(states) {
		return states[group]
	}
	var none T
	return none
}

// present calls f for the rows that are not null and their groups.
func present(c *column.Column, groups []uint32, sel []int32, f func(g uint32, v value.Value) error) error {
	for i, row := range sel {
		v := c.Value(int(row))
		if v.IsNull() {
			continue
		}
		if err := f(groups[i], v); err != nil {
			return err
		}
	}
	return nil
}

// results makes dst the results of groups, one after the other.
func results(dst *column.Column, from, to int, result func(group int) (value.Value, error)) error {
	dst.Reset(column.Null, 0)
	for g := from; g < to; g++ {
		v, err := result(g)
		if err != nil {
			return err
		}
		dst.Append(v)
	}
	return nil
}
