package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

const (
	answerLook  = time.Millisecond // how often a server that starts is asked
	answerLimit = 10 * time.Minute // for a start
	stopLimit   = time.Minute      // for a stop
	firstAnswer = "MATCH (n:User {id: 7})-->(m) RETURN count(m)"
)

// whole measures what concerns the whole database: it starts the server that o.args
// names, loads the graph, makes snapshots, and starts the server on them again. The server's
// arguments must give it an empty data directory, the address of --uri, and no snapshot at exit.
func whole(ctx context.Context, o *options) error {
	if len(o.args) == 0 {
		return errors.New("whole takes the server and its arguments, behind --")
	}
	w := wholeRun{o: o, figures: map[string]float64{}}
	defer w.kill()
	if _, err := w.start(ctx, ""); err != nil {
		return err
	}
	o.pid = w.cmd.Process.Pid
	if err := load(ctx, o); err != nil {
		return err
	}
	w.rest()
	w.memory("after_load")
	if err := w.snapshots(ctx); err != nil {
		return err
	}
	if err := w.recoveries(ctx); err != nil {
		return err
	}
	return w.keep()
}

// wholeRun is the server at work and what was measured of it.
type wholeRun struct {
	o       *options
	cmd     *exec.Cmd
	figures map[string]float64
}

// start starts the server and returns how long it took to answer question, or to
// take a connection if there is none.
func (w *wholeRun) start(ctx context.Context, question string) (time.Duration, error) {
	w.cmd = exec.CommandContext(ctx, w.o.args[0], w.o.args[1:]...)
	w.cmd.Stderr = os.Stderr
	begin := time.Now()
	if err := w.cmd.Start(); err != nil {
		return 0, err
	}
	for {
		err := w.ask(ctx, question)
		took := time.Since(begin)
		if err == nil {
			return took, nil
		}
		if took > answerLimit {
			return 0, fmt.Errorf("the server does not answer: %w", err)
		}
		time.Sleep(answerLook)
	}
}

func (w *wholeRun) ask(ctx context.Context, question string) error {
	c, err := client.Dial(ctx, "tcp", w.o.uri, client.Options{})
	if err != nil {
		return err
	}
	defer c.Close()
	if question != "" {
		_, err = c.Query(question, value.Map(nil), nil)
	}
	return err
}

// stop ends the server and waits for it.
func (w *wholeRun) stop() error {
	cmd := w.cmd
	w.cmd = nil
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	defer time.AfterFunc(stopLimit, func() { _ = cmd.Process.Kill() }).Stop()
	return cmd.Wait()
}

func (w *wholeRun) kill() {
	if w.cmd != nil {
		_ = w.cmd.Process.Kill()
		_ = w.cmd.Wait()
	}
}

// memory notes what the server occupies at rest, and has occupied at most.
func (w *wholeRun) memory(when string) {
	pid := w.cmd.Process.Pid
	w.note("resident_mib_"+when, status(pid, "VmRSS"))
	w.note("peak_mib_"+when, status(pid, "VmHWM"))
}

// rest gives the server time to put its memory in order.
func (w *wholeRun) rest() { time.Sleep(time.Duration(w.o.rest * float64(time.Second))) }

func (w *wholeRun) note(name string, v float64) {
	w.figures[name] = v
	fmt.Fprintf(w.o.out, "%-32s %s\n", name, digits(v))
}

// snapshots measures CREATE SNAPSHOT.
func (w *wholeRun) snapshots(ctx context.Context) error {
	c, err := client.Dial(ctx, "tcp", w.o.uri, client.Options{})
	if err != nil {
		return err
	}
	defer c.Close()
	var wall, cpu []float64
	var path string
	for range w.o.rounds {
		used, begin := cpuTime(w.cmd.Process.Pid), time.Now()
		_, err := c.Query("CREATE SNAPSHOT", value.Map(nil), func(r *client.Record) error {
			cells, err := r.Values()
			if err == nil && len(cells) > 0 {
				path, _ = cells[0].(string)
			}
			return err
		})
		if err != nil {
			return err
		}
		wall, cpu = append(wall, milliseconds(time.Since(begin))), append(cpu, milliseconds(cpuTime(w.cmd.Process.Pid)-used))
	}
	w.spread("snapshot_wall_ms", wall)
	w.spread("snapshot_cpu_ms", cpu)
	if info, err := os.Stat(filepath.Clean(path)); err == nil {
		w.note("snapshot_mib", float64(info.Size())/(1<<20))
	}
	w.memory("after_snapshots")
	return nil
}

// recoveries measures starts of the server on the data.
func (w *wholeRun) recoveries(ctx context.Context) error {
	var wall, cpu []float64
	for range w.o.rounds {
		if err := w.stop(); err != nil {
			return err
		}
		took, err := w.start(ctx, firstAnswer)
		if err != nil {
			return err
		}
		wall, cpu = append(wall, milliseconds(took)), append(cpu, milliseconds(cpuTime(w.cmd.Process.Pid)))
	}
	w.spread("recovery_wall_ms", wall)
	w.spread("recovery_cpu_ms", cpu)
	w.memory("at_first_answer")
	w.rest()
	w.memory("after_recovery")
	return w.stop()
}

// spread notes the median of several measurements and the least of them.
func (w *wholeRun) spread(name string, list []float64) {
	slices.Sort(list)
	n := len(list)
	w.note(name, (list[n/2]+list[(n-1)/2])/2)
	w.note(name+"_least", list[0])
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// keep adds the figures to the result file.
func (w *wholeRun) keep() error {
	res, err := openResult(w.o)
	if err != nil {
		return err
	}
	for name, v := range w.figures {
		res.Load[name] = v
	}
	res.Machine, res.When = thisMachine(), time.Now().UTC()
	return res.write(w.o.json)
}
