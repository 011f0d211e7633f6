package cypher

import (
	"strconv"
	"strings"
	"time"

	"go.uber.org/zap"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/normal"
	"memgraphd/engine/value"
)

// sessionLog is what a session wants logged of itself; nil fields: as the database
// has it. It is replaced as a whole.
type sessionLog struct {
	slow         *time.Duration
	failed, plan *bool
	trace        bool // every statement
}

// logs returns what is to be logged of a session.
func (in *Interpreter) logs(s *Session) (slow time.Duration, failed, plan bool) {
	slow, failed, plan = time.Duration(in.queryLog.slow.Load()), in.queryLog.failed.Load(), in.queryLog.plan.Load()
	own := s.log.Load()
	if own == nil {
		return slow, failed, plan
	}
	if own.slow != nil {
		slow = *own.slow
	}
	if own.failed != nil {
		failed = *own.failed
	}
	if own.plan != nil {
		plan = *own.plan
	}
	return slow, failed, plan
}

// setSessionSetting changes what is logged of the session, or takes that back.
func (in *Interpreter) setSessionSetting(c call, st *ast.SessionSetting) (*Result, error) {
	name, err := c.text(st.Name, "The setting name")
	if err != nil {
		return nil, err
	}
	var val string
	if st.Value != nil {
		if val, err = c.text(st.Value, "The value of a setting"); err != nil {
			return nil, err
		}
	}
	next := sessionLog{}
	if own := c.session.log.Load(); own != nil {
		next = *own
	}
	if err := next.set(name, val, st.Value == nil); err != nil {
		return nil, err
	}
	c.session.log.Store(&next)
	return newTable(nil), nil
}

// set changes one setting. Names may be those of the flags.
func (l *sessionLog) set(name, val string, reset bool) error {
	switch strings.Replace(name, "log_", "log.", 1) {
	case "log.min_duration_ms":
		if l.slow = nil; reset {
			return nil
		}
		n, err := strconv.ParseInt(val, 10, 32)
		if err != nil || n < -1 {
			return clientErrorf("'%s' is not a valid value for '%s': a number of milliseconds is expected, -1 for none", val, name)
		}
		slow := time.Duration(n) * time.Millisecond
		l.slow = &slow
		return nil
	case "log.failed_queries":
		return setFlag(&l.failed, name, val, reset)
	case "log.query_plan":
		return setFlag(&l.plan, name, val, reset)
	}
	return clientErrorf("Unknown session setting name '%s'; there are log.min_duration_ms, log.failed_queries and log.query_plan", name)
}

func setFlag(flag **bool, name, val string, reset bool) error {
	if *flag = nil; reset {
		return nil
	}
	on := strings.EqualFold(val, "true")
	if !on && !strings.EqualFold(val, "false") {
		return clientErrorf("'%s' is not a valid value for '%s': true or false is expected", val, name)
	}
	*flag = &on
	return nil
}

// traceSession begins or ends to log every statement of the session, and shows the
// id under which that is.
func (in *Interpreter) traceSession(c call, st *ast.TraceSession) (*Result, error) {
	next := sessionLog{}
	if own := c.session.log.Load(); own != nil {
		next = *own
	}
	next.trace = st.On
	c.session.log.Store(&next)
	return newTable([]string{"session uuid"}, []value.Value{value.String(c.session.id)}), nil
}

// logTrace writes the line of a statement of a session that is traced.
func (s *Session) logTrace(text string) {
	if own := s.log.Load(); own != nil && own.trace {
		shown, _ := normal.Redact(text)
		s.in.opts.Log.Info("[session-trace]", zap.String("session", s.id), zap.String("user", s.user), zap.String("query", shown))
	}
}
