package eval

import (
	"slices"
	"strings"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// function is a row of the table of functions.
type function struct {
	name    string
	aliases []string
	params  []param
	// optional is how many of the params may be left out; the last of a variadic
	// function may be repeated.
	optional int
	variadic bool
	result   string
	doc      string
	// volatile: two calls with the same arguments may differ within a statement.
	volatile bool
	// nulls: the function is called with nulls; of any other a null argument makes a null.
	nulls bool

	// grows: the result may be much larger than the arguments.
	grows bool

	// call computes the function for one row.
	call rowFunc
	// column, if set, computes it for the rows of sel of its first argument at
	// once, if it can: dst is what it then answers with.
	column func(x *Context, in *column.Column, sel []int32, dst *column.Column) (ok bool, err error)
	// kernel, if set, makes a kernel of its own instead.
	kernel func(env *Env, args []Kernel) Kernel
}

// rowFunc computes a function for one row. It must not keep args, whose types
// and number were checked.
type rowFunc = func(x *Context, args []value.Value) (value.Value, error)

// tables are the functions by topic.
var tables = [][]function{
	graphFunctions, typeFunctions, listFunctions, mapFunctions, stringFunctions, mathFunctions,
	temporalFunctions, dateFunctions, spatialFunctions, sessionFunctions, collectionFunctions, textFunctions,
	convertFunctions, pathFunctions, virtualFunctions, treeFunctions, xmlFunctions,
}

// optional returns argument i, or null if it was left out.
func optional(args []value.Value, i int) value.Value {
	if i < len(args) {
		return args[i]
	}
	return value.Null
}

// first adapts a function of one value.
func first(f func(value.Value) (value.Value, error)) rowFunc {
	return func(_ *Context, args []value.Value) (value.Value, error) { return f(args[0]) }
}

// sure adapts a function of one value that can't fail.
func sure(f func(value.Value) value.Value) rowFunc {
	return func(_ *Context, args []value.Value) (value.Value, error) { return f(args[0]), nil }
}

var functionsByName = func() map[string]*function {
	byName := make(map[string]*function)
	for _, table := range tables {
		for i := range table {
			f := &table[i]
			byName[strings.ToLower(f.name)] = f
			for _, alias := range f.aliases {
				byName[strings.ToLower(alias)] = f
			}
		}
	}
	return byName
}()

func (f *function) least() int { return len(f.params) - f.optional }

func (f *function) most() int {
	if f.variadic {
		return -1
	}
	return len(f.params)
}

// check reports a wrong argument, and whether an argument is null.
func (f *function) check(args []value.Value) (null bool, err error) {
	for i, v := range args {
		if v.IsNull() {
			null = true
			continue
		}
		if p := &f.params[min(i, len(f.params)-1)]; !p.allows(v) {
			return false, f.argumentError(i)
		}
	}
	return null, nil
}

// apply checks the arguments and calls the function.
func (f *function) apply(x *Context, args []value.Value) (value.Value, error) {
	null, err := f.check(args)
	if err != nil || null && !f.nulls {
		return value.Null, err
	}
	return f.call(x, args)
}

// Function describes a function or an aggregation.
type Function struct {
	Name      string
	Signature string // name(parameter :: TYPE, optional? :: TYPE) :: TYPE
	Doc       string
	// MaxArgs is -1 if there is no limit.
	MinArgs, MaxArgs int
	Aggregation      bool
	// Pure functions have the same value for the same arguments all through a statement.
	Pure bool
}

func (f *function) describe(name string) Function {
	return Function{
		Name: name, Doc: f.doc, MinArgs: f.least(), MaxArgs: f.most(), Pure: !f.volatile,
		Signature: signature(name, f.params, f.optional, f.variadic, f.result),
	}
}

func (a *aggregation) describe() Function {
	return Function{
		Name: a.name, Doc: a.doc, MinArgs: max(1, len(a.params)-a.optional), MaxArgs: len(a.params), Aggregation: true, Pure: true,
		Signature: signature(a.name, a.params, a.optional, false, a.result),
	}
}

// LookupFunction describes the function or aggregation of a name, in any case.
// An alias is described under the name of the function that it stands for.
func LookupFunction(name string) (Function, bool) {
	name = strings.ToLower(name)
	if a, ok := aggregationsByName[name]; ok {
		return a.describe(), true
	}
	if f, ok := functionsByName[name]; ok {
		return f.describe(f.name), true
	}
	return Function{}, false
}

// Functions describes all functions, under each of their names, and
// aggregations, by name.
func Functions() []Function {
	var all []Function
	for i := range aggregations {
		all = append(all, aggregations[i].describe())
	}
	for _, table := range tables {
		for i := range table {
			all = append(all, table[i].describe(table[i].name))
			for _, alias := range table[i].aliases {
				all = append(all, table[i].describe(alias))
			}
		}
	}
	slices.SortFunc(all, func(a, b Function) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return all
}
