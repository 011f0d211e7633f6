package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"go.uber.org/zap"

	"memgraphd/bolt"
	"memgraphd/cypher"
	"memgraphd/durability"
	"memgraphd/engine"
	"memgraphd/engine/auth"
)

func (s *server) loadCertificates(context.Context) error {
	if !s.cfg.Bolt.TLS() {
		return nil
	}
	var err error
	s.certs, err = bolt.LoadCertificates(s.cfg.Bolt.CertFile, s.cfg.Bolt.KeyFile)
	return err
}

// readMappings reads the file that gives procedures and functions further names.
func (s *server) readMappings(context.Context) error {
	path := s.cfg.Query.CallableMappingsPath
	if path == "" {
		return nil
	}
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, &s.mappings)
	}
	if err != nil {
		return fmt.Errorf("--query-callable-mappings-path: %s: %w: it must be a JSON object of names, {\"new name\": \"name\"}", path, err)
	}
	return nil
}

// listen opens the port of Bolt.
func (s *server) listen() (net.Listener, error) {
	address := net.JoinHostPort(s.cfg.Bolt.Address, strconv.Itoa(s.cfg.Bolt.Port))
	l, err := net.Listen("tcp", address)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%w: stop whatever uses the port, or choose another with --bolt-port", err)
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("%w: ports below 1024 need a privilege, choose another with --bolt-port", err)
	}
	return nil, fmt.Errorf("%w: --bolt-address must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all", err)
}

// checkPort finds out before a long recovery that the port can't be had. It is
// not kept: whoever connects must be refused until there is an answer for him.
func (s *server) checkPort(context.Context) error {
	l, err := s.listen()
	if err != nil {
		return err
	}
	return l.Close()
}

func (s *server) openStore(ctx context.Context) error {
	cfg := s.cfg
	dir, err := filepath.Abs(cfg.Storage.DataDirectory)
	if err != nil {
		return err
	}
	location, err := time.LoadLocation(cfg.Timezone)
	if err != nil {
		return fmt.Errorf("timezone: %w", err)
	}
	fmt.Fprintf(s.stdout, "Data directory: %s\n", dir)
	start := time.Now()
	s.store, err = durability.Open(ctx, durability.Options{
		Directory: dir, Logger: s.log.Named("durability"), LockTimeout: cfg.Storage.LockTimeout,
		SkipRecovery: !cfg.Storage.RecoverOnStartup, AllowFailure: cfg.Storage.AllowRecoveryFailure,
		Workers: cfg.Storage.RecoveryThreads, Progress: newRecoveryTeller(s.stdout).tell,
		Log: cfg.WAL.Enabled, SegmentSize: int64(cfg.WAL.FileSize), SyncEvery: cfg.WAL.SyncEvery,
		SnapshotInterval: s.snapshotInterval(), Location: location, SnapshotOnExit: cfg.Snapshot.OnExit,
		SnapshotWorkers: cfg.Snapshot.Threads, Retention: cfg.Snapshot.Retention, DiscardReplaced: !cfg.Snapshot.KeepOld,
		OwnSpaces: []string{auth.Space, cypher.SettingSpace, cypher.ParameterSpace},
		Replaced:  func(db *engine.Database) { s.interpreter.Replace(db) },
	})
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w; or choose another directory with --data-directory", err)
	}
	if err != nil {
		return err
	}
	if err := s.store.Broken(); err != nil {
		fmt.Fprintf(s.stdout, "Recovery failed, an empty database is served until RECOVER SNAPSHOT: %v\n", err)
		return nil
	}
	info := s.store.Database().Info()
	fmt.Fprintf(s.stdout, "Recovered %d nodes and %d relationships in %s\n",
		info.Nodes, info.Relationships, time.Since(start).Round(time.Millisecond))
	return nil
}

