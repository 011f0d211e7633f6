package cypher_test

import (
	"context"
	"fmt"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// A program runs Cypher on a store of its own, without a socket.
func Example() {
	db := engine.New(engine.Options{})
	defer db.Close()
	session := cypher.New(db, cypher.Options{}).NewSession("")
	defer session.Close()
	ctx := context.Background()

	query := func(text string, params value.Value) ([][]value.Value, error) {
		result, err := session.Run(ctx, text, params, cypher.TxOptions{})
		if err != nil {
			return nil, err
		}
		return result.Rows(ctx)
	}
	ann := value.Map([]value.Entry{{Key: "name", Value: value.String("Ann")}})
	if _, err := query("CREATE (:Person {name: $name})-[:KNOWS]->(:Person {name: 'Bob'})", ann); err != nil {
		fmt.Println(err)
	}
	rows, err := query("MATCH (:Person {name: $name})-[:KNOWS]->(p) RETURN p.name, size(p.name)", ann)
	if err != nil {
		fmt.Println(err)
	}
	for _, row := range rows {
		fmt.Println(value.Format(row[0]), row[1].AsInt())
	}
	// Output: Bob 3
}
