package bolt

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"memgraphd/engine/value"
)

// fakeBackend understands a handful of words instead of queries:
//
//	echo            one record, the parameter x
//	count N         N records, the integers from 0
//	node, rel, path one record of the little graph below
//	nested, graph   the same inside a map, and as a subgraph
//	virtual         a virtual graph and a path through it
//	wrong           a record that fails in the middle
//	stats, notify, profile   summaries
//	fail CLASS      an error when it is run; late CLASS: after one record
//	block           runs until its context or the test ends it
//	deaf            runs for a minute whatever its context says
//	panic           in Pull
//	BEGIN, COMMIT, ROLLBACK
//
// The little graph is (:A {n: 1})-[3:T {w: 0.5}]->(:B).
type fakeBackend struct {
	mu       sync.Mutex
	sessions []*fakeSession
	blocked  chan struct{} // receives when a query blocks
	open     atomic.Int64  // sessions that were not closed
	tame     bool          // nothing lasts for long
}

func newFakeBackend() *fakeBackend { return &fakeBackend{blocked: make(chan struct{}, 16)} }

func (b *fakeBackend) NewSession(_ context.Context, info ConnectionInfo) (Session, error) {
	if info.UserAgent == "unwanted" {
		return nil, Errorf(ClientError, "unwanted client")
	}
	s := &fakeSession{backend: b, info: info}
	b.mu.Lock()
	b.sessions = append(b.sessions, s)
	b.mu.Unlock()
	b.open.Add(1)
	return s, nil
}

type fakeSession struct {
	backend *fakeBackend
	info    ConnectionInfo
	user    string
	inTx    bool
	opts    TxOptions // of the latest transaction
	open    int       // results
	resets  int

	rows      atomic.Int64 // records written
	cancelled atomic.Bool  // ends a block
}

func (s *fakeSession) Authenticate(_ context.Context, scheme, principal, credentials string) error {
	if scheme != "none" && (scheme != "basic" || principal != "" && credentials != "secret") {
		return ErrUnauthenticated
	}
	s.user = principal
	return nil
}

func (s *fakeSession) Begin(_ context.Context, opts TxOptions) error {
	if opts.Database == "missing" {
		return Errorf(ClientError, "Unknown database name: missing")
	}
	s.inTx, s.opts = true, opts
	return nil
}

func (s *fakeSession) Commit(context.Context) (string, error) {
	if s.open != 0 {
		return "", fmt.Errorf("%d results are open", s.open)
	}
	s.inTx = false
	return "mark", nil
}

func (s *fakeSession) Rollback(context.Context) error {
	s.inTx = false
	return nil
}

func (s *fakeSession) Reset() {
	s.resets++
	s.inTx = false
}

func (s *fakeSession) InTransaction() bool { return s.inTx }

func (s *fakeSession) Close() { s.backend.open.Add(-1) }

func (s *fakeSession) Run(ctx context.Context, query string, params value.Value, opts TxOptions) (Result, error) {
	if !s.inTx {
		s.opts = opts
	}
	word, arg, _ := strings.Cut(query, " ")
	if s.backend.tame && (word == "block" || word == "deaf" || len(arg) > 9) {
		word = "no " + word
	}
	r := &fakeResult{session: s, word: word, params: params, rows: 1}
	switch word {
	case "count":
		r.rows, _ = strconv.ParseInt(arg, 10, 64)
		if s.backend.tame {
			r.rows = min(r.rows, 1000)
		}
	case "BEGIN", "COMMIT", "ROLLBACK":
		s.inTx = word == "BEGIN"
		r.rows = 0
	case "stats", "notify", "profile":
		r.rows = 0
	case "fail":
		return nil, fakeError(arg)
	case "late":
		r.late = fakeError(arg)
		r.rows = 2
	case "echo", "node", "rel", "path", "nested", "graph", "virtual", "wrong", "block", "deaf", "panic":
	default:
		return nil, Errorf(ClientError, "Error on line 1 position 1. The underlying parsing error is mismatched input '%s'", word)
	}
	s.open++
	return r, nil
}

func fakeError(class string) error {
	switch class {
	case "client":
		return Errorf(ClientError, "a client error")
	case "transient":
		return Errorf(TransientError, "a transient error")
	case "plain":
		return errors.New("an error of no class")
	}
	return Errorf(DatabaseError, "a database error")
}

type fakeResult struct {
	session *fakeSession
	word    string
	params  value.Value
	next    int64
	rows    int64
	late    error
	summary Summary
}

var fakeFields = []string{"x"}

func (r *fakeResult) Fields() []string {
	if r.rows == 0 && r.word != "count" {
		return nil
	}
	return fakeFields
}

func (r *fakeResult) Pull(ctx context.Context, n int64, w *RecordWriter) (bool, error) {
	w.SetGraph(littleGraph{})
	for ; r.next < r.rows && n != 0; n-- {
		if r.next > 0 && r.late != nil {
			return false, r.late
		}
		if err := r.row(ctx, w); err != nil {
			return false, err
		}
		r.next++
	}
	return r.next < r.rows, ctx.Err()
}

