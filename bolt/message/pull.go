package message

import "memgraphd/bolt/packstream"

// Pull asks for the next records of a result, or, as DISCARD, to drop them.
type Pull struct {
	Discard bool
	N       int64 // how many; negative: all that are left
	QID     int64 // of which result; negative: the latest
}

// Kind returns KindPull or KindDiscard.
func (m *Pull) Kind() Kind {
	if m.Discard {
		return KindDiscard
	}
	return KindPull
}

func (m *Pull) decode(d *packstream.Decoder, discard bool) {
	*m = Pull{Discard: discard, N: -1, QID: -1}
	for range d.Map() {
		switch key := d.Key(); key {
		case "n":
			m.N = requiredInt(d, key)
		case "qid":
			m.QID = requiredInt(d, key)
		default:
			d.Skip()
		}
	}
	switch {
	case m.N == 0 || m.N < -1:
		d.Refuse("The number of records (n) must be positive, or -1 for all, not %d.", m.N)
	case m.QID < -1:
		d.Refuse("The number of a query (qid) must be at least 0, or -1 for the latest, not %d.", m.QID)
	}
}
