package config

const (
	noAuthModules = "external authentication is not available"
	noAudit       = "there is no audit log"
)

var authSettings = grouped(GroupAuth, []Setting{
	{
		Name: "auth_password_permit_null", Type: Bool, Default: "true",
		Doc:   "Allow users without a password.",
		field: func(c *Config) any { return &c.Auth.PermitNullPassword },
	},
	{
		Name: "auth_password_strength_regex", Type: String, Default: ".+",
		Doc:   "Regular expression (RE2) that a new password must match as a whole.",
		field: func(c *Config) any { return &c.Auth.PasswordRegex }, check: regularExpression,
	},
	{
		Name: "auth_user_or_role_name_regex", Type: String, Default: "[a-zA-Z0-9_.+-@]+",
		Doc:   "Regular expression (RE2) that the name of a new user or role must match as a whole.",
		field: func(c *Config) any { return &c.Auth.NameRegex }, check: regularExpression,
	},
	{
		Name: "password_encryption_algorithm", Type: String, Default: "bcrypt",
		Choices: []string{"bcrypt", "sha256", "sha256-multiple"},
		Doc:     "How new passwords are stored.",
		field:   func(c *Config) any { return &c.Auth.PasswordEncryption },
	},
	{
		Name: "auth_module_mappings", Type: String,
		Doc:      "Programs for authentication schemes, scheme:/path;…",
		Accepted: true, Reason: noAuthModules,
	},
	{
		Name: "auth_module_timeout_ms", Type: Int, Unit: Milliseconds, Default: "10000", Min: 100, Max: 1800000,
		Doc:      "How long to wait for such a program.",
		Accepted: true, Reason: noAuthModules,
	},
	{
		Name: "audit_enabled", Type: Bool, Default: "false",
		Doc:      "Write an audit log.",
		Accepted: true, Reason: noAudit,
	},
	{
		Name: "audit_buffer_size", Type: Int, Default: "100000", Min: 1,
		Doc:      "Number of audit lines to buffer.",
		Accepted: true, Reason: noAudit,
	},
	{
		Name: "audit_buffer_flush_interval_ms", Type: Int, Unit: Milliseconds, Default: "200", Min: 10,
		Doc:      "Period in which that buffer is written.",
		Accepted: true, Reason: noAudit,
	},
})

var replicationSettings = grouped(GroupReplication, []Setting{
	{
		Name: "replication_replica_check_frequency_sec", Type: Uint, Unit: Seconds, Default: "1",
		Doc:      "Period in which replicas are looked at.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "replication_restore_state_on_startup", Type: Bool, Default: "true",
		Doc:      "Take up the replication role of the last run.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "management_port", Type: Int, Default: "0", Max: 65535,
		Doc:      "Port of the management server.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "coordinator_port", Type: Int, Default: "0", Max: 65535,
		Doc:      "Port of the coordinator.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "coordinator_id", Type: Int, Default: "0",
		Doc:      "Id of the coordinator.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "coordinator_hostname", Type: String,
		Doc:      "Host name of the coordinator.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "nuraft_log_file", Type: String,
		Doc:      "Log file of the coordinator's consensus.",
		Accepted: true, Reason: noCluster,
	},
})
