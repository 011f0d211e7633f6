package bolt

import (
	"math"

	"go.uber.org/zap"

	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// reply writes the map of a SUCCESS or FAILURE. It has fewer than 16 entries,
// which are counted as they come.
type reply struct {
	w      *RecordWriter
	header int // where the marker of the map is in the body
	n      byte
}

func (c *conn) beginReply(kind message.Kind) *reply {
	c.out.begin()
	c.out.limit = math.MaxInt // the count comes last, so nothing may be sent before
	c.out.buf = packstream.AppendStruct(c.out.buf, 1, byte(kind))
	c.meta = reply{w: c.records, header: len(c.out.buf) - c.out.body}
	c.records.BeginMap(0)
	return &c.meta
}

func (c *conn) endReply(r *reply) {
	c.out.buf[c.out.body+r.header] += r.n
	c.out.end()
}

func (c *conn) beginSuccess() *reply { return c.beginReply(message.KindSuccess) }

// success answers a request that has nothing to tell.
func (c *conn) success() { c.endReply(c.beginSuccess()) }

// ignored answers a request that is not looked at.
func (c *conn) ignored() {
	c.out.begin()
	c.out.buf = packstream.AppendStruct(c.out.buf, 0, byte(message.KindIgnored))
	c.out.end()
}

// failure answers a request that failed and reports whether the connection goes on.
func (c *conn) failure(e *Error) bool {
	if e.Class == DatabaseError {
		c.log().Error("request failed", zap.String("error", e.Message))
	}
	c.srv.metrics.Failures.Add(1)
	c.closeResults()
	c.machine.fail()
	r := c.beginReply(message.KindFailure)
	if code := codeOf(e, c.prefix); c.machine.version.AtLeast(5, 7) {
		r.gqlError(e, code)
	} else {
		r.string("code", code)
		r.string("message", e.Message)
	}
	c.endReply(r)
	return c.machine.phase != phaseDefunct
}

func (r *reply) key(name string) {
	r.n++
	r.w.Key(name)
}

func (r *reply) string(name, s string) {
	r.key(name)
	r.w.String(s)
}

// text is string without empty ones.
func (r *reply) text(name, s string) {
	if s != "" {
		r.string(name, s)
	}
}

func (r *reply) int(name string, i int64) {
	r.key(name)
	r.w.Int(i)
}

func (r *reply) float(name string, f float64) {
	r.key(name)
	r.w.Float(f)
}

func (r *reply) bool(name string, b bool) {
	r.key(name)
	r.w.Bool(b)
}

func (r *reply) list(name string, n int) {
	r.key(name)
	r.w.BeginList(n)
}

func (r *reply) mapping(name string, n int) {
	r.key(name)
	r.w.BeginMap(n)
}

// plain writes a value without references; one with is written as null.
func (r *reply) plain(v value.Value) {
	before := len(r.w.out.buf)
	buf, err := packstream.AppendValue(r.w.out.buf, v, r.w.utc)
	if err != nil {
		buf = packstream.AppendNull(buf[:before])
	}
	r.w.out.buf = buf
}
