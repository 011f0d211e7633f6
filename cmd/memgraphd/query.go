package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"

	"memgraphd/bolt/client"
	"memgraphd/config"
	"memgraphd/cypher/normal"
	"memgraphd/engine/value"
)

// query runs statements on the server that the same flags describe, and prints
// their results with tabs between the columns. Statements are arguments, or come
// from the standard input. It stops at the first one that fails.
func query(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if err := runQueries(args, stdin, stdout); err != nil {
		fmt.Fprintf(stderr, "memgraphd query: %v\n", err)
		return exitFailure
	}
	return exitOK
}

func runQueries(args []string, stdin io.Reader, stdout io.Writer) error {
	var flags, statements []string
	for _, arg := range args {
		if strings.HasPrefix(arg, "-") {
			flags = append(flags, arg)
		} else {
			statements = append(statements, normal.SplitStatements(arg)...)
		}
	}
	cfg, _, err := config.Load(config.ProcessSources(flags))
	if err != nil {
		return err
	}
	if len(statements) == 0 {
		text, err := io.ReadAll(stdin)
		if err != nil {
			return err
		}
		statements = normal.SplitStatements(string(text))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	conn, err := dial(ctx, cfg)
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Abort() })()
	for _, statement := range statements {
		if err := runQuery(conn, statement, stdout); err != nil {
			return errors.Join(err, conn.Abort())
		}
	}
	return conn.Close()
}

// dial connects as the user of MEMGRAPH_USER or MEMGRAPH_PASSFILE, if there is one.
func dial(ctx context.Context, cfg *config.Config) (*client.Conn, error) {
	opts := client.Options{UserAgent: "memgraphd-query", Principal: cfg.Auth.InitialUser, Credentials: cfg.Auth.InitialPassword}
	if cfg.Bolt.TLS() {
		// The certificate may be for another name than this machine's own address.
		opts.TLS = &tls.Config{InsecureSkipVerify: true} //nolint:gosec // it is our own server
	}
	conn, err := client.Dial(ctx, "tcp", reachable(cfg.Bolt), opts)
	if e, ok := errors.AsType[*client.Error](err); ok && strings.HasSuffix(e.Code, ".Unauthenticated") {
		return nil, fmt.Errorf("%w: the user and password of MEMGRAPH_USER and MEMGRAPH_PASSWORD, or of the file MEMGRAPH_PASSFILE, are used", err)
	}
	return conn, err
}

// reachable is an address at which this machine reaches the server.
func reachable(cfg config.Bolt) string {
	host := cfg.Address
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, strconv.Itoa(cfg.Port))
}

// runQuery runs a statement and prints the names of its columns and its rows.
func runQuery(conn *client.Conn, statement string, stdout io.Writer) error {
	if err := conn.SendRun(statement, value.Null, value.Null); err != nil {
		return err
	}
	started, err := conn.Receive(nil)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(stdout)
	fields, _ := started.Meta.Get("fields")
	printHeader(out, fields)
	conn.SendPull(-1, -1)
	_, err = conn.Receive(func(r *client.Record) error {
		row, err := r.Values()
		if err == nil {
			printRow(out, row)
		}
		return err
	})
	return errors.Join(err, out.Flush())
}

func printHeader(out *bufio.Writer, fields value.Value) {
	if fields.Kind() != value.KindList || len(fields.AsList()) == 0 {
		return // a statement without a result
	}
	for i, name := range fields.AsList() {
		if i > 0 {
			out.WriteByte('\t')
		}
		out.WriteString(name.AsString())
	}
	out.WriteByte('\n')
}

func printRow(out *bufio.Writer, row []any) {
	for i, v := range row {
		if i > 0 {
			out.WriteByte('\t')
		}
		if text, ok := v.(string); ok {
			out.WriteString(text) // as it is, for scripts
			continue
		}
		out.Write(appendAny(nil, v))
	}
	out.WriteByte('\n')
}

// appendAny appends a value as it came over Bolt in Cypher's form.
func appendAny(dst []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return strconv.AppendBool(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case float64:
		return value.AppendFormat(dst, value.Float(v))
	case string:
		return value.AppendQuoted(dst, v)
	case []any:
		return appendEach(dst, v)
	case map[string]any:
		return appendEntries(dst, v)
	case client.Struct:
		return appendStruct(dst, v)
	}
	return fmt.Appendf(dst, "%v", v)
}

func appendEach(dst []byte, list []any) []byte {
	dst = append(dst, '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendAny(dst, v)
	}
	return append(dst, ']')
}

func appendEntries(dst []byte, m map[string]any) []byte {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	dst = append(dst, '{')
	for i, key := range keys {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(append(dst, key...), ": "...)
		dst = appendAny(dst, m[key])
	}
	return append(dst, '}')
}
