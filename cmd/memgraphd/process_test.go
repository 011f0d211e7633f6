package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// TestStartTells prints what an operator wants to know.
func TestStartTells(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir)
	s.client().rows("CREATE (:A)-[:R]->(:B)")
	s.stop()
	if out := s.stdout.String(); !strings.HasSuffix(out, "Stopped; all data are on disk.") {
		t.Errorf("the stop printed\n%s", out)
	}
	s = start(t, dir)
	for _, want := range []string{
		"You are running memgraphd", "compatible with Memgraph " + compatible, "Data directory: " + dir + "\n",
		"Recovered 2 nodes and 1 relationships in ", "Listening on bolt://" + s.address,
	} {
		if out := s.stdout.String(); !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	if errs := s.stderr.String(); errs != "" {
		t.Errorf("a quiet start printed\n%s", errs)
	}
}

func TestSecondServerIsRefused(t *testing.T) {
	s := start(t, t.TempDir())
	second := launch(t, s.dir, "--data-dir-lock-acquisition-timeout-sec=0")
	if code := second.wait(); code != exitFailure {
		t.Errorf("exit code %d", code)
	}
	want := fmt.Sprintf("Couldn't acquire lock on the storage directory %s within 0s! Another process is currently running with the same storage directory, please stop it first", s.dir)
	if !strings.Contains(second.stderr.String(), want) {
		t.Errorf("%q is missing in\n%s", want, second.stderr)
	}
	if n := s.client().one("RETURN 1"); n != int64(1) {
		t.Errorf("the first server answered %v", n)
	}
	patient := launch(t, s.dir) // waits until the first has gone
	s.stop()
	patient.await(func() bool { _, ok := patient.stdout.after("Listening on "); return ok })
}

func TestOccupiedPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	dir := filepath.Join(t.TempDir(), "data")
	s := launch(t, dir, fmt.Sprintf("--bolt-port=%d", port))
	if code := s.wait(); code != exitFailure || !strings.Contains(s.stderr.String(), "stop whatever uses the port, or choose another with --bolt-port") {
		t.Errorf("exit code %d:\n%s", code, s.stderr)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the data directory was touched before the port was looked at")
	}
	// The figures and the log are not worth a refusal.
	s = start(t, dir, fmt.Sprintf("--metrics-port=%d", port), fmt.Sprintf("--monitoring-port=%d", port))
	for _, flag := range []string{"--metrics-port", "--monitoring-port"} {
		if !strings.Contains(s.stderr.String(), flag) {
			t.Errorf("no word about %s:\n%s", flag, s.stderr)
		}
	}
}

// TestUnwritableDirectory is the first start of an ordinary user, with the
// packages' default directory: the error says what to do.
func TestUnwritableDirectory(t *testing.T) {
	parent := publicDir(t)
	check(t, os.Chmod(parent, 0o555))
	cmd := command(t, "--data-directory="+filepath.Join(parent, "data"), "--bolt-port=0")
	if os.Geteuid() == 0 { // who may write everywhere
		asNobody(t, cmd)
	}
	got := finish(t, cmd)
	if got.code != exitFailure || !strings.Contains(got.stderr, "permission denied") || !strings.Contains(got.stderr, "choose another directory with --data-directory") {
		t.Errorf("%+v", got)
	}
}

// publicDir is a directory that everyone can enter.
func publicDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "memgraphd")
	check(t, err)
	t.Cleanup(func() {
		_ = os.Chmod(dir, 0o700)
		check(t, os.RemoveAll(dir))
	})
	check(t, os.Chmod(dir, 0o755))
	return dir
}

// asNobody lets a command run as the user nobody, from a copy that he can reach.
func asNobody(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	program, err := os.ReadFile(cmd.Path)
	check(t, err)
	home := publicDir(t)
	cmd.Env = append(cmd.Env, "HOME="+home)
	cmd.Path = filepath.Join(home, "memgraphd")
	check(t, os.WriteFile(cmd.Path, program, 0o755))
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
}

// TestImpossibleDirectory is refused for root, too.
func TestImpossibleDirectory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	check(t, os.WriteFile(file, nil, 0o600))
	s := launch(t, filepath.Join(file, "data"))
	if code := s.wait(); code != exitFailure || !strings.Contains(s.stderr.String(), file) {
		t.Errorf("exit code %d:\n%s", code, s.stderr)
	}
}

