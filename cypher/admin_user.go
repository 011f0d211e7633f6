package cypher

import (
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

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
