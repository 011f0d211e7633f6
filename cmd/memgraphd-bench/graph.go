package main

import (
	"fmt"
	"math/rand/v2"
)

// graph is the benchmark's graph: users 0 … users-1 and friendships between them.
type graph struct {
	users int
	from  []int32
	to    []int32
}

// sizes are the sizes of the published benchmark, and a tiny one to try things.
var sizes = map[string]struct{ users, friendships int }{
	"tiny":   {200, 1_500},
	"small":  {10_000, 121_716},
	"medium": {100_000, 1_768_515},
	"large":  {1_632_803, 30_622_564},
}

// seed makes every run draw the same graph.
const seed = 0x9E3779B97F4A7C15

// generate draws a graph: out-degrees and the choice of friends follow power laws, as in a social network. No
// friendship leads from a user to itself, and none is twice.
func generate(size string) (*graph, error) {
	s, ok := sizes[size]
	if !ok {
		return nil, fmt.Errorf("unknown size %q: tiny, small, medium or large", size)
	}
	rng := rand.New(rand.NewPCG(seed, uint64(s.users)))
	g := &graph{users: s.users, from: make([]int32, 0, s.friendships), to: make([]int32, 0, s.friendships)}
	popular := rand.NewZipf(rng, 1.25, 60, uint64(s.users-1))
	active := rand.NewZipf(rng, 1.25, 50, uint64(s.users-1))
	rank, liked := rng.Perm(s.users), rng.Perm(s.users) // the active are not the first ids; some of the popular are active, too
	seen := make(map[int64]struct{}, s.friendships)
	for len(g.from) < s.friendships {
		a, b := rank[active.Uint64()], rank[popular.Uint64()]
		if rng.IntN(3) > 0 {
			a = rng.IntN(s.users)
		}
		switch rng.IntN(4) {
		case 0, 1:
			b = rng.IntN(s.users)
		case 2:
			b = liked[popular.Uint64()]
		}
		key := int64(a)<<32 | int64(b)
		if _, twice := seen[key]; twice || a == b {
			continue
		}
		seen[key] = struct{}{}
		g.from, g.to = append(g.from, int32(a)), append(g.to, int32(b))
	}
	return g, nil
}

// user is the data of a user, which follow from its id.
type user struct {
	id, age, completion int64
	gender, name        string
}

var genders = []string{"female", "male"}

func userOf(id int) user {
	h := uint64(id+1) * seed
	return user{
		id: int64(id), age: int64(14 + h>>33%60), completion: int64(h >> 40 % 101),
		gender: genders[h>>50&1], name: fmt.Sprintf("user-%06x", h>>40),
	}
}
