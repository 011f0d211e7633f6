package cypher_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// lateLog accepts each record a while after it was appended.
type lateLog chan func(error)

func (l lateLog) Append(_ uint64, _ []byte, done func(error)) error {
	l <- done
	return nil
}

func (lateLog) Flush() {}

func (l lateLog) run() {
	for done := range l {
		time.Sleep(100 * time.Microsecond)
		done(nil)
	}
}

// TestEnumIsChangedByOneAtATime: no value is lost that a statement has added.
func TestEnumIsChangedByOneAtATime(t *testing.T) {
	log := make(lateLog, 100)
	go log.run()
	defer close(log)
	db := engine.New(engine.Options{Log: log})
	defer db.Close()
	in := cypher.New(db, cypher.Options{})
	s := in.NewSession("")
	defer s.Close()
	run(t, s, "CREATE ENUM E VALUES { first }", nil)
	const sessions, each = 4, 25
	var wg sync.WaitGroup
	for i := range sessions {
		wg.Go(func() {
			s := in.NewSession("")
			defer s.Close()
			for j := range each {
				text := fmt.Sprintf("ALTER ENUM E ADD VALUE v%d_%d", i, j)
				if _, err := s.Run(t.Context(), text, value.Null, cypher.TxOptions{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	r, err := s.Run(t.Context(), "SHOW ENUMS", value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := r.Rows(t.Context())
	if err != nil || len(rows[0][1].AsList()) != 1+sessions*each {
		t.Fatalf("%v, %v", rows, err)
	}
}
