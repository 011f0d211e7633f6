package message

import "memgraphd/bolt/packstream"

// Route asks for the routing table, from Bolt 4.3 on.
type Route struct {
	Address  string // by which the client knows the server; may be empty
	Database string
}

// Kind returns KindRoute.
func (*Route) Kind() Kind { return KindRoute }

// decode reads the three fields. The third is the name of a database in Bolt
// 4.3 and a map later.
func (m *Route) decode(d *packstream.Decoder, v Version) {
	*m = Route{Address: routingAddress(d)}
	optionalStrings(d, "bookmarks")
	if !v.AtLeast(4, 4) {
		m.Database = optionalString(d, "db")
		return
	}
	for range d.Map() {
		if key := d.Key(); key == "db" {
			m.Database = optionalString(d, key)
		} else {
			d.Skip()
		}
	}
}

// routingAddress reads a routing context, which may be null, and returns the
// address in it.
func routingAddress(d *packstream.Decoder) (address string) {
	if d.Peek() != packstream.TypeMap {
		d.Skip()
		return ""
	}
	for range d.Map() {
		if key := d.Key(); key == "address" {
			address = optionalString(d, key)
		} else {
			d.Skip()
		}
	}
	return address
}
