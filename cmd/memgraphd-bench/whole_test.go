package main

import (
	"bytes"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

// floorVariable makes the test's own program serve the floor, until it is told to stop.
const floorVariable = "MEMGRAPHD_BENCH_FLOOR"

func TestMain(m *testing.M) {
	address := os.Getenv(floorVariable)
	if address == "" {
		os.Exit(m.Run())
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go func() { _ = dispatch([]string{"floor", "--listen", address}, os.Stderr) }()
	<-stop
}

// TestWhole starts a server, loads it, and starts it again.
func TestWhole(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	t.Setenv(floorVariable, address)
	file := filepath.Join(t.TempDir(), "whole.json")
	args := []string{"whole", "--uri", address, "--size", "tiny", "--json", file, "--rounds", "2", "--rest", "0", "--", os.Args[0]}
	var out bytes.Buffer
	if err := dispatch(args, &out); err != nil {
		t.Fatal(err)
	}
	r, err := readResult(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"us_per_relationship", "resident_mib_after_load", "snapshot_wall_ms", "recovery_wall_ms", "recovery_cpu_ms", "peak_mib_at_first_answer"} {
		if r.Load[name] <= 0 {
			t.Errorf("%s: %g", name, r.Load[name])
		}
	}
}
