package cypher

import (
	lru "github.com/hashicorp/golang-lru/v2"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// cached is what is kept of a statement: for a query its program, for any other
// statement its tree.
type cached struct {
	// labels are the parameters that name what a query looks for. There is nothing else then: its programs are
	// kept apart, one for each set of names.
	labels    []string
	statement ast.Statement // nil for a query
	explain   *ast.Explain  // EXPLAIN or PROFILE of the program
	program   *exec.Program
	text      string // for which the plan was made; empty if it is too long to be kept
	secret    bool   // something in the text must not be shown
	plan      *plan.Plan
	db        *engine.Database // for which the plan was made
	columns   []string         // of the result
	slots     []plan.Slot
	// parameters are those that the client has to give, in the order of the text.
	parameters []parameter
	// entities: a parameter may be or contain a node, relationship or path. It is so for what triggers and
	// procedures run; clients can't send any.
	entities bool
	kind     string // "r", "w" or "rw"
	divided  bool   // it runs a subquery in transactions of its own
	// nodes and relationships are the counts at planning time: a plan is made anew when the graph has
	// outgrown it.
	nodes, relationships int64
	parsing, planning    float64 // seconds
}

// outgrown is how many times larger a graph must be for its plans to be made anew, and slack how many
// rows more.
const (
	outgrown = 4
	slack    = 1000
)

// stale reports whether the database has changed in a way that asks for a new plan.
func (c *cached) stale(db *engine.Database) bool {
	if c.plan == nil {
		return false
	}
	return c.db != db || c.plan.Schema != db.SchemaGeneration() || c.plan.UnknownNames && c.plan.Names != db.NameGeneration() ||
		db.NodeCount() > outgrown*c.nodes+slack || db.RelationshipCount() > outgrown*c.relationships+slack
}

// planCache maps normalised texts to what is kept of them. It is safe for concurrent use.
type planCache struct {
	entries *lru.Cache[string, *cached]
}

func newPlanCache(size int) *planCache {
	entries, err := lru.New[string, *cached](max(size, 1))
	if err != nil { // only for sizes below one
		panic(err)
	}
	return &planCache{entries: entries}
}

func (p *planCache) get(key string) (*cached, bool) { return p.entries.Get(key) }

func (p *planCache) put(key string, c *cached) { p.entries.Add(key, c) }

func (p *planCache) remove(key string) { p.entries.Remove(key) }

func (p *planCache) clear() { p.entries.Purge() }
