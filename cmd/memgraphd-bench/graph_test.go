package main

import (
	"slices"
	"testing"
)

func mustGenerate(t *testing.T, size string) *graph {
	t.Helper()
	g, err := generate(size)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestGraphIsTheSame: results of different days compare only if the graph never changes.
func TestGraphIsTheSame(t *testing.T) {
	a, b := mustGenerate(t, "small"), mustGenerate(t, "small")
	if !slices.Equal(a.from, b.from) || !slices.Equal(a.to, b.to) {
		t.Fatal("two graphs of one size differ")
	}
	if u := userOf(77); u != userOf(77) || u.id != 77 {
		t.Errorf("user 77 is %+v", u)
	}
}

func TestGraphIsSimple(t *testing.T) {
	g := mustGenerate(t, "small")
	want := sizes["small"]
	if g.users != want.users || len(g.from) != want.friendships || len(g.to) != want.friendships {
		t.Fatalf("%d users, %d friendships", g.users, len(g.from))
	}
	seen := map[[2]int32]bool{}
	for i := range g.from {
		e := [2]int32{g.from[i], g.to[i]}
		switch {
		case seen[e]:
			t.Fatalf("friendship %v is there twice", e)
		case e[0] == e[1]:
			t.Fatalf("friendship %v is a loop", e)
		case min(e[0], e[1]) < 0 || int(max(e[0], e[1])) >= g.users:
			t.Fatalf("friendship %v of a user who does not exist", e)
		}
		seen[e] = true
	}
}

// TestDegreesFollowPowerLaw: few users have very many friends, most have few.
func TestDegreesFollowPowerLaw(t *testing.T) {
	g := mustGenerate(t, "small")
	for name, ends := range map[string][]int32{"out": g.from, "in": g.to} {
		degrees := make([]int, g.users)
		for _, id := range ends {
			degrees[id]++
		}
		slices.Sort(degrees)
		slices.Reverse(degrees)
		median, top := degrees[g.users/2], 0
		for _, d := range degrees[:g.users/100] {
			top += d
		}
		if degrees[0] < 20*median {
			t.Errorf("%s: the largest degree is %d, the median %d", name, degrees[0], median)
		}
		if share := float64(top) / float64(len(ends)); share < 0.1 {
			t.Errorf("%s: a hundredth of the users has only %.0f %% of the friends", name, 100*share)
		}
	}
}

func TestUnknownSize(t *testing.T) {
	if _, err := generate("huge"); err == nil {
		t.Error("no error")
	}
}
