package cypher

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"go.uber.org/zap"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/trigger"
	"memgraphd/engine"
	"memgraphd/engine/value"
	"memgraphd/internal/spelling"
)

// firing is a trigger with the program of its query.
type firing struct {
	*trigger.Trigger
	mu       sync.Mutex // guards compiled
	compiled *cached
}

// triggerSet is the triggers of a database, by name.
type triggerSet struct {
	db   *engine.Database
	list []*firing
}

// triggers are those of the database that the interpreter serves.
type triggers struct {
	loading sync.Mutex // held by who makes a set
	set     atomic.Pointer[triggerSet]
	after   trigger.Queue
}

// triggersOf returns the triggers of a database.
func (in *Interpreter) triggersOf(db *engine.Database) []*firing {
	if set := in.triggers.set.Load(); set != nil && set.db == db {
		return set.list
	}
	in.triggers.loading.Lock()
	defer in.triggers.loading.Unlock()
	set := &triggerSet{db: db}
	for _, name := range db.MetaKeys(trigger.Space) {
		data, ok := db.Meta(trigger.Space, name)
		if !ok {
			continue
		}
		tr, err := trigger.Decode(data)
		if err != nil {
			in.opts.Log.Error("a stored trigger can't be read", zap.String("trigger", name), zap.Error(err))
			continue
		}
		set.list = append(set.list, &firing{Trigger: tr})
	}
	in.triggers.set.Store(set)
	return set.list
}

// prepare returns the program of the trigger's query on a database.
func (tr *firing) prepare(in *Interpreter, db *engine.Database) (*cached, error) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if tr.compiled != nil && !tr.compiled.stale(db) {
		return tr.compiled, nil
	}
	again, err := trigger.Parse(tr.Statement) // compiling takes the tree to pieces
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
	if slices.ContainsFunc(in.triggersOf(db), func(tr *firing) bool { return tr.Name == st.Name }) {
		return nil, clientErrorAt(st.Pos, "Trigger with the same name already exists.")
	}
	made, err := trigger.Parse(strings.TrimRight(strings.TrimSpace(c.statement), "; \t\r\n"))
	if err != nil {
		return nil, err
	}
	made.Owner = c.session.user
	program, err := (&firing{Trigger: made}).prepare(in, db)
	if err != nil {
		return nil, err
	}
	if made.Params, err = in.captured(program.parameters, c.params); err != nil {
		return nil, err
	}
	data, err := made.Encode()
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
	return db.SetMeta(ctx, trigger.Space, name, data)
}

func (in *Interpreter) dropTrigger(c call, st *ast.DropTrigger) (*Result, error) {
	db := in.Database()
	if _, ok := db.Meta(trigger.Space, st.Name); !ok {
		return nil, clientErrorAt(st.Pos, "Trigger with name '%s' doesn't exist.%s", st.Name, spelling.Hint(st.Name, db.MetaKeys(trigger.Space)))
	}
	if err := in.keepTrigger(c.ctx, db, st.Name, nil); err != nil {
		return nil, err
	}
	return note("INFO", "DropTrigger", "Dropped trigger "+st.Name+"."), nil
}

func (in *Interpreter) dropAllTriggers(ctx context.Context) error {
	db := in.Database()
	for _, name := range db.MetaKeys(trigger.Space) {
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
		if tr.Owner != "" {
			owner = value.String(tr.Owner)
		}
		rows = append(rows, []value.Value{
			value.String(tr.Name), value.String(tr.Text), value.String(privileges),
			value.String(tr.Waits()), value.String(tr.Phase()), owner,
		})
	}
	return newTable([]string{"trigger name", "statement", "privilege context", "event type", "phase", "owner"}, rows...), nil
}
