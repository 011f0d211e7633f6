package bolt

import "memgraphd/bolt/message"

// route answers with a table of one server, this one, in all roles. Its address
// is the one that the client used, because that reaches it.
func (c *conn) route(m *message.Route) {
	address := c.srv.opts.AdvertisedAddress
	if address == "" {
		address = m.Address
	}
	if address == "" {
		address = c.info.LocalAddr.String()
	}
	database := m.Database
	if database == "" {
		database = c.srv.opts.Database
	}
	r := c.beginSuccess()
	r.mapping("rt", 3)
	r.count("ttl", int64(routingTTL.Seconds()))
	r.w.Key("db")
	r.w.String(database)
	r.w.Key("servers")
	r.w.BeginList(3)
	for _, role := range [...]string{"ROUTE", "READ", "WRITE"} {
		r.w.BeginMap(2)
		r.w.Key("addresses")
		r.w.BeginList(1)
		r.w.String(address)
		r.w.Key("role")
		r.w.String(role)
	}
	c.endReply(r)
}
