package cypher

import (
	"time"

	"go.uber.org/zap"
)

// logQuery writes the slow-query and failed-query lines that were asked for.
func (in *Interpreter) logQuery(q *query, err error) {
	if err != nil && in.opts.LogFailed {
		in.logFailed(q, err)
	}
	if in.opts.SlowQuery >= 0 {
		in.logSlow(q)
	}
}

func (in *Interpreter) logFailed(q *query, err error) {
	in.opts.Log.Warn("[failed-query]", zap.String("user", q.session.user), zap.String("db", in.opts.DatabaseName),
		zap.Error(err), zap.String("query", q.text))
}

func (in *Interpreter) logSlow(q *query) {
	if took := time.Since(q.started); took >= in.opts.SlowQuery {
		in.opts.Log.Warn("[slow-query]", zap.Float64("duration_ms", float64(took.Microseconds())/1000),
			zap.String("user", q.session.user), zap.String("db", in.opts.DatabaseName), zap.String("query", q.text))
	}
}
