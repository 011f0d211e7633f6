package config

var recoverySettings = grouped(GroupDurability, []Setting{
	{
		Name: "data_directory", Type: String, Default: "/var/lib/memgraph",
		Doc:   "Directory of all durable data. (Memgraph's binary has mg_data, its packages /var/lib/memgraph.)",
		field: func(c *Config) any { return &c.Storage.DataDirectory }, check: notEmpty,
	},
	{
		Name: "data_dir_lock_acquisition_timeout_sec", Type: Uint, Unit: Seconds, Default: "30",
		Doc:   "How long to wait at start for another process to release the data directory.",
		field: func(c *Config) any { return &c.Storage.LockTimeout },
	},
	{
		Name: "data_recovery_on_startup", Type: Bool, Default: "true", Aliases: []string{"storage_recover_on_startup"},
		Doc:   "Load the data directory at start. With false, the files that are there are moved to .backup.",
		field: func(c *Config) any { return &c.Storage.RecoverOnStartup },
	},
	{
		Name: "storage_allow_recovery_failure", Type: Bool, Default: "false",
		Doc:   "Start with an empty database marked broken if recovery fails, instead of exiting.",
		field: func(c *Config) any { return &c.Storage.AllowRecoveryFailure },
	},
	{
		Name: "storage_recovery_thread_count", Type: Uint, Default: cores(8), DefaultDoc: "number of cores, at least 8", Min: 1,
		Doc:   "Number of goroutines that load a snapshot and rebuild indexes.",
		field: func(c *Config) any { return &c.Storage.RecoveryThreads },
	},
	{
		Name: "storage_parallel_schema_recovery", Type: Bool, Default: "false",
		Doc:      "Rebuild several indexes and constraints at the same time during recovery.",
		Accepted: true, Reason: "indexes are always rebuilt in parallel",
	},
	{
		Name: "storage_items_per_batch", Type: Uint, Default: "1000000", Min: 1,
		Doc:      "Number of nodes or relationships in one batch of a snapshot in Memgraph's format.",
		Accepted: true, Reason: "snapshots are written in the chunks of the store",
	},
})

var walSettings = grouped(GroupDurability, []Setting{
	{
		Name: "storage_wal_enabled", Type: Bool, Default: "true",
		Doc:   "Write a write-ahead log. (Memgraph's binary has false, its packages true.)",
		field: func(c *Config) any { return &c.WAL.Enabled },
	},
	{
		Name: "storage_wal_file_size_kib", Type: Uint, Unit: KiB, Default: "20480", Min: 1, Max: 1024000,
		Doc:   "Size after which a new log file is begun.",
		field: func(c *Config) any { return &c.WAL.FileSize },
	},
	{
		Name: "storage_wal_file_flush_every_n_tx", Type: Uint, Default: "1", Min: 1, Max: 1000000,
		Doc: "Number of commits after which the log is forced to disk. With 1 every commit is on disk before the client is told, " +
			"and commits that wait together share one fsync; with n a power failure may take the last n commits. (Memgraph has 100000.)",
		field: func(c *Config) any { return &c.WAL.SyncEvery },
	},
})

var snapshotSettings = grouped(GroupDurability, []Setting{
	{
		Name: "storage_snapshot_interval", Type: String,
		Doc:   "When snapshots are made: seconds, or six cron fields (second minute hour day month weekday). Wins over storage_snapshot_interval_sec.",
		field: func(c *Config) any { return &c.Snapshot.interval }, check: secondsOrCron,
	},
	{
		Name: "storage_snapshot_interval_sec", Type: Uint, Unit: Seconds, Default: "300", Max: maxSnapshotInterval,
		Doc:   "Period of snapshots. 0 turns them off.",
		field: func(c *Config) any { return &c.Snapshot.period },
	},
	{
		Name: "storage_snapshot_retention_count", Type: Uint, Default: "3", Min: 1, Max: 1000000,
		Doc:   "Number of snapshots to keep, with the log since the oldest of them.",
		field: func(c *Config) any { return &c.Snapshot.Retention },
	},
	{
		Name: "storage_snapshot_on_exit", Type: Bool, Default: "false", Packaged: "true",
		Doc:   "Make a snapshot on a clean stop. Give the service manager time for it.",
		field: func(c *Config) any { return &c.Snapshot.OnExit },
	},
	{
		Name: "storage_snapshot_thread_count", Type: Uint, Default: cores(8), DefaultDoc: "number of cores, at least 8", Min: 1,
		Doc:   "Number of goroutines that write a snapshot.",
		field: func(c *Config) any { return &c.Snapshot.Threads },
	},
	{
		Name: "storage_backup_dir_enabled", Type: Bool, Default: "true", Aliases: []string{"storage_enable_backup_dir"},
		Doc:   "Keep the files that RECOVER SNAPSHOT replaces in .old.",
		field: func(c *Config) any { return &c.Snapshot.KeepOld },
	},
	{
		Name: "storage_parallel_snapshot_creation", Type: Bool, Default: "false",
		Doc:      "Write snapshots in parallel.",
		Accepted: true, Reason: "storage_snapshot_thread_count alone decides",
	},
	{
		Name: "storage_snapshot_writeback_window_mib", Type: Uint, Unit: MiB, Default: "32",
		Doc:      "Window of paced write-back of a snapshot.",
		Accepted: true, Reason: "the kernel paces write-back",
	},
	{
		Name: "storage_release_recovered_snapshot_page_cache", Type: Bool, Default: "true",
		Doc:      "Drop a recovered snapshot from the page cache.",
		Accepted: true, Reason: "the page cache is left to the kernel",
	},
	{
		Name: "storage_release_sent_snapshot_page_cache", Type: Bool, Default: "false",
		Doc:      "Drop a snapshot sent to a replica from the page cache.",
		Accepted: true, Reason: noCluster,
	},
})
