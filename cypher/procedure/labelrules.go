package procedure

import (
	"slices"
	"strings"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// labelRules say which nodes a path may lead over and where it may end, as in
// ["+Allowed", "-Denied", ">End", "/Stop"]. A name without a sign is allowed.
type labelRules struct {
	allowed, denied, ends, stops []string
}

// labelRules reads rules, or the same as one string with | between its parts.
func newLabelRules(v value.Value) labelRules {
	var r labelRules
	for _, s := range stringsOf(v) {
		for part := range strings.SplitSeq(s, "|") {
			r.add(strings.TrimSpace(part))
		}
	}
	return r
}

func (r *labelRules) add(part string) {
	if part == "" {
		return
	}
	switch name := part[1:]; part[0] {
	case '+':
		r.allowed = append(r.allowed, name)
	case '-':
		r.denied = append(r.denied, name)
	case '>':
		r.ends = append(r.ends, name)
	case '/':
		r.stops = append(r.stops, name)
	default:
		r.allowed = append(r.allowed, part)
	}
}

// verdict is what the rules say of a node.
type verdict struct {
	enter  bool // a path may lead here
	end    bool // it may end here
	beyond bool // it may lead on
}

func anyLabel(labels, wanted []string) bool {
	return slices.ContainsFunc(labels, func(l string) bool { return slices.Contains(wanted, l) })
}

// judge applies the rules to a node with these labels. A node where a path may stop
// or end need not be allowed besides.
func (r *labelRules) judge(labels []string) verdict {
	stop, end := anyLabel(labels, r.stops), anyLabel(labels, r.ends)
	if anyLabel(labels, r.denied) {
		return verdict{}
	}
	if len(r.allowed) > 0 && !stop && !end && !anyLabel(labels, r.allowed) {
		return verdict{}
	}
	picky := len(r.stops)+len(r.ends) > 0
	return verdict{enter: true, end: !picky || stop || end, beyond: !stop}
}

// start is the verdict on a node where paths begin and to which the rules do not apply.
func (r *labelRules) start() verdict {
	return verdict{enter: true, end: len(r.stops)+len(r.ends) == 0, beyond: true}
}

// judged caches verdicts by label set.
type judged struct {
	call  *Call
	rules labelRules
	known map[engine.LabelSet]verdict
}

func (c *Call) judge(v value.Value) *judged {
	return &judged{call: c, rules: newLabelRules(v), known: map[engine.LabelSet]verdict{}}
}

// of returns the verdict on a node.
func (j *judged) of(id uint64) verdict {
	var set [1]engine.LabelSet
	j.call.nodeLabels([]uint64{id}, set[:])
	v, ok := j.known[set[0]]
	if !ok {
		v = j.rules.judge(j.call.labelNames(set[0]))
		j.known[set[0]] = v
	}
	return v
}
