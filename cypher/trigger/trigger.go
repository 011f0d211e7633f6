// Package trigger says what a trigger is, how it is kept, and what its query is told of the transaction that fired it.
// Package cypher runs the queries.
package trigger

import (
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/engine/value"
)

// Space is where triggers are kept in the store: name → what [Trigger.Encode] makes of them.
const Space = "trigger"

// Trigger is a query that is run when something was changed. It is constant.
type Trigger struct {
	*ast.CreateTrigger
	Statement string // that creates it
	Owner     string
	Params    value.Value // of the query, as they were given to the statement: map or null
}

// Parse makes a trigger of the statement that creates it.
func Parse(statement string) (*Trigger, error) {
	st, err := parser.Parse(statement)
	if err != nil {
		return nil, err
	}
	create, ok := st.(*ast.CreateTrigger)
	if !ok {
		return nil, fmt.Errorf("this is no trigger: %s", statement)
	}
	return &Trigger{CreateTrigger: create, Statement: statement}, nil
}

// Encode returns the trigger as the store keeps it: a map of the statement, the owner and the parameters.
func (tr *Trigger) Encode() ([]byte, error) {
	return value.AppendBinary(nil, value.Map([]value.Entry{
		{Key: "statement", Value: value.String(tr.Statement)}, {Key: "owner", Value: value.String(tr.Owner)}, {Key: "params", Value: tr.Params},
	}))
}

// Decode reads a trigger of the store.
func Decode(data []byte) (*Trigger, error) {
	v, _, err := value.DecodeBinary(data, value.CopyStrings)
	if err != nil {
		return nil, err
	}
	if v.Kind() != value.KindMap {
		return nil, fmt.Errorf("a map is expected, not %s", v.Kind())
	}
	statement, _ := v.Get("statement")
	owner, _ := v.Get("owner")
	params, _ := v.Get("params")
	if statement.Kind() != value.KindString || owner.Kind() != value.KindString {
		return nil, fmt.Errorf("the statement or its owner is missing")
	}
	tr, err := Parse(statement.AsString())
	if err != nil {
		return nil, err
	}
	tr.Owner, tr.Params = owner.AsString(), params
	return tr, nil
}

// Waits says what the trigger waits for, as in "--> CREATE".
func (tr *Trigger) Waits() string {
	object := [...]string{ast.AnyObject: "", ast.NodeObject: "() ", ast.RelationshipObject: "--> "}[tr.Object]
	return object + [...]string{ast.AnyEvent: "ANY", ast.CreateEvent: "CREATE", ast.UpdateEvent: "UPDATE", ast.DeleteEvent: "DELETE"}[tr.Event]
}

// Phase says when its query is run.
func (tr *Trigger) Phase() string {
	if tr.Before {
		return "BEFORE COMMIT"
	}
	return "AFTER COMMIT"
}
