package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
	_ "time/tzdata" // zones are known wherever the binary runs

	"github.com/coreos/go-systemd/v22/daemon"
	"go.uber.org/zap"

	"memgraphd/bolt"
	"memgraphd/config"
	"memgraphd/cypher"
	"memgraphd/durability"
	"memgraphd/engine"
	"memgraphd/engine/auth"
)

// drainTimeout is how long a stop waits for running statements to notice it.
const drainTimeout = 10 * time.Second

// exitCode returns the exit code of an error.
func exitCode(err error) int {
	if errors.Is(err, durability.ErrCorrupt) {
		return exitDamaged
	}
	return exitFailure
}

// server is the running server: the rooms, wired.
type server struct {
	cfg         *config.Config
	log         *zap.Logger
	level       zap.AtomicLevel
	stdout      io.Writer
	store       *durability.Store
	interpreter *cypher.Interpreter
	users       *auth.Users
	backend     *backend
	bolt        *bolt.Server
	certs       *bolt.Certificates
	listener    net.Listener
	stops       []func() // run in reverse order
}

// serve runs the server until a signal ends it.
func serve(cfg *config.Config, warnings []config.Warning, stdout, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	log, level, closeLog, err := newLogger(cfg.Log, stderr)
	if err != nil {
		return err
	}
	defer func() { _ = log.Sync(); _ = closeLog() }()
	for _, w := range warnings {
		log.Warn(w.String())
	}
	s := &server{cfg: cfg, log: log, level: level, stdout: stdout}
	fmt.Fprintf(stdout, "You are running memgraphd v%s\n", version)
	if err := s.start(ctx); err != nil {
		log.Error("The start failed.", zap.Error(err))
		return errors.Join(err, s.stop())
	}
	_, _ = daemon.SdNotify(false, daemon.SdNotifyReady)
	<-ctx.Done()
	stop() // a second signal ends the process at once
	log.Info("Stopping.")
	fmt.Fprintln(stdout, "Stopping: running statements are asked to end.")
	_, _ = daemon.SdNotify(false, daemon.SdNotifyStopping)
	return s.stop()
}

// start recovers the data and opens the doors.
func (s *server) start(ctx context.Context) error {
	steps := []func(context.Context) error{s.loadCertificates, s.openStore, s.openInterpreter, s.runInitFile, s.openBolt, s.openMetrics, s.runInitDataFile}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return errors.New("stopped by a signal during the start")
		}
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// stop closes the doors, ends what runs and closes the store.
func (s *server) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), drainTimeout)
	defer cancel()
	for i := len(s.stops) - 1; i >= 0; i-- {
		s.stops[i]()
	}
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
	if s.store == nil {
		return nil
	}
	err := s.store.Close()
	if err == nil {
		fmt.Fprintln(s.stdout, "Stopped; all data are on disk.")
	}
	return err
}

func (s *server) openStore(ctx context.Context) error {
	cfg := s.cfg
	interval := cfg.Snapshot.Cron
	if interval == "" && cfg.Snapshot.Every > 0 {
		interval = strconv.Itoa(int(cfg.Snapshot.Every / time.Second))
	}
	location, err := time.LoadLocation(cfg.Timezone)
	if err != nil {
		return fmt.Errorf("timezone: %w", err)
	}
	start := time.Now()
	s.store, err = durability.Open(ctx, durability.Options{
		Directory: cfg.Storage.DataDirectory, Logger: s.log.Named("durability"), LockTimeout: cfg.Storage.LockTimeout,
		SkipRecovery: !cfg.Storage.RecoverOnStartup, AllowFailure: cfg.Storage.AllowRecoveryFailure,
		Workers: cfg.Storage.RecoveryThreads, Log: cfg.WAL.Enabled, SegmentSize: int64(cfg.WAL.FileSize), SyncEvery: cfg.WAL.SyncEvery,
		SnapshotInterval: interval, Location: location, SnapshotOnExit: cfg.Snapshot.OnExit, SnapshotWorkers: cfg.Snapshot.Threads,
		Retention: cfg.Snapshot.Retention, DiscardReplaced: !cfg.Snapshot.KeepOld,
		Replaced: func(db *engine.Database) { s.interpreter.Replace(db) },
	})
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(cfg.Storage.DataDirectory)
	if err != nil {
		return err
	}
	info := s.store.Database().Info()
	fmt.Fprintf(s.stdout, "Data directory: %s\nRecovered %d nodes and %d relationships in %s\n",
		dir, info.Nodes, info.Relationships, time.Since(start).Round(time.Millisecond))
	return nil
}

