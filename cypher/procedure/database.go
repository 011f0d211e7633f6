package procedure

import (
	"errors"

	"memgraphd/cypher/eval"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// databaseProcedures describe the server and the graph, under the names that
// tools made for Neo4j ask for.
var databaseProcedures = []Procedure{
	{Signature: "db.labels() :: (label :: STRING)", Doc: "The labels in use.", Run: usedLabels},
	{Signature: "db.relationshipTypes() :: (relationshipType :: STRING)", Doc: "The relationship types in use.", Run: usedTypes},
	{Signature: "db.propertyKeys() :: (propertyKey :: STRING)", Doc: "The property keys that were ever used.", Run: propertyKeys},
	{Signature: "db.info() :: (id :: STRING, name :: STRING, creationDate :: NULLABLE STRING)", Doc: "The identity of the database.", Run: databaseInfo},
	{Signature: "db.ping() :: (success :: BOOLEAN)", Doc: "Answers that the server is there.", Run: ping},
	{
		Signature: "dbms.procedures() :: (name :: STRING, signature :: STRING, description :: STRING, mode :: STRING, worksOnSystem :: BOOLEAN)",
		Doc:       "The procedures that can be called.",
		Run:       describeProcedures,
	},
	{
		Signature: "dbms.functions() :: (name :: STRING, signature :: STRING, category :: STRING, description :: STRING, aggregating :: BOOLEAN)",
		Doc:       "The functions, built in or of modules.",
		Run:       describeFunctions,
	},
	{Signature: "dbms.info() :: (id :: STRING, name :: STRING, creationDate :: NULLABLE STRING)", Doc: "The identity of the server.", Run: databaseInfo},
	{
		Signature: "dbms.showCurrentUser() :: (username :: STRING, roles :: LIST OF STRING, flags :: LIST OF STRING)",
		Doc:       "The user of the session.",
		Run:       currentUser,
	},
	{Signature: "dbms.clientConfig() :: (name :: STRING, value :: STRING)", Doc: "Settings for browsers: there are none.", Run: nothing},
	{
		Signature: "mgps.components() :: (versions :: LIST OF STRING, edition :: STRING, name :: STRING)",
		Doc:       "The name of the server, and the version of Neo4j whose drivers it serves.",
		Run:       components,
	},
	{
		Signature: "mgps.await_indexes(seconds = 300 :: INTEGER) :: ()",
		Doc:       "Waits until all indexes are ready: an index is ready before the statement that creates it ends.",
		Run:       nothing,
	},
	{
		Signature: "mgps.validate(predicate :: BOOLEAN, message :: STRING, params = [] :: LIST OF ANY) :: ()",
		Doc:       "Fails with a message, in which %s and its kin stand for params, if the predicate holds.",
		Run:       validate,
	},
}

func usedLabels(c *Call) error {
	return yieldNames(c, c.Txn.Database().LabelNames(), func(i int) bool { return c.Txn.LabelCount(engine.LabelID(i)) > 0 })
}

func usedTypes(c *Call) error {
	return yieldNames(c, c.Txn.Database().TypeNames(), func(i int) bool { return c.Txn.TypeCount(engine.TypeID(i)) > 0 })
}

func propertyKeys(c *Call) error {
	return yieldNames(c, c.Txn.Database().PropertyNames(), func(int) bool { return true })
}

func yieldNames(c *Call, names []string, used func(i int) bool) error {
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

func databaseInfo(c *Call) error {
	return c.Yield(value.String(c.Txn.Database().UUID()), value.String("memgraph"), value.Null)
}

func ping(c *Call) error { return c.Yield(value.Bool(true)) }

// components answers with Memgraph's rows: tools of Neo4j look for its kernel.
func components(c *Call) error {
	for _, name := range []string{"Memgraph", "Neo4j Kernel"} {
		if err := c.Yield(value.Strings([]string{eval.NeoVersion}), value.String("community"), value.String(name)); err != nil {
			return err
		}
	}
	return nil
}

func currentUser(c *Call) error {
	return c.Yield(value.String(c.Session.User), value.Strings(c.Session.Roles), value.List(nil))
}

func describeProcedures(c *Call) error {
	for _, name := range c.Registry.Names() {
		p, _ := c.Registry.Get(name)
		mode := "READ"
		if p.Changes() {
			mode = "WRITE"
		}
		err := c.Yield(value.String(name), value.String(p.Text()), value.String(p.Doc), value.String(mode), value.Bool(false))
		if err != nil {
			return err
		}
	}
	return nil
}

func describeFunctions(c *Call) error {
	for _, f := range eval.Functions() {
		err := c.Yield(value.String(f.Name), value.String(f.Signature), value.String(""), value.String(f.Doc), value.Bool(f.Aggregation))
		if err != nil {
			return err
		}
	}
	return nil
}

// validate fails with its message if the predicate holds.
func validate(c *Call) error {
	if !c.bool(0) {
		return nil
	}
	text, err := eval.Apply(c.Context, "text.format", c.Args[1], c.Args[2])
	if err != nil {
		return err
	}
	return &eval.Located{Err: errors.New(text.AsString())} // the user's own text: nothing is added
}
