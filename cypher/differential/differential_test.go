package differential

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher"
	"memgraphd/cypher/compile/compiletest"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/reference"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

var (
	differentialCount = flag.Int("differential.n", 100, "how many random queries of each kind are compared with the reference evaluator")
	differentialSeed  = flag.Uint64("differential.seed", 1, "where random queries begin; 0 is another place each time")
)

// Who hunts for longer says
//
//	go test ./cypher/differential -run 'Differential|Metamorphic' -differential.n=1000 -differential.seed=0
//
// and keeps what was found in corpus.cypher.

// TestDifferentialReads compares the answers to random queries with those of the
// reference evaluator.
func TestDifferentialReads(t *testing.T) {
	checkRandom(t, func(t *rapid.T) { compareAll(t, drawWorld(t), drawQuery(t)) })
}

// checkRandom checks a property of random things: as many as the flag says, the
// same ones each time unless it says otherwise.
func checkRandom(t *testing.T, property func(*rapid.T)) {
	setRapid(t, *differentialCount)
	rapid.Check(t, property)
}

// setRapid sets the flags of rapid as long as a test runs: how many things are tried, and which.
func setRapid(t *testing.T, count int) {
	for name, val := range map[string]string{
		"rapid.checks": fmt.Sprint(count), "rapid.seed": fmt.Sprint(*differentialSeed), "rapid.nofailfile": "true",
	} {
		was := flag.Lookup(name).Value.String()
		must(flag.Set(name, val))
		t.Cleanup(func() { must(flag.Set(name, was)) })
	}
}

// setting is a database in some state with a session on it.
type setting struct {
	name    string
	db      *engine.Database
	session *cypher.Session
	wanted  shown
	before  *reference.Graph
}

// comparison compares the answers to one query.
type comparison struct {
	t *rapid.T
	w *world
	q *generated
}

func compareAll(t *rapid.T, w *world, q *generated) {
	c := &comparison{t: t, w: w, q: q}
	plain := w.build()
	defer plain.Close()
	if errors.Is(c.setting("plain", plain).wanted.err, reference.ErrTooLong) {
		return
	}
	indexed := w.build()
	defer indexed.Close()
	addIndexes(indexed)
	addConstraints(indexed)
	loaded := reload(indexed)
	defer loaded.Close()
	scattered := scatter(indexed)
	defer scattered.Close()
	for _, s := range []*setting{c.setting("plain", plain), c.setting("indexed", indexed), c.setting("loaded", loaded)} {
		c.inSession(s)
	}
	c.byHand(c.setting("plain", plain))
	c.byHand(c.setting("indexed", indexed))
	c.byWorkers(c.setting("scattered", scattered))
	c.disguised()
	c.committed(c.setting("plain", plain))
}

// setting asks the reference evaluator first.
func (c *comparison) setting(name string, db *engine.Database) *setting {
	txn := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	s := &setting{name: name, db: db, before: reference.Load(txn), session: cypher.New(db, cypher.Options{Files: inline{}}).NewSession("")}
	s.wanted = c.q.show(s.before, refer(txn, c.q))
	return s
}

// check compares an answer; how tells where it comes from.
func (c *comparison) check(s *setting, how string, o outcome, p *plan.Plan) {
	got := c.q.show(s.before, o)
	difference := differ(s.wanted, got)
	if difference == "" {
		return
	}
	explained := ""
	if p != nil {
		explained = "\n" + strings.Join(plan.Explain(p), "\n")
	}
	c.t.Fatalf("%s\n\n%s\n\n%s, %s:\n%s%s", c.w, c.q.text, s.name, how, difference, explained)
}

// inSession runs the query as clients do, with its literals and with parameters
// for them, when it is new and when its plan is cached.
func (c *comparison) inSession(s *setting) {
	defer s.session.Close()
	for _, how := range []string{"at first", "again"} {
		c.check(s, how, inTransaction(s.session, c.q.text, value.Null), nil)
	}
	text, params := c.q.parameterised()
	c.check(s, "with parameters", inTransaction(s.session, text, params), nil)
}

// byHand runs the query in batches of several sizes and by plans for other statistics than the true ones.
func (c *comparison) byHand(s *setting) {
	for _, size := range []int{1, 7, 1024} {
		o, p := planned(s.db, s.db, c.q.text, size, 1)
		c.check(s, fmt.Sprintf("in batches of %d", size), o, p)
	}
	rng := rand.New(rand.NewPCG(uint64(len(c.q.text)), 1))
	for range 3 {
		o, p := planned(s.db, compiletest.MadeUp{Database: s.db, Rand: rng}, c.q.text, []int{2, 3, 1024}[rng.IntN(3)], 1)
		c.check(s, "with made-up statistics", o, p)
	}
}

// byWorkers runs the query by several workers where its plan can be divided.
func (c *comparison) byWorkers(s *setting) {
	defer s.session.Close()
	rng := rand.New(rand.NewPCG(uint64(len(c.q.text)), 2))
	for _, workers := range []int{2, 3} {
		o, p := planned(s.db, s.db, c.q.text, []int{1, 2, 1024}[rng.IntN(3)], workers)
		c.check(s, fmt.Sprintf("by %d workers", workers), o, p)
		o, p = planned(s.db, compiletest.MadeUp{Database: s.db, Rand: rng}, c.q.text, []int{1, 3, 1024}[rng.IntN(3)], workers)
		c.check(s, fmt.Sprintf("by %d workers with made-up statistics", workers), o, p)
	}
}

// disguised runs the query in a transaction that has itself made part of what
// it sees, while others see something else; and where that was committed.
func (c *comparison) disguised() {
	db, reader, finish := c.w.disguised()
	defer db.Close()
	defer reader.Abort()
	s := &setting{name: "disguised", db: db, session: cypher.New(db, cypher.Options{Files: inline{}}).NewSession("")}
	txn := transactionOf(s.session)
	finish(txn)
	s.before = reference.Load(txn)
	s.wanted = c.q.show(s.before, refer(txn, c.q))
	rows, err := ask(s.session, c.q.text, value.Null)
	o := outcome{rows: rows, err: err}
	if err == nil {
		o.graph = reference.Load(txn)
	}
	c.check(s, "within the transaction", o, nil)
	s.session.Rollback()

	b := db.Begin(engine.TxnOptions{})
	finish(b)
	(&builder{txn: b}).commit()
	s = c.setting("disguised", db)
	c.inSession(s)
	o, p := planned(db, db, c.q.text, 3, 1)
	c.check(s, "after its commit", o, p)
}

// committed runs the query by itself and looks at what it has committed.
func (c *comparison) committed(s *setting) {
	defer s.session.Close()
	rows, err := ask(s.session, c.q.text, value.Null)
	o := outcome{rows: rows, err: err}
	txn := s.db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	if err == nil {
		o.graph = reference.Load(txn)
	}
	c.check(s, "by itself", o, nil)
	if found := s.db.Check(10); len(found) > 0 {
		c.t.Fatalf("%s\n\n%s\n\nthe database is damaged: %q", c.w, c.q.text, found)
	}
}
