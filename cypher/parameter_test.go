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
