package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // zones are known wherever the binary runs

	"github.com/coreos/go-systemd/v22/daemon"
	"go.uber.org/zap"

	"memgraphd/bolt"
	"memgraphd/config"
	"memgraphd/cypher"
	"memgraphd/durability"
	"memgraphd/engine/auth"
)

// drainTimeout is how long a stop waits for running statements to notice it.
const drainTimeout = 10 * time.Second

// server is the running server: the rooms, wired.
type server struct {
	cfg         *config.Config
	log         *logging
	stdout      io.Writer
	store       *durability.Store
	interpreter *cypher.Interpreter
	users       *auth.Users
	files       *files
	mappings    map[string]string  // further names of procedures and functions
	longQueries func(running bool) // told when there are queries that run for long
	backend     *backend
	bolt        *bolt.Server
	address     string // of Bolt
	certs       *bolt.Certificates
	failed      chan error // what the server can't go on without
	stops       []func()   // run in reverse order
	pacer       *pacer
}

// serve runs the server until a signal ends it.
func serve(cfg *config.Config, warnings []config.Warning, stdout, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	log, err := newLogging(cfg.Log, stderr)
	if err != nil {
		return err
	}
	defer log.close()
	for _, w := range warnings {
		log.Warn(w.String())
	}
	s := &server{cfg: cfg, log: log, stdout: stdout, failed: make(chan error, 1)}
	fmt.Fprintf(stdout, "You are running memgraphd %s, compatible with Memgraph %s\n", version, compatible)
	err = s.start(ctx)
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		fmt.Fprintln(stdout, "Stopped by a signal during the start.")
		return s.stop()
	}
	if err != nil {
		s.logFailure("The start failed.", err)
		return errors.Join(err, s.stop())
	}
	err = s.wait(ctx)
	stop() // a second signal ends the process at once
	log.Info("Stopping.")
	fmt.Fprintln(stdout, "Stopping: running statements are asked to end.")
	notify(daemon.SdNotifyStopping + "\nSTATUS=Stopping")
	if err = errors.Join(err, s.stop()); err != nil {
		s.logFailure("The stop was not clean.", err)
		return &runError{err}
	}
	fmt.Fprintln(stdout, "Stopped; all data are on disk.")
	return nil
}

// wait returns when the server is to stop.
func (s *server) wait(ctx context.Context) error {
	defer watchdog(s.touch, s.log.Logger)()
	select {
	case <-ctx.Done():
		return nil
	case err := <-s.failed:
		return err
	}
}

// touch returns if commits and readers can go on.
func (s *server) touch() { s.store.Database().MetaKeys("") }

// logFailure writes an error to the log file; to stderr goes what main prints.
func (s *server) logFailure(message string, err error) {
	if s.cfg.Log.File != "" {
		s.log.Error(message, zap.Error(err))
	}
}

// start recovers the data and opens the doors.
func (s *server) start(ctx context.Context) error {
	defer extending()()
	steps := []func(context.Context) error{
		s.paceCollector, s.favourShort, s.loadCertificates, s.readMappings, s.checkPort, s.openStore, s.openInterpreter, s.accountMemory, s.runInitFile,
		s.openBolt, s.openMetrics, s.openMonitor, s.watchMemory, s.runInitDataFile, s.announce,
	}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(ctx); err != nil {
			return err
		}
	}
	s.pacer.recovered(func() int64 {
		db := s.store.Database()
		return db.NodeCount() + db.RelationshipCount()
	})
	return nil
}

// stop closes the doors, ends what runs and closes the store.
func (s *server) stop() error {
	defer extending()()
	s.closeDoors()
	for i := len(s.stops) - 1; i >= 0; i-- {
		s.stops[i]()
	}
	if s.store == nil {
		return nil
	}
	return s.store.Close()
}

// closeDoors ends what runs: clients get an error for it.
func (s *server) closeDoors() {
	ctx, cancel := context.WithTimeout(context.Background(), drainTimeout)
	defer cancel()
	if s.interpreter != nil {
		go s.interpreter.Shutdown(ctx)
	}
	if s.bolt != nil {
		if err := s.bolt.Shutdown(ctx); err != nil {
			s.log.Warn("Some connections did not end in time.", zap.Error(err))
		}
	}
	if s.interpreter != nil {
		s.interpreter.Shutdown(ctx)
	}
}
