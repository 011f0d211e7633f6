package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// asServer makes the test binary be the server: it is the same code, built with
// the race detector if the tests are.
const asServer = "GO_TEST_AS_MEMGRAPHD"

var binary = flag.String("binary", "", "a built memgraphd to test, instead of the code at hand")

func TestMain(m *testing.M) {
	if os.Getenv(asServer) != "" {
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// patience bounds what should take an instant.
const patience = 60 * time.Second

// command is a call of the program, with no settings but those given.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program := *binary
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(cleanEnv(), asServer+"=1", "HOME="+t.TempDir())
	return cmd
}

// cleanEnv is the environment without settings of the server.
func cleanEnv() []string {
	var env []string
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "MEMGRAPH") && !strings.HasPrefix(entry, "HOME=") {
			env = append(env, entry)
		}
	}
	return env
}

// outcome is how a call of the program ended.
type outcome struct {
	code           int
	stdout, stderr string
}

// call runs the program to its end.
func call(t *testing.T, args ...string) outcome {
	t.Helper()
	return finish(t, command(t, args...))
}

func finish(t *testing.T, cmd *exec.Cmd) outcome {
	t.Helper()
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	err := cmd.Wait()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatal(err)
	}
	return outcome{code: cmd.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
}

// running is a server process.
type running struct {
	t       *testing.T
	cmd     *exec.Cmd
	dir     string
	address string // host:port of Bolt
	stdout  *transcript
	stderr  *transcript
	gone    chan struct{} // closed when the process has ended
}

// transcript collects the lines that a process prints.
type transcript struct {
	mu    sync.Mutex // guards lines
	lines []string
}

func (tr *transcript) copyFrom(r io.Reader, each func(string)) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		tr.mu.Lock()
		tr.lines = append(tr.lines, in.Text())
		tr.mu.Unlock()
		each(in.Text())
	}
}

// String returns what was printed so far.
func (tr *transcript) String() string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return strings.Join(tr.lines, "\n")
}

// after returns the rest of the first line that begins with a prefix.
func (tr *transcript) after(prefix string) (string, bool) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	for _, line := range tr.lines {
		if rest, ok := strings.CutPrefix(line, prefix); ok {
			return rest, true
		}
	}
	return "", false
}

// start starts a server on a data directory, with ports that the kernel chooses,
// and waits until it listens. It is killed at the end of the test at the latest.
func start(t *testing.T, dir string, flags ...string) *running {
	t.Helper()
	s := launch(t, dir, flags...)
	s.await(func() bool {
		where, ok := s.stdout.after("Listening on ")
		if u, err := url.Parse(where); ok && err == nil {
			s.address = u.Host
		}
		return ok
	})
	return s
}

// launch starts a server and does not wait for it.
func launch(t *testing.T, dir string, flags ...string) *running {
	t.Helper()
	args := append([]string{
		"--data-directory=" + dir, "--bolt-address=127.0.0.1", "--bolt-port=0",
		"--metrics-port=0", "--metrics-address=127.0.0.1", "--monitoring-port=0", "--monitoring-address=127.0.0.1",
		"--data-dir-lock-acquisition-timeout-sec=10",
	}, flags...)
	s := &running{
		t: t, cmd: command(t, args...), dir: dir, stdout: &transcript{}, stderr: &transcript{}, gone: make(chan struct{}),
	}
	stdout, err := s.cmd.StdoutPipe()
	check(t, err)
	stderr, err := s.cmd.StderrPipe()
	check(t, err)
	check(t, s.cmd.Start())
	var readers sync.WaitGroup
	readers.Go(func() { s.stdout.copyFrom(stdout, func(string) {}) })
	readers.Go(func() { s.stderr.copyFrom(stderr, func(string) {}) })
	go func() {
		readers.Wait()
		_ = s.cmd.Wait()
		close(s.gone)
	}()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		<-s.gone
		if t.Failed() {
			t.Logf("server on %s printed:\n%s\n%s", dir, s.stdout, s.stderr)
		}
	})
	return s
}