func TestWrongSettings(t *testing.T) {
	for _, flags := range [][]string{{"--bolt-prot=1"}, {"--bolt-port=many"}, {"stray"}, {"--log-file=/proc/no/such/file"}} {
		s := launch(t, t.TempDir(), flags...)
		if code := s.wait(); code != exitFailure || s.stderr.String() == "" {
			t.Errorf("%v: exit code %d:\n%s", flags, code, s.stderr)
		}
	}
	if got := call(t, "--version"); got.code != exitOK || !strings.Contains(got.stdout, compatible) {
		t.Errorf("--version: %+v", got)
	}
	if got := call(t, "--help"); got.code != exitOK || !strings.Contains(got.stdout, "--data-directory") {
		t.Errorf("--help: %+v", got)
	}
}

// TestStop stops a server that is busy: the query gets an error that may be
// retried, nothing half done is kept, and the exit snapshot is there.
func TestStop(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		s := start(t, t.TempDir(), "--storage-snapshot-on-exit=true")
		c := s.client()
		someGraph(c)
		want := c.dump()
		failed := make(chan error, 1)
		go func() {
			_, err := c.try("UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y CREATE (:Half {x: x})", nil)
			failed <- err
		}()
		s.await(func() bool { return s.client().otherTransactions() == 1 })
		if code := s.signal(sig); code != exitOK {
			t.Errorf("%v: exit code %d\n%s", sig, code, s.stderr)
		}
		if err := <-failed; err == nil || !neo4j.IsRetryable(err) {
			t.Errorf("%v: the running query got %v", sig, err)
		}
		if n := len(snapshotsIn(t, s.dir)); n != 1 {
			t.Errorf("%v: %d snapshots", sig, n)
		}
		again := start(t, s.dir)
		if got := again.client().dump(); got != want {
			t.Errorf("%v: after the stop there is\n%s", sig, got)
		}
		again.stop()
		if n := len(snapshotsIn(t, s.dir)); n != 1 {
			t.Errorf("%v: %d snapshots after a run without the flag", sig, n)
		}
	}
}

// TestStopDuringStart stops a server that waits for the directory.
func TestStopDuringStart(t *testing.T) {
	first := start(t, t.TempDir())
	second := launch(t, first.dir, "--data-dir-lock-acquisition-timeout-sec=600")
	second.await(func() bool { _, ok := second.stdout.after("Data directory: "); return ok })
	if code := second.signal(syscall.SIGTERM); code != exitOK || !strings.Contains(second.stdout.String(), "Stopped by a signal during the start.") {
		t.Errorf("exit code %d\n%s\n%s", code, second.stdout, second.stderr)
	}
}

// TestHealthcheck asks servers, one of which is not there.
func TestHealthcheck(t *testing.T) {
	s := start(t, t.TempDir())
	if got := call(t, "healthcheck", s.portFlag()); got.code != exitOK || got.stderr != "" {
		t.Errorf("%+v", got)
	}
	s.stop()
	if got := call(t, "healthcheck", s.portFlag()); got.code != exitFailure || got.stderr == "" {
		t.Errorf("%+v", got)
	}
}

// TestQuery runs statements from a shell.
func TestQuery(t *testing.T) {
	s := start(t, t.TempDir())
	flag := s.portFlag()
	got := call(t, "query", flag, "CREATE (a:A {x: 1, s: 'ä'})-[:R {w: 2.5}]->(:B); MATCH p = (a)-[r]->(b) RETURN p, a, r, [a.x, 'q', {k: null}] AS l, a.s AS s")
	want := "p\ta\tr\tl\ts\n(:A {s: \"ä\", x: 1})-[:R {w: 2.5}]->(:B)\t(:A {s: \"ä\", x: 1})\t[:R {w: 2.5}]\t[1, \"q\", {k: null}]\tä\n"
	if got.code != exitOK || got.stdout != want {
		t.Errorf("got %+v, want\n%s", got, want)
	}
	temporal := "RETURN date('2020-01-02') AS a, localtime('01:02:03') AS b, localdatetime('2020-01-02T01:02') AS c, " +
		"datetime('2020-07-02T01:02+02:00') AS d, datetime('2020-07-02T01:02[Europe/Berlin]') AS e, duration('P1DT2H') AS f, point({x: 1, y: 2}) AS g"
	got = call(t, "query", flag, temporal)
	want = "2020-01-02\t01:02:03\t2020-01-02T01:02\t2020-07-02T01:02+02:00\t2020-07-02T01:02+02:00[Europe/Berlin]\tP1DT2H\tpoint({x: 1.0, y: 2.0, crs: 'cartesian'})\n"
	if got.code != exitOK || !strings.HasSuffix(got.stdout, want) {
		t.Errorf("got %+v, want\n%s", got, want)
	}
	cmd := command(t, "query", flag)
	cmd.Stdin = strings.NewReader("RETURN 1 AS one;\nRETURN 1 / 0;\nCREATE (:Never);")
	if got := finish(t, cmd); got.code != exitFailure || !strings.HasPrefix(got.stdout, "one\n1\n") || !strings.Contains(got.stderr, "Division by zero") {
		t.Errorf("%+v", got)
	}
	if n := s.client().one("MATCH (n:Never) RETURN count(n)"); n != int64(0) {
		t.Error("it went on after an error")
	}
}

