package message

import "memgraphd/bolt/packstream"

// Auth is what a client says about who it is.
type Auth struct {
	Scheme      string // "none", "basic" or another that the server was told about
	Principal   string
	Credentials string
}

// field reads the value of key if it belongs to a.
func (a *Auth) field(d *packstream.Decoder, key string) bool {
	switch key {
	case "scheme":
		a.Scheme = optionalString(d, key)
	case "principal":
		a.Principal = optionalString(d, key)
	case "credentials":
		a.Credentials = optionalString(d, key)
	default:
		return false
	}
	return true
}

// Logon asks to authenticate the connection, from Bolt 5.1 on.
type Logon struct{ Auth Auth }

// Kind returns KindLogon.
func (*Logon) Kind() Kind { return KindLogon }

func (m *Logon) decode(d *packstream.Decoder) {
	*m = Logon{}
	for range d.Map() {
		if key := d.Key(); !m.Auth.field(d, key) {
			d.Skip()
		}
	}
}
