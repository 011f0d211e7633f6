package procedure

import (
	"strings"

	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

// discoveryProcedures are what tools made for earlier versions of Neo4j find out with what SHOW tells
// others: they hand on the rows of such a statement.
var discoveryProcedures = []Procedure{
	{
		Signature: "db.indexes() :: (name :: STRING, state :: STRING, populationPercent :: FLOAT, type :: STRING, entityType :: STRING, labelsOrTypes :: LIST OF STRING, properties :: LIST OF STRING)",
		Doc:       "The indexes, as SHOW INDEXES has them.",
		Run:       showing("SHOW INDEXES"),
	},
	{
		Signature: "db.constraints() :: (name :: STRING, type :: STRING, entityType :: STRING, labelsOrTypes :: LIST OF STRING, properties :: LIST OF STRING)",
		Doc:       "The constraints, as SHOW CONSTRAINTS has them.",
		Run:       showing("SHOW CONSTRAINTS"),
	},
	{
		Signature: `dbms.listConfig(searchString = "" :: STRING) :: (name :: STRING, description :: STRING, value :: STRING, dynamic :: BOOLEAN)`,
		Doc:       "The flags of the server whose name has a text in it, as SHOW CONFIG has them.",
		Run:       listConfig,
	},
	{
		Signature: "dbms.listCapabilities() :: (name :: STRING, description :: STRING, value :: NULLABLE ANY)",
		Doc:       "Capabilities for drivers: there are none.",
		Run:       nothing,
	},
	{
		Signature: `db.awaitIndex(indexName :: STRING, timeOutSeconds = 300 :: INTEGER) :: ()`,
		Doc:       "Waits until an index is ready: it is before the statement that creates it ends.",
		Run:       nothing,
	},
	{
		Signature: "db.resampleIndex(indexName :: STRING) :: ()",
		Doc:       "Looks anew at how the values of an index are spread: that is always known.",
		Run:       nothing,
	},
	{
		Signature: `apoc.help(proc :: STRING) :: (type :: STRING, name :: STRING, text :: STRING, signature :: STRING, roles :: NULLABLE LIST OF STRING, writes :: NULLABLE BOOLEAN, core :: BOOLEAN, isDeprecated :: BOOLEAN)`,
		Doc:       "The procedures and functions whose name has a text in it, by whatever name they go.",
		Run:       help,
	},
}

// showing yields the columns of a statement that are called as the results are.
func showing(statement string) func(c *Call) error {
	return func(c *Call) error {
		p, _ := c.Registry.Get(c.Name)
		names := make([]string, len(p.Results))
		for i, f := range p.Results {
			names[i] = f.Name
		}
		return c.show(statement + " YIELD " + strings.Join(names, ", "))
	}
}

// show yields the rows of a statement.
func (c *Call) show(statement string, more ...value.Value) error {
	host, err := c.host()
	if err != nil {
		return err
	}
	return host.Apart(c.Ctx, statement, value.Null, func(_ []string, row []value.Value) error {
		return c.Yield(append(row[:len(row):len(row)], more...)...)
	})
}

func listConfig(c *Call) error {
	where := ""
	if part := c.string(0); part != "" {
		where = " WHERE toLower(name) CONTAINS toLower(" + value.Literal(c.Args[0]) + ")"
	}
	return c.show("SHOW CONFIG YIELD name, description, current_value"+where, value.Bool(false))
}

func help(c *Call) error {
	part := strings.ToLower(c.string(0))
	tell := func(kind, name, text, signature string, writes value.Value) error {
		if !strings.Contains(strings.ToLower(name), part) {
			return nil
		}
		return c.Yield(value.String(kind), value.String(name), value.String(text), value.String(signature), value.Null, writes, value.Bool(true), value.Bool(false))
	}
	for _, name := range c.Registry.Names() {
		p, _ := c.Registry.Get(name)
		if err := tell("procedure", name, p.Doc, p.Text(), value.Bool(p.Changes())); err != nil {
			return err
		}
	}
	for _, a := range aliases {
		if p, ok := c.Registry.Get(a.Name); ok {
			if err := tell("procedure", a.Name, p.Doc, p.Text(), value.Bool(p.Changes())); err != nil {
				return err
			}
		}
	}
	for _, f := range eval.Functions() {
		if err := tell("function", f.Name, f.Doc, f.Signature, value.Null); err != nil {
			return err
		}
	}
	return nil
}
