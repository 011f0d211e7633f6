package main

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"memgraphd/bolt"
	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

func TestPercentile(t *testing.T) {
	var times []time.Duration
	for i := range 1000 {
		times = append(times, time.Duration(i+1)*time.Microsecond)
	}
	for p, want := range map[float64]float64{0: 1, 0.5: 500, 0.99: 990, 0.999: 999, 1: 1000} {
		if got := percentile(times, p); got != want {
			t.Errorf("%v: %v instead of %v", p, got, want)
		}
	}
	if got := percentile(times[:1], 0.99); got != 1 {
		t.Errorf("of one: %v", got)
	}
}

func TestCPUTime(t *testing.T) {
	before := cpuTime(os.Getpid())
	if before == 0 {
		t.Skip("the clock of a process can't be read here")
	}
	for spin := time.Now(); cpuTime(os.Getpid()) == before; {
		if time.Since(spin) > time.Minute {
			t.Fatal("the clock stands still")
		}
	}
	if cpuTime(0) != 0 {
		t.Error("no process has used time")
	}
}

// TestHashRow: the hash is what the runners of peers compute.
func TestHashRow(t *testing.T) {
	for _, c := range []struct {
		cells []any
		want  uint64
	}{
		{nil, 0xcbf29ce484222325},
		{[]any{int64(1)}, hashRow([]any{"1"})},
		{[]any{client.Struct{Tag: nodeTag, Fields: []any{int64(9), []any{}, map[string]any{"id": int64(5)}}}}, hashRow([]any{"id 5"})},
		{[]any{client.Struct{Tag: relationshipTag, Fields: []any{int64(9), int64(1), int64(2), "F", map[string]any{"since": int64(5)}}}}, hashRow([]any{"since 5"})},
		{[]any{nil, true, 0.5}, hashRow([]any{"null", "true", "5.00000000e-01"})},
	} {
		if got := hashRow(c.cells); got != c.want {
			t.Errorf("%v: %x instead of %x", c.cells, got, c.want)
		}
	}
	if hashRow([]any{"ab", "c"}) == hashRow([]any{"a", "bc"}) {
		t.Error("cells run into one another")
	}
}

// TestDraw: the parameters are the same every time, and not all of one kind.
func TestDraw(t *testing.T) {
	g := mustGenerate(t, "tiny")
	for i := range workload {
		q := &workload[i]
		a, b := q.draw(g), q.draw(g)
		if len(a) == 0 || len(a) != len(b) {
			t.Fatalf("%s: %d sets, then %d", q.name, len(a), len(b))
		}
		different := 0
		for i := range a {
			if !value.Equivalent(a[i], b[i]) {
				t.Fatalf("%s: set %d is drawn differently", q.name, i)
			}
			if i > 0 && !value.Equivalent(a[i], a[i-1]) {
				different++
			}
		}
		if q.params != nil && different == 0 {
			t.Errorf("%s: all sets are the same", q.name)
		}
	}
}

// TestRunAgainstFloor runs a few queries on the floor's server and reads what was written.
func TestRunAgainstFloor(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() { _ = bolt.New(constantBackend{}, bolt.Options{}).Serve(l) }()
	file := filepath.Join(t.TempDir(), "floor.json")
	var out bytes.Buffer
	args := []string{
		"run", "--uri", l.Addr().String(), "--size", "tiny", "--name", "floor", "--json", file, "--seconds", "0.05", "--workers", "2",
		"--only", "return_1,expand_1,mixed_50_50",
	}
	for range 2 {
		if err := dispatch(args, &out); err != nil {
			t.Fatal(err)
		}
	}
	r, err := readResult(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"return_1", "expand_1", "mixed_50_50"} {
		f := r.find(name)
		if f == nil || len(f.Samples) != 2 || f.Samples[0].Runs < 2 || f.Samples[0].Rows != int64(f.Samples[0].Runs) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if a := r.find("expand_1").Answers; a == nil || a.Sets != answeredSets || a.Rows != answeredSets {
		t.Errorf("answers %+v", a)
	}
	if !strings.Contains(out.String(), "return_1") {
		t.Errorf("printed: %s", &out)
	}
	args[6] = "other"
	if err := dispatch(args, &out); err == nil {
		t.Error("figures of two servers went into one file")
	}
}

func TestInProcess(t *testing.T) {
	var out bytes.Buffer
	file := filepath.Join(t.TempDir(), "inside.json")
	if err := dispatch([]string{"inprocess", "--size", "tiny", "--name", inside, "--seconds", "0.001", "--json", file}, &out); err != nil {
		t.Fatal(err)
	}
	r, err := readResult(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range workload {
		if q := &workload[i]; q.write == nil && (r.find(q.name) == nil || r.find(q.name).Samples[0].Runs == 0) {
			t.Errorf("%s was not run", q.name)
		}
	}
}
