package cypher

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// text evaluates an operand that must be a string.
func (c call) text(e ast.Expr, what string) (string, error) {
	v, err := c.constant(e)
	if err != nil {
		return "", err
	}
	if v.Kind() != value.KindString {
		return "", clientErrorf("%s must be a string, not %s.", what, v.Kind())
	}
	return v.AsString(), nil
}

func (in *Interpreter) setIsolation(c call, st *ast.SetIsolation) (*Result, error) {
	switch st.Scope {
	case ast.IsolationGlobal:
		in.isolation.Store(st.Level)
	case ast.IsolationSession:
		c.session.isolation = st.Level
	case ast.IsolationNext:
		c.session.nextIsolation = st.Level
	}
	return newTable(nil), nil
}

func (in *Interpreter) storageMode(_ call, st *ast.StorageMode) (*Result, error) {
	if st.Mode == "IN_MEMORY_TRANSACTIONAL" {
		return newTable(nil), nil
	}
	return nil, clientErrorf("Storage mode %s is not supported: memgraphd is always IN_MEMORY_TRANSACTIONAL, whose bulk loads are logged as well.", st.Mode)
}

// showTransactions shows the open transactions, that of the statement itself among them.
func (in *Interpreter) showTransactions(c call, st *ast.ShowTransactions) (*Result, error) {
	own, err := c.session.open(TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer c.session.giveUp(own)
	own.use.Lock()
	defer own.use.Unlock()
	own.addQuery(c.statement)
	var rows [][]value.Value
	for _, t := range in.transactions.all() {
		state := t.state()
		if len(st.Statuses) > 0 && !slices.Contains(st.Statuses, statusFilters[state]) {
			continue
		}
		rows = append(rows, []value.Value{
			value.String(t.user), value.String(strconv.FormatUint(t.id, 10)), value.List(t.texts()), value.String(state),
			t.about(), value.String(in.formatTime(t.started)), value.Int(time.Since(t.started).Milliseconds()),
			value.String(in.opts.DatabaseName),
		})
	}
	return newTable([]string{"username", "transaction_id", "query", "status", "metadata", "start_time", "elapsed_ms", "database"}, rows...), nil
}

// statusFilters are the words of SHOW … TRANSACTIONS for each state.
var statusFilters = map[string]string{
	statusIdle: "RUNNING", statusRunning: "RUNNING", statusCommitting: "COMMITTING", statusTerminating: "ABORTING",
}

func (in *Interpreter) terminateTransactions(c call, st *ast.TerminateTransactions) (*Result, error) {
	var rows [][]value.Value
	for _, e := range st.IDs {
		id, err := c.text(e, "A transaction id")
		if err != nil {
			return nil, err
		}
		c.session.mu.Lock()
		self := c.session.explicit
		c.session.mu.Unlock()
		rows = append(rows, []value.Value{value.String(id), value.Bool(in.transactions.terminate(id, self))})
	}
	return newTable([]string{"transaction_id", "killed"}, rows...), nil
}

func (in *Interpreter) showSettings(call) (*Result, error) {
	var rows [][]value.Value
	for _, s := range in.settings.all() {
		rows = append(rows, []value.Value{value.String(s.Name), value.String(s.shown())})
	}
	return newTable([]string{"setting_name", "setting_value"}, rows...), nil
}

func (in *Interpreter) showSetting(c call, st *ast.ShowDatabaseSetting) (*Result, error) {
	name, err := c.text(st.Name, "The setting name")
	if err != nil {
		return nil, err
	}
	s, err := in.settings.get(name)
	if err != nil {
		return nil, err
	}
	return newTable([]string{"setting_value"}, []value.Value{value.String(s.shown())}), nil
}

// SettingSpace is where persistent settings are kept in the store.
const SettingSpace = "setting"

func (in *Interpreter) setSetting(c call, st *ast.SetDatabaseSetting) (*Result, error) {
	name, err := c.text(st.Name, "The setting name")
	if err != nil {
		return nil, err
	}
	val, err := c.text(st.Value, "The value of a setting")
	if err != nil {
		return nil, err
	}
	s, err := in.settings.set(name, val)
	if err != nil {
		return nil, err
	}
	if s.Persistent {
		if err := in.Database().SetMeta(c.ctx, SettingSpace, name, []byte(val)); err != nil {
			return nil, err
		}
	}
	return newTable(nil), nil
}

func (in *Interpreter) userStatement(c call, st *ast.UserStatement) (*Result, error) {
	users := in.opts.Users
	if users == nil {
		return nil, clientErrorf("This database keeps no users.")
	}
	password, err := c.password(st.Password)
	if err != nil {
		return nil, err
	}
	switch st.Action {
	case ast.CreateUser:
		if st.IfNotExists && users.Exists(st.Name) {
			break
		}
		if err = users.Create(c.ctx, st.Name, password); err == nil {
			return note("INFO", "CreateUser", fmt.Sprintf("Created user %s.", st.Name)), nil
		}
	case ast.DropUser:
		if st.IfNotExists && !users.Exists(st.Name) {
			break
		}
		err = users.Drop(c.ctx, st.Name)
	case ast.SetPassword:
		name := st.Name
		if name == "" {
			if name, err = c.ownName(st); err != nil {
				return nil, err
			}
		}
		err = users.SetPassword(c.ctx, name, password)
	}
	if err != nil {
		return nil, err
	}
	return newTable(nil), nil
}

// password evaluates a password operand: nil where none or null was given.
func (c call) password(e ast.Expr) (*string, error) {
	if e == nil {
		return nil, nil
	}
	v, err := c.constant(e)
	switch {
	case err != nil:
		return nil, err
	case v.IsNull():
		return nil, nil
	case v.Kind() != value.KindString:
		return nil, clientErrorf("A password must be a string or null, not %s.", v.Kind())
	}
	s := v.AsString()
	return &s, nil
}

// ownName checks the old password of SET PASSWORD TO … REPLACE … and returns the session's user.
func (c call) ownName(st *ast.UserStatement) (string, error) {
	if c.session.user == "" {
		return "", clientErrorf("You need to be signed in before you can change your password.")
	}
	old, err := c.password(st.Old)
	if err != nil {
		return "", err
	}
	given := ""
	if old != nil {
		given = *old
	}
	if _, err := c.session.in.opts.Users.Authenticate(c.ctx, "", c.session.user, given); err != nil {
		return "", clientErrorf("Old password is not correct.")
	}
	return c.session.user, nil
}

func (in *Interpreter) showUsers(call) (*Result, error) {
	var rows [][]value.Value
	if in.opts.Users != nil {
		for _, name := range in.opts.Users.Names() {
			rows = append(rows, []value.Value{value.String(name)})
		}
	}
	return newTable([]string{"user"}, rows...), nil
}

func (in *Interpreter) showCurrentUser(c call) (*Result, error) {
	user := value.Null
	if c.session.user != "" {
		user = value.String(c.session.user)
	}
	return newTable([]string{"user"}, []value.Value{user}), nil
}

func (in *Interpreter) useDatabase(_ call, st *ast.UseDatabase) (*Result, error) {
	if err := in.checkDatabase(st.Name); err != nil {
		return nil, err
	}
	return status("Using " + st.Name), nil
}

func (in *Interpreter) showDatabases(call) (*Result, error) {
	return newTable([]string{"Name", "State", "Health"},
		[]value.Value{value.String(in.opts.DatabaseName), value.String("HOT"), value.String(in.health())}), nil
}

func (in *Interpreter) showDatabase(call) (*Result, error) {
	return newTable([]string{"Current"}, []value.Value{value.String(in.opts.DatabaseName)}), nil
}

func (in *Interpreter) showReplicationRole(call) (*Result, error) {
	return newTable([]string{"replication role"}, []value.Value{value.String("main")}), nil
}

func (in *Interpreter) reloadTLS(call) (*Result, error) {
	if in.opts.ReloadTLS == nil {
		return nil, clientErrorf("There is no certificate to reload: the server was started without --bolt-cert-file and --bolt-key-file.")
	}
	if err := in.opts.ReloadTLS(); err != nil {
		return nil, err
	}
	return newTable(nil), nil
}
