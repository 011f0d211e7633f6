package config

// validate checks what no single setting can tell.
func (l *loader) validate(c *Config) {
	if (c.Bolt.CertFile == "") != (c.Bolt.KeyFile == "") {
		given, missing := "bolt_cert_file", "bolt_key_file"
		if c.Bolt.CertFile == "" {
			given, missing = missing, given
		}
		l.fail(c.Origin(given), "%s is set but %s is not; TLS needs both", index[given].Flag(), index[missing].Flag())
	}
	if c.Storage.Mode == "IN_MEMORY_ANALYTICAL" {
		l.warn(c.Origin("storage_mode"), "the data are served in the mode IN_MEMORY_TRANSACTIONAL, in which every change is logged")
	}
	if c.WAL.Enabled && !c.Snapshot.Periodic() {
		l.warn(c.Origin("storage_snapshot_interval_sec"),
			"the write-ahead log is enabled and periodic snapshots are not: the log grows until CREATE SNAPSHOT is run")
	}
	if !c.WAL.Enabled && !c.Snapshot.Periodic() && !c.Snapshot.OnExit {
		l.warn(c.Origin("storage_wal_enabled"), "nothing is written to disk: the write-ahead log and snapshots are both off")
	}
}

// warnAccepted names the settings that somebody changed and that will have no effect.
func (l *loader) warnAccepted(c *Config) {
	for _, s := range table {
		where := c.Origin(s.Name)
		if s.Accepted && c.values[s.Name] != s.Default && !isQuiet(where) {
			l.warn(where, s.Flag()+" is accepted for compatibility and has no effect: "+s.Reason)
		}
	}
}
