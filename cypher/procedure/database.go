package procedure

import (
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// databaseProcedures describe the server and the graph, under the names that Neo4j's tools ask for.
var databaseProcedures = []Procedure{
	{
		Name: "db.labels", Doc: "The labels in use.",
		Results: []Field{some("label", "STRING")},
		Run: func(c *Call) error {
			return yieldUsed(c, c.Txn.Database().LabelNames(), func(i int) bool {
				return c.Txn.Database().LabelCount(engine.LabelID(i)) > 0
			})
		},
	},
	{
		Name: "db.relationshipTypes", Doc: "The relationship types in use.",
		Results: []Field{some("relationshipType", "STRING")},
		Run: func(c *Call) error {
			return yieldUsed(c, c.Txn.Database().TypeNames(), func(i int) bool {
				return c.Txn.Database().TypeCount(engine.TypeID(i)) > 0
			})
		},
	},
	{
		Name: "db.propertyKeys", Doc: "The property keys that were ever used.",
		Results: []Field{some("propertyKey", "STRING")},
		Run: func(c *Call) error {
			return yieldUsed(c, c.Txn.Database().PropertyNames(), func(int) bool { return true })
		},
	},
	{
		Name: "dbms.components", Doc: "The name and version of the server.",
		Results: []Field{some("name", "STRING"), some("versions", "LIST OF STRING"), some("edition", "STRING")},
		Run: func(c *Call) error {
			return c.Yield(value.String("Memgraph"), value.List([]value.Value{value.String("5.9.0")}), value.String("community"))
		},
	},
	{
		Name: "mgps.components", Doc: "The name and version of the server.",
		Results: []Field{some("versions", "LIST OF STRING"), some("edition", "STRING"), some("name", "STRING")},
		Run: func(c *Call) error {
			return c.Yield(value.List([]value.Value{value.String("5.9.0")}), value.String("community"), value.String("Memgraph"))
		},
	},
	{
		Name: "db.ping", Doc: "Answers that the server is there.",
		Results: []Field{some("success", "BOOLEAN")},
		Run:     func(c *Call) error { return c.Yield(value.Bool(true)) },
	},
	{
		Name: "db.awaitIndexes", Doc: "Waits until all indexes are ready: they are.",
		Params: []Field{{Name: "timeOutSeconds", Type: "INTEGER", Default: optional(value.Int(300))}},
		Run:    nothing,
	},
}

func yieldUsed(c *Call, names []string, used func(i int) bool) error {
	for i, name := range names {
		if !used(i) {
			continue
		}
		if err := c.Yield(value.String(name)); err != nil {
			return err
		}
	}
	return nil
}
