package message

import (
	"memgraphd/bolt/packstream"
)

// Decoder reads the requests of one connection. The zero Decoder needs its
// Version set once the handshake is over.
type Decoder struct {
	Version Version

	last  string // the text of the latest query
	hello Hello
	logon Logon
	run   Run
	begin Begin
	pull  Pull
	route Route
}

// Forget drops what the latest requests hold: parameters and metadata.
func (m *Decoder) Forget() {
	m.run, m.begin = Run{}, Begin{}
	m.hello, m.logon, m.route = Hello{}, Logon{}, Route{}
}

// Decode reads the message that d was reset to. The request is valid until the
// next call. An error is a *packstream.SyntaxError, after which the connection
// cannot go on, or a *packstream.UnsupportedError, for which the request is
// returned, too, so that its kind is known.
func (m *Decoder) Decode(d *packstream.Decoder) (Request, error) {
	fields, tag := d.Struct()
	kind := Kind(tag)
	if d.Err() == nil && !kind.KnownIn(m.Version) {
		d.Fail("0x%02X is no message of Bolt %s", tag, m.Version)
	}
	if want := fieldCount(kind); d.Err() == nil && fields != want {
		d.Fail("%s must have %d fields, not %d", kind, want, fields)
	}
	if d.Err() != nil {
		return nil, d.Err()
	}
	req := m.body(kind, d)
	d.End()
	if d.Err() != nil {
		return nil, d.Err()
	}
	return req, d.Unsupported()
}

func (m *Decoder) body(kind Kind, d *packstream.Decoder) Request {
	switch kind {
	case KindHello:
		m.hello.decode(d)
		return &m.hello
	case KindLogon:
		m.logon.decode(d)
		return &m.logon
	case KindRun:
		m.run.decode(d, &m.last)
		return &m.run
	case KindBegin:
		m.begin.Options.decode(d)
		return &m.begin
	case KindPull, KindDiscard:
		m.pull.decode(d, kind == KindDiscard)
		return &m.pull
	case KindRoute:
		m.route.decode(d, m.Version)
		return &m.route
	case KindTelemetry:
		requiredInt(d, "api")
	}
	return Plain(kind)
}

// fieldCount returns the number of fields of a request.
func fieldCount(kind Kind) int {
	switch kind {
	case KindHello, KindLogon, KindBegin, KindPull, KindDiscard, KindTelemetry:
		return 1
	case KindRun, KindRoute:
		return 3
	}
	return 0
}