func (r *fakeResult) row(ctx context.Context, w *RecordWriter) error {
	switch r.word {
	case "panic":
		panic("a bug")
	case "block":
		r.session.backend.blocked <- struct{}{}
		for !r.session.cancelled.Load() && ctx.Err() == nil {
			time.Sleep(time.Millisecond)
		}
		return ctx.Err()
	case "deaf":
		time.Sleep(time.Minute)
	}
	r.session.rows.Add(1)
	w.BeginRecord(1)
	var err error
	switch r.word {
	case "count", "late":
		w.Int(r.next)
	case "echo":
		x, _ := r.params.Get("x")
		err = w.Value(x)
	case "node":
		err = w.Value(value.NodeRef(1))
	case "rel":
		err = w.Value(value.RelationshipRef(3))
	case "path":
		err = w.Value(value.PathValue(&value.Path{Nodes: []uint64{1, 2, 1}, Rels: []uint64{3, 3}}))
	case "nested":
		err = w.Value(value.Map([]value.Entry{{Key: "n", Value: value.List([]value.Value{value.NodeRef(2), value.RelationshipRef(3)})}}))
	case "graph":
		err = w.Value(value.GraphValue(&value.Graph{Nodes: []uint64{1, 2}, Rels: []uint64{3}}))
	case "virtual":
		err = w.Value(virtualValues())
	case "wrong":
		err = w.Value(value.List([]value.Value{value.Int(1), value.NodeRef(404)}))
	}
	if err != nil {
		return errors.Join(w.AbortRecord(), err)
	}
	return w.EndRecord()
}

func (r *fakeResult) Discard(ctx context.Context, n int64) (bool, error) {
	if n < 0 || r.next+n > r.rows {
		n = r.rows - r.next
	}
	r.next += n
	return r.next < r.rows, ctx.Err()
}

func (r *fakeResult) Summary() *Summary {
	s := &r.summary
	s.Database = "memgraph"
	switch r.word {
	case "echo", "count":
		s.Type = ReadOnly
	case "stats":
		s.Counters = Counters{NodesCreated: 2, PropertiesSet: 1}
		s.Timings = &Timings{Parsing: 0.25, CostEstimate: 3}
		s.RunID, s.Hops = "run", 4
	case "notify":
		s.Notifications = []Notification{
			{Severity: "INFO", Code: "PlanHinting", Title: "hint", Description: "d", Position: &Position{0, 1, 1}},
			{Severity: "WARNING", Code: "IndexDoesNotExist", Title: "no index"},
		}
	case "profile":
		s.ProfileText = "{}"
		s.Profile = &Plan{
			Operator: "Produce", Rows: 1, DBHits: 2, Children: []*Plan{{Operator: "Once"}},
			Arguments: value.Map([]value.Entry{{Key: "Time", Value: value.Int(7)}}), Identifiers: []string{"n"},
		}
	}
	return s
}

func (r *fakeResult) Close() error {
	r.session.open--
	return nil
}

// virtualValues is (:V {n: 1})-[:W]->(:V) as a virtual graph, and a path there and back.
func virtualValues() value.Value {
	none := value.Map(nil)
	a := value.VirtualNodeValue(&value.VirtualNode{ID: -1, Labels: []string{"V"}, Properties: value.Map([]value.Entry{{Key: "n", Value: value.Int(1)}})})
	b := value.VirtualNodeValue(&value.VirtualNode{ID: -2, Labels: []string{"V"}, Properties: none})
	r := value.VirtualRelationshipValue(&value.VirtualRelationship{ID: -3, Type: "W", From: a, To: b, Properties: none})
	graph := value.VirtualGraphValue(&value.VirtualGraph{ID: -4, Nodes: []value.Value{a, b}, Rels: []value.Value{r}})
	walk := &value.Path{
		Nodes: []uint64{a.AsID(), b.AsID(), a.AsID()}, Rels: []uint64{r.AsID(), r.AsID()},
		Virtual: &value.VirtualPath{Nodes: []value.Value{a, b, a}, Rels: []value.Value{r, r}},
	}
	return value.List([]value.Value{graph, value.PathValue(walk)})
}

// littleGraph is the graph of the fake backend.
type littleGraph struct{}

func (littleGraph) WriteNode(w *RecordWriter, id uint64) error {
	switch id {
	case 1:
		w.BeginNode(1, 1)
		w.String("A")
		w.BeginMap(1)
		w.Key("n")
		w.Int(1)
	case 2:
		w.BeginNode(2, 1)
		w.String("B")
		w.BeginMap(0)
	default:
		return Errorf(ClientError, "Trying to return a deleted node.")
	}
	w.EndNode()
	return nil
}

func (littleGraph) WriteRelationship(w *RecordWriter, id uint64) error {
	w.BeginRelationship(id, 1, 2, "T")
	littleProperties(w)
	return nil
}

func (littleGraph) WriteUnboundRelationship(w *RecordWriter, id uint64) error {
	w.BeginUnboundRelationship(id, "T")
	littleProperties(w)
	return nil
}

func littleProperties(w *RecordWriter) {
	w.BeginMap(1)
	w.Key("w")
	w.Float(0.5)
	w.EndRelationship()
}

func (littleGraph) StartNode(uint64) (uint64, error) { return 1, nil }
