package procedure

import (
	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

// moduleProcedures are those that list what there is.
var moduleProcedures = []Procedure{
	{
		Name: "mg.procedures", Doc: "The procedures that can be called.",
		Results: []Field{some("name", "STRING"), some("signature", "STRING"), some("is_write", "BOOLEAN"), some("path", "STRING"), some("is_editable", "BOOLEAN")},
		Run:     listProcedures,
	},
	{
		Name: "mg.functions", Doc: "The functions of modules.",
		Results: []Field{some("name", "STRING"), some("signature", "STRING"), some("path", "STRING"), some("is_editable", "BOOLEAN")},
		Run:     listFunctions,
	},
	{
		Name: "mg.transformations", Doc: "The stream transformations: there are none.",
		Results: []Field{some("name", "STRING"), some("path", "STRING"), some("is_editable", "BOOLEAN")},
		Run:     nothing,
	},
	{
		Name: "mg.get_module_files", Doc: "The module files: there are none.",
		Results: []Field{some("path", "STRING"), some("is_editable", "BOOLEAN")},
		Run:     nothing,
	},
	{Name: "mg.load_all", Doc: "Reloads all modules: all are built in.", Run: nothing},
	{Name: "mg.load", Doc: "Reloads a module: all are built in.", Params: []Field{some("module_name", "STRING")}, Run: nothing},
}

func nothing(*Call) error { return nil }

func listProcedures(c *Call) error {
	for _, name := range c.Registry.Names() {
		p, _ := c.Registry.Get(name)
		err := c.Yield(value.String(name), value.String(p.Text()), value.Bool(p.Writes), value.String("builtin"), value.Bool(false))
		if err != nil {
			return err
		}
	}
	return nil
}

func listFunctions(c *Call) error {
	for _, f := range eval.Functions() {
		if err := c.Yield(value.String(f.Name), value.String(f.Signature), value.String("builtin"), value.Bool(false)); err != nil {
			return err
		}
	}
	return nil
}
