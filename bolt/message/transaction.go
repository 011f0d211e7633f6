package message

import (
	"math"
	"time"

	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// AccessMode says what a transaction is going to do.
type AccessMode uint8

// The access modes.
const (
	AccessWrite AccessMode = iota // read and write, the default
	AccessRead
)

// TxOptions is what a client asks of a transaction that it opens, explicitly
// with BEGIN or implicitly with RUN.
type TxOptions struct {
	Mode             AccessMode
	Timeout          time.Duration // zero: none was asked for
	Metadata         value.Value   // a map, or null
	Database         string        // empty: the home database of the user
	ImpersonatedUser string
	Bookmarks        []string
	Filter           NotificationFilter
}

func (o *TxOptions) decode(d *packstream.Decoder) {
	*o = TxOptions{}
	for range d.Map() {
		switch key := d.Key(); key {
		case "mode":
			o.mode(optionalString(d, key), d)
		case "tx_timeout":
			o.Timeout = timeout(d)
		case "tx_metadata":
			o.metadata(d)
		case "db":
			o.Database = optionalString(d, key)
		case "imp_user":
			o.ImpersonatedUser = optionalString(d, key)
		case "bookmarks":
			o.Bookmarks = optionalStrings(d, key)
		default:
			if !o.Filter.field(d, key) {
				d.Skip()
			}
		}
	}
}

func (o *TxOptions) mode(s string, d *packstream.Decoder) {
	switch s {
	case "r":
		o.Mode = AccessRead
	case "w", "":
	default:
		d.Refuse("The access mode must be \"r\" or \"w\", not %q.", s)
	}
}

func (o *TxOptions) metadata(d *packstream.Decoder) {
	o.Metadata = d.Value()
	if k := o.Metadata.Kind(); k != value.KindMap && k != value.KindNull {
		d.Refuse("The transaction metadata (tx_metadata) must be a map.")
	}
}

func timeout(d *packstream.Decoder) time.Duration {
	switch d.Peek() {
	case packstream.TypeInt:
		ms := min(max(d.Int(), 0), math.MaxInt64/int64(time.Millisecond))
		return time.Duration(ms) * time.Millisecond
	case packstream.TypeNull:
		d.Null()
	default:
		d.Skip()
		d.Refuse("The transaction timeout (tx_timeout) must be an integer number of milliseconds.")
	}
	return 0
}

// Begin opens an explicit transaction.
type Begin struct{ Options TxOptions }

// Kind returns KindBegin.
func (*Begin) Kind() Kind { return KindBegin }
