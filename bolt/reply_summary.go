package bolt

import (
	"memgraphd/bolt/message"
	"memgraphd/engine/value"
)

// summary answers the PULL or DISCARD that consumed a result. has_more is not
// optional: mgclient crashes without it.
func (c *conn) summary(result *openResult) {
	s := result.Summary()
	r := c.beginSuccess()
	r.bool("has_more", false)
	r.string("type", s.Type.String())
	r.text("db", s.Database)
	r.text("bookmark", s.Bookmark)
	r.counters(&s.Counters)
	if c.machine.version.AtLeast(5, 5) {
		c.statuses(r, s, result)
	} else {
		c.notifications(r, s.Notifications, result.filter)
	}
	if c.machine.version.AtLeast(4, 2) {
		r.plan("plan", s.Plan, false)
		r.plan("profile", s.Profile, true)
	} else {
		r.text("profile", s.ProfileText)
	}
	r.timings(s.Timings)
	r.text("run_id", s.RunID)
	if s.Hops != 0 {
		r.int("number_of_hops", s.Hops)
	}
	c.endReply(r)
}

// counters writes all counters if any is not zero.
func (r *reply) counters(n *Counters) {
	if *n == (Counters{}) {
		return
	}
	r.mapping("stats", 7)
	r.count("nodes-created", n.NodesCreated)
	r.count("nodes-deleted", n.NodesDeleted)
	r.count("relationships-created", n.RelationshipsCreated)
	r.count("relationships-deleted", n.RelationshipsDeleted)
	r.count("labels-added", n.LabelsAdded)
	r.count("labels-removed", n.LabelsRemoved)
	r.count("properties-set", n.PropertiesSet)
}

// count writes an entry of a map that was begun with its size.
func (r *reply) count(name string, n int64) {
	r.w.Key(name)
	r.w.Int(n)
}

func (r *reply) timings(t *Timings) {
	if t == nil {
		return
	}
	r.float("cost_estimate", t.CostEstimate)
	r.float("parsing_time", t.Parsing)
	r.float("planning_time", t.Planning)
	r.float("plan_execution_time", t.Execution)
}

// notifications writes those that the client wants. An empty list crashes some
// clients, so there is none.
func (c *conn) notifications(r *reply, list []Notification, filter message.NotificationFilter) {
	n := 0
	for i := range list {
		if wanted(&list[i], filter) {
			n++
		}
	}
	if n == 0 {
		return
	}
	r.list("notifications", n)
	for i := range list {
		if wanted(&list[i], filter) {
			r.notification(&list[i], c.machine.version)
		}
	}
}

func wanted(n *Notification, filter message.NotificationFilter) bool {
	switch filter.MinSeverity {
	case "OFF":
		return false
	case "WARNING":
		return n.Severity == "WARNING"
	}
	return true
}

// notification writes one. Clients of Bolt 4 read every value as a string, so
// the position is for Bolt 5 only.
func (r *reply) notification(n *Notification, v message.Version) {
	position := n.Position != nil && v.AtLeast(5, 0)
	if position {
		r.w.BeginMap(5)
	} else {
		r.w.BeginMap(4)
	}
	r.entry("severity", n.Severity)
	r.entry("code", n.Code)
	r.entry("title", n.Title)
	r.entry("description", n.Description)
	if position {
		r.w.Key("position")
		r.position(n.Position)
	}
}

func (r *reply) position(p *Position) {
	r.w.BeginMap(3)
	r.count("offset", p.Offset)
	r.count("line", p.Line)
	r.count("column", p.Column)
}

// plan writes a tree of operators in the form that drivers know.
func (r *reply) plan(name string, p *Plan, profiled bool) {
	if p == nil {
		return
	}
	r.key(name)
	r.operator(p, profiled)
}

func (r *reply) operator(p *Plan, profiled bool) {
	entries := 4
	if profiled {
		entries = 6
	}
	r.w.BeginMap(entries)
	r.w.Key("operatorType")
	r.w.String(p.Operator)
	r.w.Key("identifiers")
	r.w.BeginList(len(p.Identifiers))
	for _, name := range p.Identifiers {
		r.w.String(name)
	}
	r.w.Key("args")
	if p.Arguments.Kind() == value.KindMap {
		r.plain(p.Arguments)
	} else {
		r.w.BeginMap(0)
	}
	if profiled {
		r.count("dbHits", p.DBHits)
		r.count("rows", p.Rows)
	}
	r.w.Key("children")
	r.w.BeginList(len(p.Children))
	for _, child := range p.Children {
		r.operator(child, profiled)
	}
}
