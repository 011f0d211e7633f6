package config

var logSettings = grouped(GroupLogging, []Setting{
	{
		Name: "log_level", Type: String, Default: "WARNING",
		Choices: []string{"TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"},
		Doc:     "Least severe level that is logged.",
		field:   func(c *Config) any { return &c.Log.Level },
	},
	{
		Name: "log_file", Type: String, Packaged: "/var/log/memgraph/memgraph.log",
		Doc:   "Log file; the date is put into its name. Empty means no file.",
		field: func(c *Config) any { return &c.Log.File },
	},
	{
		Name: "log_retention_days", Type: Uint, Unit: Days, Default: "35", Min: 1, Max: 65535,
		Doc:   "Number of daily log files to keep.",
		field: func(c *Config) any { return &c.Log.RetentionDays },
	},
	{
		Name: "also_log_to_stderr", Type: Bool, Default: "true",
		Doc:   "Log to standard error as well. (Memgraph has false.)",
		field: func(c *Config) any { return &c.Log.ToStderr },
	},
	{
		Name: "log_min_duration_ms", Type: Int, Unit: Milliseconds, Default: "-1", Min: -1,
		Doc:   "Log queries that take at least this long. 0 logs all, -1 none.",
		field: func(c *Config) any { return &c.Log.MinDuration },
	},
	{
		Name: "log_failed_queries", Type: Bool, Default: "false",
		Doc:   "Log queries that fail.",
		field: func(c *Config) any { return &c.Log.FailedQueries },
	},
	{
		Name: "log_query_plan", Type: Bool, Default: "true",
		Doc:   "Add the plan to the lines about slow queries.",
		field: func(c *Config) any { return &c.Log.QueryPlan },
	},
	{
		Name: "logger_type", Type: String, Default: "sync", Choices: []string{"sync", "async"},
		Doc:      "Write log lines at once or in the background.",
		Accepted: true, Reason: "lines are always written at once",
	},
})
