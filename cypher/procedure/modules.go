package procedure

import (
	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

// moduleProcedures list what there is. All modules are built in: there are no files to read or to load.
var moduleProcedures = []Procedure{
	{
		Signature: "mg.procedures() :: (name :: STRING, signature :: STRING, is_write :: BOOLEAN, path :: STRING, is_editable :: BOOLEAN)",
		Doc:       "The procedures that can be called.",
		Run:       listProcedures,
	},
	{
		Signature: "mg.functions() :: (name :: STRING, signature :: STRING, path :: STRING, is_editable :: BOOLEAN)",
		Doc:       "The functions, built in or of modules.",
		Run:       listFunctions,
	},
	{
		Signature: "mg.transformations() :: (name :: STRING, path :: STRING, is_editable :: BOOLEAN)",
		Doc:       "The transformations of streams: there are none.",
		Run:       nothing,
	},
	{Signature: "mg.load_all() :: ()", Doc: "Reloads all modules: they are built in, so that nothing is to be done.", Run: nothing},
	{Signature: "mg.load(module_name :: STRING) :: ()", Doc: "Reloads a module: it is built in, so that nothing is to be done.", Run: loadModule},
	{
		Signature: "mg.get_module_files() :: (path :: STRING, is_editable :: BOOLEAN)",
		Doc:       "The files of modules: there are none.",
		Run:       nothing,
	},
	{Signature: "mg.get_module_file(path :: STRING) :: (content :: STRING)", Doc: "Refused: modules have no files.", Run: noModuleFiles},
	{Signature: "mg.create_module_file(filename :: STRING, content :: STRING) :: (path :: STRING)", Doc: "Refused: modules have no files.", Run: noModuleFiles},
	{Signature: "mg.update_module_file(path :: STRING, content :: STRING) :: ()", Doc: "Refused: modules have no files.", Run: noModuleFiles},
	{Signature: "mg.delete_module_file(path :: STRING) :: ()", Doc: "Refused: modules have no files.", Run: noModuleFiles},
}

func nothing(*Call) error { return nil }

func noModuleFiles(c *Call) error {
	return c.errorf("modules are built into this server; there are no module files to read or write.")
}

func loadModule(c *Call) error {
	for _, name := range c.Registry.Names() {
		if p, _ := c.Registry.Get(name); p.Module() == c.string(0) {
			return nil
		}
	}
	return c.errorf("there is no module named '%s'.", c.string(0))
}

func listProcedures(c *Call) error {
	for _, name := range c.Registry.Names() {
		p, _ := c.Registry.Get(name)
		err := c.Yield(value.String(name), value.String(p.Text()), value.Bool(p.Changes()), value.String("builtin"), value.Bool(false))
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
