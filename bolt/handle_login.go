package bolt

import (
	"go.uber.org/zap"

	"memgraphd/bolt/message"
)

// hello opens the session; up to Bolt 5.0 it is the login, too.
func (c *conn) hello(m *message.Hello) error {
	c.prefix = c.srv.opts.Prefix.of(m)
	c.filter = m.Filter
	c.info.UserAgent = m.UserAgent
	patched := m.PatchUTC && c.machine.version.AtLeast(4, 3) && !c.machine.version.AtLeast(5, 0)
	if patched {
		c.records.utc = true
	}
	session, err := c.srv.backend.NewSession(c.query.context(), c.info)
	if err != nil {
		return err
	}
	c.session = session
	if !c.machine.version.AtLeast(5, 1) {
		if err := c.authenticate(&m.Auth); err != nil {
			return err
		}
	}
	c.machine.greeted()
	c.greet(patched)
	return nil
}

// greet answers HELLO.
func (c *conn) greet(patched bool) {
	r := c.beginSuccess()
	r.string("server", *c.srv.name.Load())
	r.string("connection_id", c.info.ID)
	if patched {
		r.list("patch_bolt", 1)
		c.records.String("utc")
	}
	c.endReply(r)
}

// logon authenticates, from Bolt 5.1 on.
func (c *conn) logon(m *message.Logon) error {
	if err := c.authenticate(&m.Auth); err != nil {
		return err
	}
	c.machine.phase = phaseReady
	c.success()
	return nil
}

// logoff ends the authentication; the session goes on with another.
func (c *conn) logoff() {
	c.session.Reset()
	c.setAuthenticated(false)
	c.machine.phase = phaseUnauthenticated
	c.in.setLimit(c.srv.opts.MaxLoginMessageBytes)
	if err := c.setReadDeadline(c.srv.opts.LoginTimeout); err != nil {
		c.out.err = err
	}
	c.success()
}

func (c *conn) authenticate(a *message.Auth) error {
	err := c.session.Authenticate(c.query.context(), a.Scheme, a.Principal, a.Credentials)
	if err != nil {
		c.srv.metrics.AuthFailures.Add(1)
		c.log().Info("login refused", zap.String("user", a.Principal), zap.Error(err))
		return err
	}
	c.setAuthenticated(true)
	c.in.setLimit(c.srv.opts.MaxMessageBytes)
	return c.setReadDeadline(0)
}

func (c *conn) setAuthenticated(yes bool) {
	if yes == c.authenticated {
		return
	}
	c.authenticated = yes
	if yes {
		c.srv.metrics.ActiveSessions.Add(1)
	} else {
		c.srv.metrics.ActiveSessions.Add(-1)
	}
}
