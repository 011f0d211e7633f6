package engine

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// panicLog panics, as a defect behind the commit lock would.
type panicLog struct{}

func (panicLog) Append(uint64, []byte, func(error)) error { panic("defect") }
func (panicLog) Flush()                                   {}

// TestPanicInCommitEndsTheProcess runs itself in another process, where a
// commit panics below a recover.
func TestPanicInCommitEndsTheProcess(t *testing.T) {
	if os.Getenv("ENGINE_TEST_DOOM") != "" {
		defer func() { _ = recover() }()
		db := New(Options{})
		w := db.Begin(TxnOptions{})
		if _, err := w.CreateNodes(1, 0, nil); err != nil {
			t.Fatal(err)
		}
		db.log = panicLog{}
		_ = w.Commit(context.Background())
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.timeout=20s")
	cmd.Env = append(os.Environ(), "ENGINE_TEST_DOOM=1")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "panic while committing") {
		t.Fatalf("%v: %s", err, out)
	}
}
