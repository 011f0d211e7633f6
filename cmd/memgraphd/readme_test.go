package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// block is a fenced block of a Markdown file.
type block struct{ kind, text string }

// blocksOf returns the fenced blocks of a file of the repository, in order.
func blocksOf(t *testing.T, file string) []block {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", file))
	check(t, err)
	var blocks []block
	open := false
	for line := range strings.Lines(string(data)) {
		fence, isFence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case isFence && open:
			open = false
		case isFence:
			open = true
			blocks = append(blocks, block{kind: fence})
		case open:
			blocks[len(blocks)-1].text += line
		}
	}
	return blocks
}

// userShell is a shell as a new user has it: a home directory of his own, and
// the server's ports moved out of the way of others.
func userShell(t *testing.T, script string) *exec.Cmd {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here")
	}
	cmd := exec.Command(bash, "-eu", "-c", script)
	cmd.Dir = filepath.Join("..", "..")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Env = append(cleanEnv(), "HOME="+t.TempDir(), "LC_ALL=C",
		fmt.Sprintf("MEMGRAPHD_BOLT_PORT=%d", freePort(t)), "MEMGRAPHD_BOLT_ADDRESS=127.0.0.1",
		"MEMGRAPHD_METRICS_PORT=0", "MEMGRAPHD_METRICS_ADDRESS=127.0.0.1",
		"MEMGRAPHD_MONITORING_PORT=0", "MEMGRAPHD_MONITORING_ADDRESS=127.0.0.1")
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH"} { // which lie in the real home
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Skip("there is no go here")
		}
		cmd.Env = append(cmd.Env, name+"="+strings.TrimSpace(string(out)))
	}
	return cmd
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// TestReadmeTour runs the tour of the README, all of it in one shell, and compares
// what it prints with what the README says, where … stands for anything.
func TestReadmeTour(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the binary")
	}
	script, want := "", ""
	for _, b := range blocksOf(t, "README.md") {
		switch b.kind {
		case "sh tour":
			script += b.text
		case "text":
			want += b.text
		}
	}
	cmd := userShell(t, script)
	got := finishGroup(t, cmd)
	if got.code != 0 {
		t.Fatalf("exit code %d\n%s\n%s", got.code, got.stdout, got.stderr)
	}
	// The first server's start is not shown.
	if !tourPattern(want).MatchString(got.stdout) {
		t.Errorf("the tour printed\n%s\nthe README says\n%s\nerrors:\n%s", got.stdout, want, got.stderr)
	}
}

// tourPattern matches output in which … stands for anything, and lines that the
// server prints about itself may come in between.
func tourPattern(want string) *regexp.Regexp {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(want), "…", "(?s:.*?)")
	return regexp.MustCompile(`(?s)^You are running .*?\nListening on [^\n]*\n` + pattern + `$`)
}

// finishGroup runs a command to its end, and ends whatever it left running.
func finishGroup(t *testing.T, cmd *exec.Cmd) outcome {
	t.Helper()
	t.Cleanup(func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	timer := time.AfterFunc(5*time.Minute, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	defer timer.Stop()
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second // for servers that it left running
	_ = cmd.Run()               // its code says more
	return outcome{code: cmd.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
}

// TestReadmeCommands runs the command that starts a server, and looks for the one that tests.
func TestReadmeCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the binary")
	}
	startScript, tests := "", false
	for _, b := range blocksOf(t, "README.md") {
		if b.kind == "sh start" {
			startScript += b.text
		}
		tests = tests || b.kind == "sh" && b.text == "go test ./...\n"
	}
	if !tests {
		t.Error("the README does not say how to test")
	}
	cmd := userShell(t, startScript)
	stdout, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	said := &transcript{}
	go said.copyFrom(stdout, func(string) {})
	defer func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		_ = cmd.Wait()
	}()
	for deadline := time.Now().Add(5 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if _, ok := said.after("Listening on "); ok {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the server does not listen:\n%s", said)
		}
	}
}
