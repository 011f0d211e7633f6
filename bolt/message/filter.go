package message

import "memgraphd/bolt/packstream"

// NotificationFilter says which notifications a client wants, from Bolt 5.2 on.
type NotificationFilter struct {
	// MinSeverity is "OFF", "WARNING", "INFORMATION", or empty where the
	// client said nothing.
	MinSeverity string
}

// field reads the value of key if it belongs to f.
func (f *NotificationFilter) field(d *packstream.Decoder, key string) bool {
	if key != "notifications_minimum_severity" {
		return false
	}
	f.MinSeverity = optionalString(d, key)
	return true
}
