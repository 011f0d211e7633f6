package bolt_test

import (
	"context"
	"io"
	"net"
	"syscall"
	"testing"
	"time"

	"memgraphd/bolt"
	"memgraphd/bolt/client"
	"memgraphd/bolt/message"
	"memgraphd/engine/value"
)

// constant is a backend whose every query has one record, [1].
type constant struct{}

func (constant) NewSession(context.Context, bolt.ConnectionInfo) (bolt.Session, error) {
	return &constantSession{}, nil
}

type constantSession struct{ result constantResult }

func (*constantSession) Authenticate(context.Context, string, string, string) error { return nil }
func (*constantSession) Begin(context.Context, bolt.TxOptions) error                { return nil }
func (*constantSession) Commit(context.Context) (string, error)                     { return "", nil }
func (*constantSession) Rollback(context.Context) error                             { return nil }
func (*constantSession) Reset()                                                     {}
func (*constantSession) InTransaction() bool                                        { return false }
func (*constantSession) Close()                                                     {}

func (s *constantSession) Run(context.Context, string, value.Value, bolt.TxOptions) (bolt.Result, error) {
	return &s.result, nil
}

type constantResult struct{ summary bolt.Summary }

var constantFields = []string{"n"}

func (*constantResult) Fields() []string { return constantFields }

func (*constantResult) Pull(_ context.Context, _ int64, w *bolt.RecordWriter) (bool, error) {
	w.BeginRecord(1)
	w.Int(1)
	return false, w.EndRecord()
}

func (*constantResult) Discard(context.Context, int64) (bool, error) { return false, nil }
func (r *constantResult) Summary() *bolt.Summary                     { return &r.summary }
func (*constantResult) Close() error                                 { return nil }

// BenchmarkFloor measures a query that costs nothing, over loopback: what the
// protocol costs client and server together. cpu-µs/op is of the whole process.
func BenchmarkFloor(b *testing.B) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	srv := bolt.New(constant{}, bolt.Options{})
	go srv.Serve(l)
	defer srv.Shutdown(context.Background())
	c, err := client.Dial(context.Background(), "tcp", l.Addr().String(), client.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	params := value.Map([]value.Entry{{Key: "id", Value: value.Int(12345)}})
	onRecord := func(r *client.Record) error { r.Decoder().Int(); return nil }

	b.ReportAllocs()
	before := processTime(b)
	for b.Loop() {
		if _, err := c.Query("MATCH (n:Person {id: $id}) RETURN n.name", params, onRecord); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((processTime(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

// processTime returns the processor time that the process has used.
func processTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkRecords writes records of four columns as a connection does.
func BenchmarkRecords(b *testing.B) {
	w := bolt.NewRecordWriter(io.Discard, message.Newest)
	b.ReportAllocs()
	for b.Loop() {
		w.BeginRecord(4)
		w.Int(123456789)
		w.String("somebody")
		w.Float(0.5)
		w.Null()
		if err := w.EndRecord(); err != nil {
			b.Fatal(err)
		}
	}
}
