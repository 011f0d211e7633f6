package cypher_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// stress is a bank: transfers leave the sum of all balances as it is, and no two
// customers have the same name.
type stress struct {
	t    *testing.T
	db   *engine.Database
	in   *cypher.Interpreter
	done chan struct{} // closed when the writers are through
}

const (
	accounts = 20
	balance  = 100
	rounds   = 60
)

// TestStress lets readers, writers, changes of the schema and garbage collection
// run at once, and looks at what must hold all the time.
func TestStress(t *testing.T) {
	db := engine.New(engine.Options{})
	defer db.Close()
	s := &stress{t: t, db: db, in: cypher.New(db, cypher.Options{}), done: make(chan struct{})}
	setup := s.in.NewSession("")
	defer setup.Close()
	for _, text := range []string{
		fmt.Sprintf("UNWIND range(1, %d) AS i CREATE (:Account {id: i, balance: %d})-[:OF]->(:Customer {name: 'c' + toString(i)})", accounts, balance),
		"CREATE INDEX ON :Account(id)",
		"CREATE CONSTRAINT ON (c:Customer) ASSERT c.name IS UNIQUE",
	} {
		s.run(setup, text, value.Null)
	}
	var writers, others sync.WaitGroup
	for i := range 2 {
		writers.Go(func() { s.transfer(i) })
		writers.Go(func() { s.enrol(i) })
		others.Go(s.read)
	}
	others.Go(s.remodel)
	others.Go(s.collect)
	writers.Wait()
	close(s.done)
	others.Wait()
	s.audit(setup)
	if found := db.Check(10); len(found) > 0 {
		t.Errorf("the database is damaged: %q", found)
	}
}

// run runs a statement that must not fail.
func (s *stress) run(session *cypher.Session, text string, params value.Value) [][]value.Value {
	rows, err := ask(session, text, params)
	if err != nil {
		s.t.Errorf("%s: %v", text, err)
	}
	return rows
}

// tolerate checks that an error is one that asks for another try, or that of a constraint.
func (s *stress) tolerate(err error) {
	var known *cypher.Error
	var refused *engine.ConstraintError
	if err == nil || errors.As(err, &refused) || errors.As(err, &known) && known.Class == cypher.TransientError {
		return
	}
	s.t.Errorf("an error that no one expects: %v", err)
}

func parametersOf(a, b int) value.Value {
	return value.Map([]value.Entry{{Key: "a", Value: value.Int(int64(a))}, {Key: "b", Value: value.Int(int64(b))}})
}

// transfer moves money, half of the time in explicit transactions.
func (s *stress) transfer(seed int) {
	session := s.in.NewSession("")
	defer session.Close()
	const text = "MATCH (a:Account {id: $a}), (b:Account {id: $b}) SET a.balance = a.balance - 1, b.balance = b.balance + 1"
	for i := range rounds {
		from := (i*7 + seed) % accounts
		params := parametersOf(1+from, 1+(from+1+i%(accounts-1))%accounts)
		if i%2 == 0 {
			_, err := ask(session, text, params)
			s.tolerate(err)
			continue
		}
		must(session.Begin(cypher.TxOptions{}))
		_, err := ask(session, text, params)
		s.tolerate(err)
		if err != nil || i%3 == 0 {
			session.Rollback()
			continue
		}
		s.tolerate(session.Commit(s.t.Context()))
	}
}

// enrol adds customers, some of them under names that are taken, and removes others.
func (s *stress) enrol(seed int) {
	session := s.in.NewSession("")
	defer session.Close()
	for i := range rounds {
		params := parametersOf(i/2, i+seed)
		for _, text := range []string{
			"CREATE (:Customer {name: 'n' + toString($a)})-[:KNOWS]->(:Customer {name: 'm' + toString($b)})",
			"MERGE (c:Customer {name: 'n' + toString($b)}) SET c.seen = $a",
			"MATCH (c:Customer {name: 'n' + toString($a)}) DETACH DELETE c",
		} {
			_, err := ask(session, text, params)
			s.tolerate(err)
		}
	}
}

// read looks at what must hold in every transaction.
func (s *stress) read() {
	session := s.in.NewSession("")
	defer session.Close()
	for {
		select {
		case <-s.done:
			return
		default:
		}
		must(session.Begin(cypher.TxOptions{}))
		s.audit(session)
		session.Rollback()
	}
}

// audit compares sums, and what indexes find with what a scan finds.
func (s *stress) audit(session *cypher.Session) {
	for _, text := range []string{
		fmt.Sprintf("MATCH (a:Account) RETURN sum(a.balance) = %d AND count(*) = %d", accounts*balance, accounts),
		"MATCH (c:Customer) RETURN count(c.name) = count(DISTINCT c.name) AND count(*) = count(c)",
		`MATCH (a:Account) WHERE a.balance >= 100 WITH count(*) AS found
		 MATCH (a:Account) WITH found, sum(CASE WHEN a.balance >= 100 THEN 1 ELSE 0 END) AS real RETURN found = real`,
		`MATCH (c:Customer) WITH collect(c.name) AS names, count(*) AS all
		 MATCH (c:Customer) WHERE c.name IN names WITH all, count(*) AS found RETURN all = found`,
		"MATCH (a:Account)-[:OF]->(c) WITH count(*) AS out MATCH (c:Customer)<-[:OF]-() WITH out, count(c) AS back RETURN out = back",
	} {
		rows := s.run(session, text, value.Null)
		if len(rows) != 1 || !value.Equal(rows[0][0], value.Bool(true)).AsBool() {
			s.t.Errorf("%s: %v", text, rows)
		}
	}
}

// remodel creates and drops indexes and constraints.
func (s *stress) remodel() {
	session := s.in.NewSession("")
	defer session.Close()
	for {
		for _, text := range []string{
			"CREATE INDEX ON :Account(balance)", "CREATE INDEX ON :Customer", "CREATE CONSTRAINT ON (a:Account) ASSERT EXISTS (a.balance)",
			"DROP INDEX ON :Account(balance)", "DROP INDEX ON :Customer", "DROP CONSTRAINT ON (a:Account) ASSERT EXISTS (a.balance)",
		} {
			s.run(session, text, value.Null)
		}
		select {
		case <-s.done:
			return
		default:
		}
	}
}

func (s *stress) collect() {
	for {
		s.db.CollectGarbage()
		select {
		case <-s.done:
			return
		default:
		}
	}
}
