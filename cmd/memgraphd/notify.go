package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"go.uber.org/zap"
)

const (
	// extendEvery is how often systemd is asked for extendBy more time while a
	// long start or stop goes on.
	extendEvery = 10 * time.Second
	extendBy    = 60 * time.Second
	// tellEvery is how often a long recovery is heard of on the terminal.
	tellEvery = 5 * time.Second
)

// notify tells systemd something. Outside of systemd it does nothing.
func notify(state string) { _, _ = daemon.SdNotify(false, state) }

// extending asks systemd for time until it is told to stop doing so.
func extending() (stop func()) {
	request := fmt.Sprintf("EXTEND_TIMEOUT_USEC=%d", extendBy.Microseconds())
	notify(request)
	return every(extendEvery, func() { notify(request) })
}

// watchdog tells systemd that the server is alive as long as alive returns, if
// the unit asks for that.
func watchdog(alive func(), log *zap.Logger) (stop func()) {
	interval, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		log.Warn("The watchdog of systemd is not fed.", zap.Error(err))
	}
	if err != nil || interval == 0 {
		return func() {}
	}
	return every(interval/2, func() {
		alive()
		notify(daemon.SdNotifyWatchdog)
	})
}

// every calls f periodically until it is stopped.
func every(interval time.Duration, f func()) (stop func()) {
	done := make(chan struct{})
	go func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				f()
			}
		}
	}()
	return sync.OnceFunc(func() { close(done) })
}

// recoveryTeller tells the terminal and systemd now and then how recovery goes
// on. It is safe for concurrent use.
type recoveryTeller struct {
	out io.Writer

	mu   sync.Mutex // guards last
	last time.Time
}

func newRecoveryTeller(out io.Writer) *recoveryTeller {
	return &recoveryTeller{out: out, last: time.Now()}
}

func (r *recoveryTeller) tell(stage string, done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.last) < tellEvery {
		return
	}
	r.last = time.Now()
	text := fmt.Sprintf("Recovering: %s, %d", stage, done)
	if total > 0 {
		text += fmt.Sprintf(" of %d", total)
	}
	fmt.Fprintln(r.out, text)
	notify("STATUS=" + text)
}
