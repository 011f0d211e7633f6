package explain

import (
	"encoding/json"
	"strings"
	"time"

	"memgraphd/cypher/plan"
)

// Node is an operator of a plan with those that feed it, for clients that draw plans.
type Node struct {
	Name    string // "Expand"
	Details string // "(a)-[r]->(b)"
	// What was measured, if the query was profiled: the rows that the operator handed on, its time without that of
	// its children, and the share of that in the whole.
	Hits     int64
	Time     time.Duration
	Share    float64
	Children []*Node
}

// maxDepth is how many operators of a tree may feed each other in a row. Drivers read trees by functions that
// call themselves; that of Python gives the connection up at about 250.
const maxDepth = 150

// Tree makes a tree of the lines of a plan; measured is nil, or for each line what was measured. It is nil if
// the plan is deeper than clients can read.
func Tree(lines []plan.Line, measured []Measurement) *Node {
	b := &treeBuilder{lines: lines, measured: measured}
	root := b.chain(0)
	if root != nil && root.depth() > maxDepth {
		return nil
	}
	return root
}

func (n *Node) depth() int {
	below := 0
	for _, c := range n.Children {
		below = max(below, c.depth())
	}
	return below + 1
}

type treeBuilder struct {
	lines    []plan.Line
	measured []Measurement
	next     int
}

// chain reads the operators of a trunk or branch, each of which feeds the one before it.
func (b *treeBuilder) chain(indent int) *Node {
	var root, above *Node
	for b.next < len(b.lines) && b.lines[b.next].Indent == indent {
		if b.lines[b.next].Branch {
			b.next++
			if branch := b.chain(indent + 1); branch != nil && above != nil {
				above.Children = append(above.Children, branch)
			}
			continue
		}
		node := b.node()
		if above == nil {
			root = node
		} else {
			above.Children = append(above.Children, node)
		}
		above = node
	}
	return root
}

func (b *treeBuilder) node() *Node {
	text := b.lines[b.next].Text
	n := &Node{Name: text}
	if end := strings.IndexAny(text, " <("); end > 0 {
		n.Name, n.Details = text[:end], strings.TrimSpace(text[end:])
	}
	if b.measured != nil {
		m := b.measured[b.next]
		n.Hits, n.Time, n.Share = m.Hits, m.Time, m.Share
	}
	b.next++
	return n
}

// profileNode is a Node in the JSON that Memgraph puts into the summary of PROFILE.
type profileNode struct {
	Name     string         `json:"name"`
	Hits     int64          `json:"actual_hits"`
	Relative float64        `json:"relative_time"`
	Absolute float64        `json:"absolute_time"`
	Children []*profileNode `json:"children"`
}

// JSON returns the profile as clients of old versions of Bolt expect it.
func (n *Node) JSON() string {
	text, err := json.Marshal(n.profile())
	if err != nil { // there are only numbers and strings in it
		return ""
	}
	return string(text)
}

func (n *Node) profile() *profileNode {
	p := &profileNode{
		Name: strings.TrimSpace(n.Name + " " + n.Details), Hits: n.Hits, Relative: n.Share, Absolute: n.Time.Seconds(),
		Children: []*profileNode{},
	}
	for _, c := range n.Children {
		p.Children = append(p.Children, c.profile())
	}
	return p
}