func (s *server) openInterpreter(context.Context) error {
	cfg := s.cfg
	var err error
	s.users, err = auth.New(s.store.Database, auth.Options{
		NamePattern: cfg.Auth.NameRegex, PasswordPattern: cfg.Auth.PasswordRegex,
		PermitNull: cfg.Auth.PermitNullPassword, Algorithm: cfg.Auth.PasswordEncryption,
	})
	if err != nil {
		return err
	}
	location, err := time.LoadLocation(cfg.Timezone)
	if err != nil {
		return err
	}
	s.files = newFiles(cfg.Query.AllowLoadCSV, cfg.Query.DownloadTimeout, cfg.Query.S3)
	opts := cypher.Options{
		Disk: s.store, Broken: s.store.Broken, Users: s.users, Version: compatible, QueryTimeout: cfg.Query.Timeout,
		PlanCacheSize: cfg.Query.PlanCacheSize, MemoryLimit: s.memoryLimit(), Location: location,
		Isolation: isolationLevel(cfg.Storage.IsolationLevel), Files: s.files, Mappings: s.mappings, Cores: cfg.Bolt.Workers, LongQueries: s.longQueries, HopsStrict: !cfg.Query.HopsLimitPartialResults,
		Settings: s.settings(), Process: processInfo, Metrics: s.metricRows, SchemaInfo: cfg.Storage.SchemaInfo, ReloadTLS: s.reloadTLS(),
		Sessions: func() []cypher.ActiveSession { return s.backend.active() },
		Log:      s.log.Named("query"), SlowQuery: cfg.Log.MinDuration,
		LogFailed: cfg.Log.FailedQueries, LogPlan: cfg.Log.QueryPlan,
	}
	for _, r := range cfg.Settings() {
		opts.Config = append(opts.Config, cypher.ConfigRow{Name: r.Name, Default: r.Default, Current: r.Current, Description: r.Description})
	}
	s.interpreter = cypher.New(s.store.Database(), opts)
	s.backend = newBackend(s.interpreter, s.users)
	if err := s.interpreter.RestoreSettings(); err != nil {
		s.log.Warn("What SET DATABASE SETTING stored is not valid any more.", zap.Error(err))
	}
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
	opts := bolt.Options{Logger: s.log.Named("bolt"), ServerName: s.cfg.Bolt.ServerName}
	scheme := "bolt"
	if s.certs != nil {
		opts.TLS, scheme = s.certs.Config(), "bolt+s"
	}
	listener, err := s.listen()
	if err != nil {
		return err
	}
	s.bolt = bolt.New(s.backend, opts)
	go func() {
		if err := s.bolt.Serve(listener); !errors.Is(err, bolt.ErrServerClosed) {
			s.failed <- fmt.Errorf("the listener for Bolt ended: %w", err)
		}
	}()
	s.address = scheme + "://" + listener.Addr().String()
	if !s.users.Any() && !loopback(s.cfg.Bolt.Address) {
		s.log.Warn("There are no users, so everybody who reaches the port may do everything. Create one with CREATE USER, or listen on 127.0.0.1 only (--bolt-address).")
	}
	return nil
}

// announce says that the start is over.
func (s *server) announce(context.Context) error {
	fmt.Fprintf(s.stdout, "Listening on %s\n", s.address)
	notify(daemon.SdNotifyReady + "\nSTATUS=Serving")
	return nil
}

func loopback(address string) bool {
	ip := net.ParseIP(address)
	return address == "localhost" || ip != nil && ip.IsLoopback()
}

// openMetrics serves figures. The server goes on without.
func (s *server) openMetrics(context.Context) error {
	at, stop, err := startMetrics(s.cfg.Metrics, newMetricsHandler(s.cfg.Metrics.Format, s.figures()), s.log.Logger)
	if err != nil {
		s.log.Warn("Metrics are not served: the port can't be had (--metrics-port).", zap.Error(err))
		return nil
	}
	fmt.Fprintf(s.stdout, "Metrics on http://%s\n", at)
	s.stops = append(s.stops, stop)
	return nil
}

// openMonitor streams the log. The server goes on without.
func (s *server) openMonitor(context.Context) error {
	var encryption *tls.Config
	scheme := "ws"
	if s.certs != nil {
		encryption, scheme = s.certs.Config(), "wss"
	}
	at, stop, err := startMonitor(s.cfg.Monitoring, encryption, &monitor{stream: s.log.stream, users: s.users})
	if err != nil {
		s.log.Warn("The log is not streamed: the port can't be had (--monitoring-port).", zap.Error(err))
		return nil
	}
	fmt.Fprintf(s.stdout, "Log stream on %s://%s\n", scheme, at)
	s.stops = append(s.stops, stop)
	return nil
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
