package cypher

import (
	"strings"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"memgraphd/cypher/normal"
	"memgraphd/cypher/plan"
)

// queryLog says which queries are logged. It can be changed at any time.
type queryLog struct {
	slow   atomic.Int64 // time.Duration; negative: none
	failed atomic.Bool
	plan   atomic.Bool
}

// SetSlowQuery changes the duration from which a query is logged; negative: never.
func (in *Interpreter) SetSlowQuery(d time.Duration) { in.queryLog.slow.Store(int64(d)) }

// SetLogFailed switches the logging of failed queries.
func (in *Interpreter) SetLogFailed(on bool) { in.queryLog.failed.Store(on) }

// SetLogPlan switches whether the line of a slow query has its plan.
func (in *Interpreter) SetLogPlan(on bool) { in.queryLog.plan.Store(on) }

// logQuery writes the slow-query and failed-query lines that were asked for.
func (in *Interpreter) logQuery(q *query, err error) {
	slow, failed, withPlan := in.logs(q.session)
	if err != nil && failed {
		in.logFailed(q.session.user, q.text, err)
	}
	if slow >= 0 {
		in.logSlow(q, slow, withPlan)
	}
}

// logFailed writes the line of a failed statement.
func (in *Interpreter) logFailed(user, text string, err error) {
	shown, _ := normal.Redact(text)
	in.opts.Log.Warn("[failed-query]", zap.String("user", user), zap.String("db", in.opts.DatabaseName),
		zap.String("error", normal.RedactError(err, text)), zap.String("query", shown))
}

// shown returns a text of the statement without its secrets.
func (c *cached) shown(text string) string {
	if c.secret {
		text, _ = normal.Redact(text)
	}
	return text
}

func (in *Interpreter) logSlow(q *query, slow time.Duration, withPlan bool) {
	took := time.Since(q.started)
	if took < slow {
		return
	}
	fields := []zap.Field{
		zap.Float64("duration_ms", float64(took.Microseconds())/1000),
		zap.String("user", q.session.user), zap.String("db", in.opts.DatabaseName), zap.String("query", q.cached.shown(q.text)),
	}
	if withPlan {
		fields = append(fields, zap.String("plan", strings.Join(plan.Explain(q.cached.plan), "\n")))
	}
	in.opts.Log.Warn("[slow-query]", fields...)
}
