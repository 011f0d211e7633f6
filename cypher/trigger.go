package cypher

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"go.uber.org/zap"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// triggerSpace is where triggers are kept in the store: name → a map of the statement
// that creates it, its owner, and the parameters that the statement was given.
const triggerSpace = "trigger"

// trigger is a query that is run when something was changed. All but compiled is constant.
type trigger struct {
	*ast.CreateTrigger
	statement string // that creates it
	owner     string
	params    value.Value // map or null

	mu       sync.Mutex // guards compiled
	compiled *cached
}

// triggerSet is the triggers of a database, by name.
type triggerSet struct {
	db   *engine.Database
	list []*trigger
}

// triggers are those of the database that the interpreter serves.
type triggers struct {
	loading sync.Mutex // held by who makes a set
	set     atomic.Pointer[triggerSet]
	after   afterQueue
}

// triggersOf returns the triggers of a database.
func (in *Interpreter) triggersOf(db *engine.Database) []*trigger {
	if set := in.triggers.set.Load(); set != nil && set.db == db {
		return set.list
	}
	in.triggers.loading.Lock()
	defer in.triggers.loading.Unlock()
	set := &triggerSet{db: db}
	for _, name := range db.MetaKeys(triggerSpace) {
		data, ok := db.Meta(triggerSpace, name)
		if !ok {
			continue
		}
		tr, err := decodeTrigger(data)
		if err != nil {
			in.opts.Log.Error("a stored trigger can't be read", zap.String("trigger", name), zap.Error(err))
			continue
		}
		set.list = append(set.list, tr)
	}
	in.triggers.set.Store(set)
	return set.list
}

// parseTrigger makes a trigger of the statement that creates it.
func parseTrigger(statement string) (*trigger, error) {
	st, err := parser.Parse(statement)
	if err != nil {
		return nil, err
	}
	create, ok := st.(*ast.CreateTrigger)
	if !ok {
		return nil, clientErrorf("This is no trigger: %s", statement)
	}
	return &trigger{CreateTrigger: create, statement: statement}, nil
}

func (tr *trigger) encode() ([]byte, error) {
	return value.AppendBinary(nil, value.Map([]value.Entry{
		{Key: "statement", Value: value.String(tr.statement)}, {Key: "owner", Value: value.String(tr.owner)}, {Key: "params", Value: tr.params},
	}))
}

func decodeTrigger(data []byte) (*trigger, error) {
	v, _, err := value.DecodeBinary(data, value.CopyStrings)
	if err != nil {
		return nil, err
	}
	statement, _ := entry(v, "statement")
	owner, _ := entry(v, "owner")
	tr, err := parseTrigger(statement.AsString())
	if err != nil {
		return nil, err
	}
	tr.owner = owner.AsString()
	tr.params, _ = entry(v, "params")
	return tr, nil
}

// prepare returns the program of the trigger's query on a database.
func (tr *trigger) prepare(in *Interpreter, db *engine.Database) (*cached, error) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if tr.compiled != nil && !tr.compiled.stale(db) {
		return tr.compiled, nil
	}
	again, err := parseTrigger(tr.statement) // compiling takes the tree to pieces
	if err != nil {
		return nil, err
	}
	c := &cached{entities: true}
	if err := in.compileQuery(c, db, again.Query, nil); err != nil {
		return nil, err
	}
	tr.compiled = c
	return c, nil
}

// createTrigger checks a trigger and keeps it, with the values of the parameters in its query.
func (in *Interpreter) createTrigger(c call, st *ast.CreateTrigger) (*Result, error) {
	db := in.Database()
	if slices.ContainsFunc(in.triggersOf(db), func(tr *trigger) bool { return tr.Name == st.Name }) {
		return nil, clientErrorAt(st.Pos, "Trigger with the same name already exists.")
	}
	tr, err := parseTrigger(strings.TrimRight(strings.TrimSpace(c.statement), "; \t\r\n"))
	if err != nil {
		return nil, err
	}
	tr.owner = c.session.user
	program, err := tr.prepare(in, db)
	if err != nil {
		return nil, err
	}
	if tr.params, err = in.captured(program.parameters, c.params); err != nil {
		return nil, err
	}
	data, err := tr.encode()
	if err != nil {
		return nil, err
	}
	if err := in.keepTrigger(c.ctx, db, st.Name, data); err != nil {
		return nil, err
	}
	return note("INFO", "CreateTrigger", "Created trigger "+st.Name+"."), nil
}

// captured returns the values of the parameters of a trigger's query, but for those that tell of the event.
func (in *Interpreter) captured(named []parameter, client value.Value) (value.Value, error) {
	named = slices.DeleteFunc(slices.Clone(named), func(p parameter) bool { return strings.HasPrefix(p.name, "#") })
	given, err := in.given(&cached{parameters: named}, client)
	if err != nil {
		return value.Null, err
	}
	var kept []value.Entry
	for _, p := range named {
		v, _ := entry(given, p.name)
		kept = append(kept, value.Entry{Key: p.name, Value: v})
	}
	return value.Map(kept), nil
}

// keepTrigger stores a trigger, or forgets it if there are no data.
func (in *Interpreter) keepTrigger(ctx context.Context, db *engine.Database, name string, data []byte) error {
	in.triggers.loading.Lock()
	defer in.triggers.loading.Unlock()
	defer in.triggers.set.Store(nil)
	return db.SetMeta(ctx, triggerSpace, name, data)
}

func (in *Interpreter) dropTrigger(c call, st *ast.DropTrigger) (*Result, error) {
	db := in.Database()
	if _, ok := db.Meta(triggerSpace, st.Name); !ok {
		return nil, clientErrorAt(st.Pos, "Trigger with name '%s' doesn't exist.", st.Name)
	}
	if err := in.keepTrigger(c.ctx, db, st.Name, nil); err != nil {
		return nil, err
	}
	return note("INFO", "DropTrigger", "Dropped trigger "+st.Name+"."), nil
}

func (in *Interpreter) dropAllTriggers(ctx context.Context) error {
	db := in.Database()
	for _, name := range db.MetaKeys(triggerSpace) {
		if err := in.keepTrigger(ctx, db, name, nil); err != nil {
			return err
		}
	}
	return nil
}

func (in *Interpreter) showTriggers(call) (*Result, error) {
	var rows [][]value.Value
	for _, tr := range in.triggersOf(in.Database()) {
		privileges, owner := "definer", value.Null
		if tr.Invoker {
			privileges = "invoker"
		}
		if tr.owner != "" {
			owner = value.String(tr.owner)
		}
		rows = append(rows, []value.Value{
			value.String(tr.Name), value.String(tr.Text), value.String(privileges),
			value.String(tr.eventText()), value.String(tr.phase()), owner,
		})
	}
	return newTable([]string{"trigger name", "statement", "privilege context", "event type", "phase", "owner"}, rows...), nil
}

func (tr *trigger) eventText() string {
	object := [...]string{ast.AnyObject: "", ast.NodeObject: "() ", ast.RelationshipObject: "--> "}[tr.Object]
	return object + [...]string{ast.AnyEvent: "ANY", ast.CreateEvent: "CREATE", ast.UpdateEvent: "UPDATE", ast.DeleteEvent: "DELETE"}[tr.Event]
}

func (tr *trigger) phase() string {
	if tr.Before {
		return "BEFORE COMMIT"
	}
	return "AFTER COMMIT"
}