// TestSubcommandHelp explains each subcommand by itself and beside the flags.
func TestSubcommandHelp(t *testing.T) {
	all := call(t, "--help")
	for _, c := range subcommands {
		usage := "memgraphd " + c.name + " " + c.operands + "\n"
		if got := call(t, c.name, "--help"); got.code != exitOK || !strings.HasPrefix(got.stdout, usage) || got.stderr != "" {
			t.Errorf("%+v", got)
		}
		if all.code != exitOK || !strings.Contains(all.stdout, usage) {
			t.Errorf("--help leaves out %q:\n%s", usage, all.stdout)
		}
	}
}

// TestUsers logs in, over a restart, and runs the shell's queries as a user.
func TestUsers(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir)
	c := s.client()
	c.rows("CREATE USER ann IDENTIFIED BY 'secret'")
	for range 2 {
		ann := &testClient{t: t, driver: s.driverAs("neo4j", neo4j.BasicAuth("ann", "secret", ""))}
		if user := ann.one("SHOW CURRENT USER"); user != "ann" {
			t.Errorf("logged in as %v", user)
		}
		cmd := command(t, "query", s.portFlag(), "SHOW CURRENT USER")
		cmd.Env = append(cmd.Env, "MEMGRAPH_USER=ann", "MEMGRAPH_PASSWORD=secret")
		if got := finish(t, cmd); got.stdout != "user\nann\n" {
			t.Errorf("%+v", got)
		}
		s.stop()
		s = start(t, dir)
	}
	if got := call(t, "query", s.portFlag(), "RETURN 1"); got.code != exitFailure || !strings.Contains(got.stderr, "MEMGRAPH_USER") {
		t.Errorf("%+v", got)
	}
	mallory := s.driverAs("bolt", neo4j.BasicAuth("ann", "guess", ""))
	if err := mallory.VerifyConnectivity(context.Background()); err == nil {
		t.Error("a wrong password was accepted")
	}
}

// TestInitFiles runs statements at every start, and goes on after one that fails.
func TestInitFiles(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(t.TempDir(), "first"), filepath.Join(t.TempDir(), "second")
	check(t, os.WriteFile(first, []byte("CREATE INDEX ON :A(x)\nNONSENSE\n\nMERGE (:A {x: 1})\n"), 0o600))
	check(t, os.WriteFile(second, []byte("MERGE (:A {x: 2})\n"), 0o600))
	for range 2 {
		s := start(t, dir, "--init-file="+first, "--init-data-file="+second)
		if n := s.client().one("MATCH (a:A) RETURN sum(a.x)"); n != int64(3) {
			t.Errorf("sum %v", n)
		}
		if !strings.Contains(s.stderr.String(), `"line": 2`) {
			t.Errorf("no word about the wrong line:\n%s", s.stderr)
		}
		s.stop()
	}
}

