package message

import (
	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// longestRemembered is the length of the longest query text that a decoder
// keeps for the case that it comes again.
const longestRemembered = 4096

// Run asks to execute a query, in the open transaction or in one of its own.
type Run struct {
	Query   string
	Params  value.Value // a map
	Options TxOptions   // of the transaction, unless one is open
}

// Kind returns KindRun.
func (*Run) Kind() Kind { return KindRun }

func (m *Run) decode(d *packstream.Decoder, last *string) {
	text := d.StringView()
	if string(text) != *last {
		m.Query = string(text)
	} else {
		m.Query = *last
	}
	if len(text) <= longestRemembered {
		*last = m.Query
	}
	m.Params = d.MapValue()
	if m.Params.Kind() != value.KindMap {
		d.Refuse("The parameters of a query must be a map.")
	}
	m.Options.decode(d)
}