// await waits until something is so. The server must not end before.
func (s *running) await(so func() bool) {
	s.t.Helper()
	deadline := time.After(patience)
	for !so() {
		select {
		case <-s.gone:
			if so() {
				return
			}
			s.t.Fatalf("the server ended with code %d:\n%s\n%s", s.cmd.ProcessState.ExitCode(), s.stdout, s.stderr)
		case <-deadline:
			s.t.Fatalf("nothing happened for %s:\n%s\n%s", patience, s.stdout, s.stderr)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// signal sends a signal and waits for the end of the process; it returns its exit code.
func (s *running) signal(sig syscall.Signal) int {
	s.t.Helper()
	check(s.t, s.cmd.Process.Signal(sig))
	return s.wait()
}

func (s *running) wait() int {
	s.t.Helper()
	select {
	case <-s.gone:
	case <-time.After(patience):
		s.t.Fatalf("the server does not end:\n%s\n%s", s.stdout, s.stderr)
	}
	return s.cmd.ProcessState.ExitCode()
}

// stop stops the server as systemd does and demands that all went well.
func (s *running) stop() {
	s.t.Helper()
	if code := s.signal(syscall.SIGTERM); code != exitOK {
		s.t.Fatalf("exit code %d after SIGTERM:\n%s\n%s", code, s.stdout, s.stderr)
	}
}

// kill ends the server as a lost process does.
func (s *running) kill() { _ = s.signal(syscall.SIGKILL) }

// portFlag tells the program's other commands where the server is.
func (s *running) portFlag() string {
	return "--bolt-port=" + s.address[strings.LastIndexByte(s.address, ':')+1:]
}

// findData returns the folder of a data set beside the repository, or skips the test.
func findData(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	check(t, err)
	for ; ; dir = filepath.Dir(dir) {
		found := filepath.Join(dir, "shared", "data", name)
		if _, err := os.Stat(found); err == nil {
			return found
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("the data set %s is not here", name)
		}
	}
}

// driver connects to the server.
func (s *running) driver(settings ...func(*config.Config)) neo4j.DriverWithContext {
	s.t.Helper()
	return s.driverAs("bolt", neo4j.NoAuth(), settings...)
}

func (s *running) driverAs(scheme string, auth neo4j.AuthToken, settings ...func(*config.Config)) neo4j.DriverWithContext {
	s.t.Helper()
	driver, err := neo4j.NewDriverWithContext(scheme+"://"+s.address, auth, settings...)
	check(s.t, err)
	s.t.Cleanup(func() { _ = driver.Close(context.Background()) })
	return driver
}

// client runs statements, each in a transaction of its own.
type testClient struct {
	t      *testing.T
	driver neo4j.DriverWithContext
}

func (s *running) client() *testClient { return &testClient{t: s.t, driver: s.driver()} }

type params = map[string]any

// try runs a statement and returns its rows.
func (c *testClient) try(query string, p params) ([][]any, error) {
	ctx := context.Background()
	session := c.driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	result, err := session.Run(ctx, query, p)
	if err != nil {
		return nil, err
	}
	var rows [][]any
	for result.Next(ctx) {
		rows = append(rows, result.Record().Values)
	}
	return rows, result.Err()
}

// rows runs a statement that must succeed.
func (c *testClient) rows(query string, p ...params) [][]any {
	c.t.Helper()
	var given params
	if len(p) > 0 {
		given = p[0]
	}
	rows, err := c.try(query, given)
	if err != nil {
		c.t.Fatalf("%s: %v", query, err)
	}
	return rows
}

// one runs a statement whose result is one value.
func (c *testClient) one(query string, p ...params) any {
	c.t.Helper()
	rows := c.rows(query, p...)
	if len(rows) != 1 || len(rows[0]) != 1 {
		c.t.Fatalf("%s: %d rows, one value was expected: %v", query, len(rows), rows)
	}
	return rows[0][0]
}

// otherTransactions counts the open transactions besides the one that asks.
func (c *testClient) otherTransactions() (n int) {
	c.t.Helper()
	for _, row := range c.rows("SHOW TRANSACTIONS") {
		if !strings.Contains(fmt.Sprint(row[2]), "SHOW TRANSACTIONS") {
			n++
		}
	}
	return n
}

// text renders rows, one a line.
func text(rows [][]any) string {
	var b strings.Builder
	for _, row := range rows {
		for i, v := range row {
			if i > 0 {
				b.WriteString(" | ")
			}
			fmt.Fprint(&b, v)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// dump is everything that the database holds, as statements.
func (c *testClient) dump() string {
	c.t.Helper()
	indexes := c.rows("SHOW INDEX INFO")
	for i := range indexes {
		indexes[i] = indexes[i][:3] // the count may include entries of old versions
	}
	return text(c.rows("DUMP DATABASE")) + text(indexes) + text(c.rows("SHOW CONSTRAINT INFO"))
}

// sound demands that the server finds nothing wrong with its own data.
func (c *testClient) sound() {
	c.t.Helper()
	if findings := c.rows("CHECK DATABASE"); len(findings) > 0 {
		c.t.Fatalf("the database is unsound:\n%s", text(findings))
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// files lists the regular files below a directory, relative to it.
func listFiles(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	check(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		found = append(found, rel)
		return err
	}))
	return found
}

// copyDir copies a directory file by file, as cp -r does.
func copyDir(t *testing.T, from, to string) {
	t.Helper()
	check(t, os.CopyFS(to, os.DirFS(from)))
}

// inTransaction runs a statement in an explicit transaction.
func inTransaction(c *testClient, query string) (*neo4j.EagerResult, error) {
	return neo4j.ExecuteQuery(context.Background(), c.driver, query, nil, neo4j.EagerResultTransformer)
}
