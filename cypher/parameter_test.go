package cypher_test

import (
	"strings"
	"testing"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// TestParametersHoldNoEntities makes sure of what the planner takes for granted of the parameters of clients.
func TestParametersHoldNoEntities(t *testing.T) {
	db := engine.New(engine.Options{})
	s := cypher.New(db, cypher.Options{}).NewSession("")
	t.Cleanup(func() { s.Close(); db.Close() })
	node := value.NodeRef(1)
	for name, v := range map[string]value.Value{
		"node": node, "relationship": value.RelationshipRef(1), "list": value.List([]value.Value{node}),
		"map": value.Map([]value.Entry{{Key: "n", Value: node}}),
	} {
		params := value.Map([]value.Entry{{Key: "x", Value: v}})
		_, err := s.Run(t.Context(), "RETURN $x AS x", params, cypher.TxOptions{})
		if err == nil || !strings.Contains(err.Error(), "can't be parameters") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestParameterMisspelt: the error names the parameter that was given, or is kept, under nearly the same name.
func TestParameterMisspelt(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	run(t, s, "SET GLOBAL PARAMETER threshold = 1", nil)
	given := value.Map([]value.Entry{{Key: "name", Value: value.String("Ann")}})
	for query, want := range map[string]string{
		"RETURN $nmae":      "Parameter $nmae not provided. Did you mean 'name'? (line 1, column 8)",
		"RETURN $treshold":  "Parameter $treshold not provided. Did you mean 'threshold'? (line 1, column 8)",
		"RETURN $something": "Parameter $something not provided. (line 1, column 8)",
	} {
		if _, err := s.Run(t.Context(), query, given, cypher.TxOptions{}); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", query, err, want)
		}
	}
}
