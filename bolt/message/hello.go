package message

import "memgraphd/bolt/packstream"

// Hello opens a session.
type Hello struct {
	UserAgent string
	Product   string // bolt_agent.product, from Bolt 5.3 on
	Auth      Auth   // up to Bolt 5.0
	PatchUTC  bool   // the client asks for the datetimes of Bolt 5
	Filter    NotificationFilter
}

// Kind returns KindHello.
func (*Hello) Kind() Kind { return KindHello }

func (m *Hello) decode(d *packstream.Decoder) {
	*m = Hello{}
	for range d.Map() {
		switch key := d.Key(); key {
		case "user_agent":
			m.UserAgent = optionalString(d, key)
		case "bolt_agent":
			m.agent(d)
		case "patch_bolt":
			m.patches(d)
		default:
			if !m.Auth.field(d, key) && !m.Filter.field(d, key) {
				d.Skip()
			}
		}
	}
}

func (m *Hello) agent(d *packstream.Decoder) {
	if d.Peek() != packstream.TypeMap {
		d.Skip()
		return
	}
	for range d.Map() {
		if key := d.Key(); key == "product" {
			m.Product = optionalString(d, key)
		} else {
			d.Skip()
		}
	}
}

func (m *Hello) patches(d *packstream.Decoder) {
	for _, patch := range optionalStrings(d, "patch_bolt") {
		m.PatchUTC = m.PatchUTC || patch == "utc"
	}
}
