package cypher

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/schema"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// schemaCall is how the statements on the schema are run.
func (c call) schemaCall() *schema.Call {
	return &schema.Call{Ctx: c.ctx, DB: c.session.in.Database(), Constant: c.constant, Text: c.text, Write: c.write}
}

// write changes data in a transaction of its own.
func (c call) write(change func(*engine.Txn) error) error {
	t, err := c.session.open(TxOptions{})
	if err != nil {
		return err
	}
	if err := change(t.txn); err != nil {
		c.session.abort(t)
		return err
	}
	defer c.session.end(t)
	return c.session.commit(c.ctx, t)
}

// schemaAction is a statement on the schema that has no operands.
func schemaAction(run func(*schema.Call) (*schema.Table, error)) func(*Interpreter, call) (*Result, error) {
	return func(_ *Interpreter, c call) (*Result, error) { return resultOf(run(c.schemaCall())) }
}

func resultOf(t *schema.Table, err error) (*Result, error) {
	if err != nil {
		return nil, err
	}
	r := newTable(t.Columns, t.Rows...)
	r.summary.Notifications = t.Notes
	return r, nil
}

// note makes an empty result with a notification.
func note(severity, code, title string) *Result {
	r := newTable(nil)
	r.summary.Notifications = []plan.Notification{{Severity: severity, Code: code, Title: title}}
	return r
}

func (in *Interpreter) enumStatement(c call, st *ast.EnumStatement) (*Result, error) {
	in.enums.Lock()
	defer in.enums.Unlock()
	defer in.plans.clear()
	return resultOf(c.schemaCall().Enum(st))
}

// hasEnum reports whether an enumeration has a value.
func (in *Interpreter) hasEnum(name, val string) bool {
	return schema.HasEnum(in.Database(), name, val)
}

// enumValues returns the values of all enumerations as Type::Value.
func (in *Interpreter) enumValues() []string { return schema.EnumValues(in.Database()) }

func (in *Interpreter) showSchemaInfo(c call) (*Result, error) {
	if !in.opts.SchemaInfo {
		return nil, clientErrorf("SchemaInfo disabled.")
	}
	t, err := c.session.open(TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer c.session.giveUp(t)
	t.use.Lock()
	defer t.use.Unlock()
	text, err := schema.Info(&txContext{c.ctx, t}, t.txn)
	if err != nil {
		return nil, err
	}
	return newTable([]string{"schema"}, []value.Value{value.String(text)}), nil
}