// TestSettingsAreKept over a restart, unless a flag says otherwise.
func TestSettingsAreKept(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir)
	c := s.client()
	c.rows(`SET DATABASE SETTING "log.min_duration_ms" TO "0"`)
	c.rows(`SET DATABASE SETTING "query.timeout" TO "77"`) // is not kept
	c.rows("RETURN 'seen'")
	s.await(func() bool { return strings.Contains(s.stderr.String(), "RETURN 'seen'") })
	if !strings.Contains(s.stderr.String(), "* Produce") {
		t.Error("the slow query's plan is missing")
	}
	if _, err := c.try(`SET DATABASE SETTING "log.min_duration_ms" TO "soon"`, nil); err == nil {
		t.Error("a wrong value was accepted")
	}
	s.kill()
	for flag, want := range map[string]string{"": "0", "--log-min-duration-ms=-1": "-1"} {
		var flags []string
		if flag != "" {
			flags = append(flags, flag)
		}
		s = start(t, dir, flags...)
		c = s.client()
		if got := c.one(`SHOW DATABASE SETTING "log.min_duration_ms"`); got != want {
			t.Errorf("with %q: %v, want %s", flag, got, want)
		}
		if got := c.one(`SHOW DATABASE SETTING "query.timeout"`); got != "600" {
			t.Errorf("query.timeout is %v", got)
		}
		s.kill()
	}
}

// TestSystemd is told when the server is ready and when it stops, and that it
// is alive.
func TestSystemd(t *testing.T) {
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(t.TempDir(), "notify"), Net: "unixgram"})
	check(t, err)
	defer socket.Close()
	heard := make(chan string, 1000)
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := socket.Read(buf)
			if err != nil {
				return
			}
			heard <- string(buf[:n])
		}
	}()
	t.Setenv("NOTIFY_SOCKET", socket.LocalAddr().String())
	t.Setenv("WATCHDOG_USEC", "20000")
	s := start(t, t.TempDir())
	for _, want := range []string{"EXTEND_TIMEOUT_USEC=", "READY=1", "WATCHDOG=1", "WATCHDOG=1"} {
		hear(t, heard, want)
	}
	s.stop()
	hear(t, heard, "STOPPING=1")
	hear(t, heard, "EXTEND_TIMEOUT_USEC=")
}

func hear(t *testing.T, heard chan string, want string) {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case message := <-heard:
			if strings.Contains(message, want) {
				return
			}
		case <-deadline:
			t.Fatalf("systemd was not told %s", want)
		}
	}
}

// TestMappingsFile gives a function another name, and refuses a file that is none.
func TestMappingsFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mappings.json")
	check(t, os.WriteFile(file, []byte(`{"my.upper": "toUpper"}`), 0o600))
	s := start(t, t.TempDir(), "--query-callable-mappings-path="+file)
	if got := s.client().one("RETURN my.upper('a')"); got != "A" {
		t.Error(got)
	}
	s.stop()
	check(t, os.WriteFile(file, []byte(`["my.upper"]`), 0o600))
	got := call(t, "--data-directory="+t.TempDir(), "--bolt-port=0", "--query-callable-mappings-path="+file)
	if got.code != exitFailure || !strings.Contains(got.stderr, file) || !strings.Contains(got.stderr, "JSON object") {
		t.Errorf("%+v", got)
	}
}

// TestMemoryLimit fills a small server: what does not fit is refused, and reading and deleting go on.
func TestMemoryLimit(t *testing.T) {
	s := start(t, t.TempDir(), "--memory-limit=96")
	c := s.client()
	c.rows("CREATE INDEX ON :A(i)")
	const fill = "UNWIND range(1, 20000) AS i CREATE (:A {i: i, s: toString(i) + 'a text that takes some room in the store'})"
	refused := func() bool {
		_, err := c.try(fill, nil)
		if err != nil && !strings.Contains(err.Error(), "Memory limit exceeded!") {
			t.Fatal(err)
		}
		return err != nil
	}
	for n := 0; !refused(); n++ {
		if n == 100 {
			t.Fatal("two million nodes fit into 96 MiB")
		}
	}
	nodes := c.one("MATCH (n:A) RETURN count(n)").(int64)
	if nodes == 0 || nodes%20000 != 0 {
		t.Errorf("%d nodes were created", nodes)
	}
	deadline := time.Now().Add(patience)
	late := func(message string) { // or time to collect what is garbage
		if time.Now().After(deadline) {
			t.Fatal(message)
		}
		time.Sleep(100 * time.Millisecond)
	}
	for nodes > 0 {
		_, err := c.try("MATCH (n:A) WITH n LIMIT 5000 DETACH DELETE n", nil)
		switch {
		case err == nil:
			nodes = c.one("MATCH (n:A) RETURN count(n)").(int64)
		case strings.Contains(err.Error(), "Memory limit exceeded!"): // for the moment
			late("nothing can be deleted")
		default:
			t.Fatal(err)
		}
	}
	for refused() {
		late("what was deleted makes no room")
	}
}
