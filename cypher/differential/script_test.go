package differential

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher"
	"memgraphd/cypher/reference"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// TestDifferentialScripts runs statement after statement on one database, in transactions of their own and of
// several, with changes of the schema and garbage collection between them, and compares each with the reference evaluator.
func TestDifferentialScripts(t *testing.T) {
	checkRandom(t, func(t *rapid.T) {
		s := newScript(t)
		defer s.close()
		for range 3 + pick(t, 10) {
			s.step()
		}
		s.finish()
	})
}

// script is a run of statements.
type script struct {
	t       *rapid.T
	w       *world
	db      *engine.Database
	session *cypher.Session  // which opens transactions
	other   *cypher.Session  // which never does
	said    []string         // all that was run
	begun   *reference.Graph // what was committed when the open transaction began; nil if none is open
	mixed   bool             // others have written since then
	schema  map[string]bool  // what is in force
}

func newScript(t *rapid.T) *script {
	s := &script{t: t, w: drawWorld(t), schema: map[string]bool{}}
	s.db = s.w.build()
	in := cypher.New(s.db, cypher.Options{Files: inline{}})
	s.session, s.other = in.NewSession(""), in.NewSession("")
	return s
}

func (s *script) close() {
	s.session.Close()
	s.other.Close()
	s.db.Close()
}

func (s *script) fatal(format string, args ...any) {
	s.t.Fatalf("%s\n\n%s\n\n%s", s.w, strings.Join(s.said, ";\n"), fmt.Sprintf(format, args...))
}

func (s *script) step() {
	switch s.choose() {
	case 0:
		s.begin()
	case 1:
		s.remodel()
	case 2:
		s.db.CollectGarbage()
	case 3:
		s.read()
	case 4:
		s.end(pick(s.t, 3) > 0)
	case 5:
		s.interfere()
	case 6, 7:
		s.seek()
	default:
		s.statement()
	}
}

// choose draws a kind of step, of those that make sense now.
func (s *script) choose() int {
	i := pick(s.t, 14)
	switch {
	case i == 0 && s.begun != nil, (i == 4 || i == 5) && s.begun == nil:
		return 8
	}
	return i
}

// committed returns what everybody sees.
func (s *script) committed() *reference.Graph {
	txn := s.db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	return reference.Load(txn)
}

// seen returns what the session sees.
func (s *script) seen() *reference.Graph {
	if s.begun == nil {
		return s.committed()
	}
	r, err := s.session.Run(s.ctx(), "RETURN 1", value.Null, cypher.TxOptions{})
	must(err)
	_, err = r.Rows(s.ctx())
	must(err)
	return reference.Load(r.Txn())
}

// compare runs a query in a session and compares all of it with what the reference evaluator makes of a graph.
func (s *script) compare(session *cypher.Session, q *generated, before *reference.Graph, look func() *reference.Graph) {
	want := s.predict(q, before)
	if errors.Is(want.err, reference.ErrTooLong) {
		return
	}
	if want.err == nil && session == s.session && s.begun == nil && s.violated(want.graph) != "" {
		want = outcome{err: errors.New(s.violated(want.graph))}
	}
	s.said = append(s.said, q.text)
	rows, err := ask(session, q.text, value.Null)
	got := outcome{rows: rows, err: err}
	if err == nil {
		got.graph = look()
	}
	if s.begun != nil && s.mixed && conflicts(err) {
		s.rollback() // it met what others have written
		return
	}
	s.check(q, before, want, got)
	if err != nil && s.begun != nil && session == s.session {
		s.rollback()
	}
}

func (s *script) check(q *generated, before *reference.Graph, want, got outcome) {
	if difference := differ(q.show(before, want), q.show(before, got)); difference != "" {
		s.fatal("%s", difference)
	}
}

func (s *script) predict(q *generated, before *reference.Graph) outcome {
	g := before.Clone()
	g.Budget = 30_000
	return referTo(g, q)
}

// statement runs a random statement in the session.
func (s *script) statement() {
	q := drawUpdate(s.t)
	if pick(s.t, 3) == 0 {
		q = drawQuery(s.t)
	}
	s.compare(s.session, q, s.seen(), s.seen)
}

// read runs a query beside an open transaction, of which it must see nothing.
func (s *script) read() {
	s.compare(s.other, drawQuery(s.t), s.committed(), s.committed)
}

// interfere changes something beside an open transaction, which must not see it.
func (s *script) interfere() {
	q := drawUpdate(s.t)
	before, seen := s.committed(), s.seen()
	want := s.predict(q, before)
	if errors.Is(want.err, reference.ErrTooLong) {
		return
	}
	s.said = append(s.said, "/* another session */ "+q.text)
	rows, err := ask(s.other, q.text, value.Null)
	if conflicts(err) {
		s.same(before) // it met what the transaction has written
	} else {
		if want.err == nil && s.violated(want.graph) != "" {
			want = outcome{err: errors.New(s.violated(want.graph))}
		}
		s.check(q, before, want, outcome{rows: rows, graph: s.committed(), err: err})
		s.begun, s.mixed = s.committed(), true
	}
	s.check(&generated{}, seen, outcome{graph: seen}, outcome{graph: s.seen()})
}

// conflicts reports whether a statement has met another transaction.
func conflicts(err error) bool {
	var known *cypher.Error
	return errors.As(err, &known) && known.Class == cypher.TransientError
}

func (s *script) begin() {
	s.said = append(s.said, "BEGIN")
	s.begun, s.mixed = s.committed(), false
	must(s.session.Begin(cypher.TxOptions{}))
}

// end ends the open transaction, and looks at what is left.
func (s *script) end(commit bool) {
	if !commit {
		s.rollback()
		return
	}
	want := s.seen()
	s.said = append(s.said, "COMMIT")
	violated := s.violated(want)
	err := s.session.Commit(s.ctx())
	if !s.mixed && (err != nil) != (violated != "") {
		s.fatal("wanted error: %q\n   got error: %v", violated, err)
	}
	if err != nil {
		want = s.begun
	}
	s.begun = nil
	if err != nil || !s.mixed {
		s.same(want)
	}
	if violated := s.violated(s.committed()); violated != "" {
		s.fatal("%s does not hold", violated)
	}
}

func (s *script) rollback() {
	s.said = append(s.said, "ROLLBACK")
	s.session.Rollback()
	want := s.begun
	s.begun = nil
	s.same(want)
}

// same compares what is committed with what should be.
func (s *script) same(want *reference.Graph) {
	s.check(&generated{}, want, outcome{graph: want}, outcome{graph: s.committed()})
}

// finish ends what is open and looks for damage.
func (s *script) finish() {
	if s.begun != nil {
		s.end(true)
	}
	s.db.CollectGarbage()
	if found := s.db.Check(10); len(found) > 0 {
		s.fatal("the database is damaged: %q", found)
	}
}