func (s *server) openInterpreter(context.Context) error {
	var err error
	s.users, err = auth.New(s.store.Database, auth.Options{
		NamePattern: s.cfg.Auth.NameRegex, PasswordPattern: s.cfg.Auth.PasswordRegex, PermitNull: s.cfg.Auth.PermitNullPassword,
	})
	if err != nil {
		return err
	}
	location, err := time.LoadLocation(s.cfg.Timezone)
	if err != nil {
		return err
	}
	opts := cypher.Options{
		Disk: s.store, Users: s.users, Version: version, QueryTimeout: s.cfg.Query.Timeout,
		HopsStrict: !s.cfg.Query.HopsLimitPartialResults, PlanCacheSize: s.cfg.Query.PlanCacheSize, MemoryLimit: s.memoryLimit(), Location: location,
		Isolation: isolationLevel(s.cfg.Storage.IsolationLevel),
		Files:     newFiles(s.cfg.Query.AllowLoadCSV, s.cfg.Query.DownloadTimeout),
		Settings:  s.settings(), Process: processInfo, ReloadTLS: s.reloadTLS(),
		Sessions: func() []cypher.ActiveSession { return s.backend.active() },
		Log:      s.log.Named("query"), SlowQuery: s.cfg.Log.MinDuration, LogFailed: s.cfg.Log.FailedQueries,
	}
	for _, r := range s.cfg.Settings() {
		opts.Config = append(opts.Config, cypher.ConfigRow{Name: r.Name, Default: r.Default, Current: r.Current, Description: r.Description})
	}
	s.interpreter = cypher.New(s.store.Database(), opts)
	s.backend = newBackend(s.interpreter, s.users)
	return s.createInitialUser()
}

func (s *server) createInitialUser() error {
	name, password := s.cfg.Auth.InitialUser, s.cfg.Auth.InitialPassword
	if name == "" || s.users.Exists(name) {
		return nil
	}
	if err := s.users.Create(context.Background(), name, &password); err != nil {
		return fmt.Errorf("MEMGRAPH_USER: %w", err)
	}
	s.log.Info("Created the user of MEMGRAPH_USER.", zap.String("user", name))
	return nil
}

func (s *server) openBolt(context.Context) error {
	cfg := s.cfg.Bolt
	opts := bolt.Options{Logger: s.log.Named("bolt"), ServerName: cfg.ServerName}
	if s.certs != nil {
		opts.TLS = s.certs.Config()
	}
	address := net.JoinHostPort(cfg.Address, strconv.Itoa(cfg.Port))
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("listen on %s: %w: stop whatever uses the port, or choose another with --bolt-port", address, err)
	}
	s.bolt, s.listener = bolt.New(s.backend, opts), listener
	go func() {
		if err := s.bolt.Serve(listener); err != nil {
			s.log.Error("The Bolt listener ended.", zap.Error(err))
		}
	}()
	fmt.Fprintf(s.stdout, "Listening for Bolt on %s\n", listener.Addr())
	if !s.users.Any() && !loopback(cfg.Address) {
		s.log.Warn("There are no users, so everybody who reaches the port may do everything. Create one with CREATE USER, or listen on 127.0.0.1 only (--bolt-address).")
	}
	return nil
}

func loopback(address string) bool {
	ip := net.ParseIP(address)
	return address == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *server) openMetrics(context.Context) error {
	handler := newMetricsHandler(s.cfg.Metrics.Format, figures(s.interpreter, s.bolt.Metrics()))
	stop, err := startMetrics(s.cfg.Metrics, handler, s.log)
	if err != nil {
		s.log.Warn("Metrics are not served: the port can't be had (--metrics-port).", zap.Error(err))
		return nil
	}
	s.stops = append(s.stops, stop)
	return nil
}

func (s *server) loadCertificates(context.Context) error {
	if !s.cfg.Bolt.TLS() {
		return nil
	}
	var err error
	s.certs, err = bolt.LoadCertificates(s.cfg.Bolt.CertFile, s.cfg.Bolt.KeyFile)
	return err
}

// reloadTLS returns how to load the certificate again; nil without one.
func (s *server) reloadTLS() func() error {
	if s.certs == nil {
		return nil
	}
	return s.certs.Reload
}

// readScript reads a file, of which a missing one is empty.
func readScript(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return data, err
}
