package main

import (
	"math/rand/v2"

	"memgraphd/engine/value"
)

// The dialects that queries are written in.
const (
	memgraph = "memgraph"
	neo4j    = "neo4j"
	falkordb = "falkordb"
	kuzu     = "kuzu"
)

// query is one kind of query of the workload.
type query struct {
	name, text string
	// other holds the text in other dialects, if it differs; none means that it can't be said there.
	other map[string]string
	// params draws the parameters of one run; nil means none.
	params func(rng *rand.Rand, g *graph) []value.Entry
	// sets is how many sets of parameters are drawn; 0 is manySets.
	sets int
	// writes queries are run last, so that the others find the graph as it was loaded.
	writes bool
	// heavy queries can be left out.
	heavy bool
	// free: any of several answers is right, so that only the rows are compared.
	free bool
	// mix is a share of writes, in tenths, that take turns with the query.
	mix   int
	write *query
}

const (
	none     = "-"
	manySets = 500
)

// in returns the text in a dialect, empty if there is none.
func (q *query) in(dialect string) string {
	switch text := q.other[dialect]; text {
	case "":
		return q.text
	case none:
		return ""
	default:
		return text
	}
}

// draw returns the sets of parameters, always the same.
func (q *query) draw(g *graph) []value.Value {
	if q.params == nil {
		return []value.Value{value.Map(nil)}
	}
	n := q.sets
	if n == 0 {
		n = manySets
	}
	rng := rand.New(rand.NewPCG(seed, uint64(len(q.name))))
	sets := make([]value.Value, n)
	for i := range sets {
		sets[i] = value.Map(q.params(rng, g))
	}
	return sets
}

func entry(key string, v value.Value) value.Entry { return value.Entry{Key: key, Value: v} }

func anyUser(rng *rand.Rand, g *graph) []value.Entry {
	return []value.Entry{entry("id", value.Int(int64(rng.IntN(g.users))))}
}

func twoUsers(rng *rand.Rand, g *graph) []value.Entry {
	a, b := rng.IntN(g.users), rng.IntN(g.users)
	if a == b {
		b = (b + 1) % g.users
	}
	return []value.Entry{entry("from", value.Int(int64(a))), entry("to", value.Int(int64(b)))}
}

func newUser(rng *rand.Rand, g *graph) []value.Entry {
	return []value.Entry{entry("id", value.Int(int64(g.users)+rng.Int64N(1<<40)))}
}

func anyName(rng *rand.Rand, g *graph) []value.Entry {
	return []value.Entry{entry("name", value.String(userOf(rng.IntN(g.users)).name))}
}

func anySince(rng *rand.Rand, _ *graph) []value.Entry {
	return []value.Entry{entry("since", value.Int(rng.Int64N(1000)))}
}

func rows(n int) func(*rand.Rand, *graph) []value.Entry {
	return func(rng *rand.Rand, g *graph) []value.Entry {
		list := make([]value.Value, n)
		for i := range list {
			id := int64(g.users) + rng.Int64N(1<<40)
			list[i] = value.Map([]value.Entry{entry("age", value.Int(id%60)), entry("id", value.Int(id)), entry("name", value.String("fresh"))})
		}
		return []value.Entry{entry("rows", value.List(list))}
	}
}
