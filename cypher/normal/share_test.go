package normal_test

import (
	"testing"

	"memgraphd/cypher/normal"
)

// TestKeysAreShared pins which statements share a plan, and which do not.
func TestKeysAreShared(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"CREATE (:P {id: 1})", "CREATE (:P {id: 2})", true},
		{"CREATE (:P {id: 1})", "CREATE(:P{id:-27}) ; // x", true},
		{"CREATE (:P {id: 1})", "CREATE (:P {id: 'a'})", false},
		{"CREATE (:P {id: 1})", "CREATE (:P {id: 1.0})", false},
		{"CREATE (:P {id: 1})", "CREATE (:Q {id: 1})", false},
		{"CREATE (:P {id: 1})", "CREATE (:P {id: $id})", false},
		{"UNWIND [1] AS x CREATE (:P {id: x})", "UNWIND [1, 2, 3] AS x CREATE (:P {id: x})", true},
		{"MATCH (n) RETURN n LIMIT 1", "MATCH (n)\nRETURN n LIMIT 20", true},
		{"RETURN 1", "RETURN 2", false},
		{"RETURN n.x+1", "RETURN n.x + 1", false},
		{"MATCH ()-[*1..2]-() RETURN 1", "MATCH ()-[*1..3]-() RETURN 1", false},
		{"MATCH (n) WHERE n.a<1 RETURN n", "MATCH (n) WHERE n.a < 3 RETURN n", true},
		{"MATCH (n) RETURN n LIMIT $a", "MATCH (n) RETURN n LIMIT$a", false},
		{"MATCH (n:A B) RETURN n", "MATCH (n:AB) RETURN n", false},
		{"MATCH (n) WHERE n.a < -1 RETURN n", "MATCH (n) WHERE n.a <- 1 RETURN n", false},
	} {
		a, _, okA := normal.Normalize(nil, nil, tt.a)
		b, _, okB := normal.Normalize(nil, nil, tt.b)
		if !okA || !okB {
			t.Errorf("%q, %q: not normalised", tt.a, tt.b)
		} else if (string(a) == string(b)) != tt.same {
			t.Errorf("%q: %q\n%q: %q\nexpected same: %v", tt.a, a, tt.b, b, tt.same)
		}
	}
}

// TestNormalizeDoesNotAllocate pins that a hit of the plan cache costs no
// allocation here.
func TestNormalizeDoesNotAllocate(t *testing.T) {
	key, literals := make([]byte, 0, 256), make([]normal.Literal, 0, 8)
	allocs := testing.AllocsPerRun(100, func() {
		normal.Normalize(key, literals, "MATCH (n:Person {id: 42, name: 'Ann'}) WHERE n.x > 1.5 RETURN n.name AS name LIMIT 10")
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
