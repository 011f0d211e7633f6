package main

import (
	"context"
	"fmt"
	"net"
	"os"

	"memgraphd/bolt"
	"memgraphd/engine/value"
)

// floor serves one constant record for every query: what the protocol alone costs.
func floor(_ context.Context, o *options) error {
	l, err := net.Listen("tcp", o.listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "process %d answers on %s\n", os.Getpid(), l.Addr())
	return bolt.New(constantBackend{}, bolt.Options{}).Serve(l)
}

type constantBackend struct{}

func (constantBackend) NewSession(context.Context, bolt.ConnectionInfo) (bolt.Session, error) {
	return constantSession{}, nil
}

// constantSession answers every query with one record.
type constantSession struct{}

func (constantSession) Authenticate(context.Context, string, string, string) error { return nil }
func (constantSession) Run(context.Context, string, value.Value, bolt.TxOptions) (bolt.Result, error) {
	return constantResult{}, nil
}
func (constantSession) Begin(context.Context, bolt.TxOptions) error { return nil }
func (constantSession) Commit(context.Context) (string, error)      { return "", nil }
func (constantSession) Rollback(context.Context) error              { return nil }
func (constantSession) Reset()                                      {}
func (constantSession) InTransaction() bool                         { return false }
func (constantSession) Close()                                      {}

type constantResult struct{}

var constantFields = []string{"1"}

func (constantResult) Fields() []string { return constantFields }
func (constantResult) Pull(_ context.Context, _ int64, w *bolt.RecordWriter) (bool, error) {
	w.BeginRecord(1)
	w.Int(1)
	return false, w.EndRecord()
}
func (constantResult) Discard(context.Context, int64) (bool, error) { return false, nil }
func (constantResult) Summary() *bolt.Summary                       { return &bolt.Summary{Type: bolt.ReadOnly} }
func (constantResult) Close() error                                 { return nil }
