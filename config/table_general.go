package config

const noLicence = "every feature is available without a licence"

var generalSettings = grouped(GroupGeneral, []Setting{
	{
		Name: "init_file", Type: String,
		Doc:   "File with one Cypher statement per line, run at every start before clients are served.",
		field: func(c *Config) any { return &c.Init.File },
	},
	{
		Name: "init_data_file", Type: String,
		Doc:   "File with one Cypher statement per line, run at every start once clients are served.",
		field: func(c *Config) any { return &c.Init.DataFile },
	},
	{
		Name: "strict_flag_check", Type: Bool, Default: "true",
		Doc:   "Refuse words on the command line that belong to no flag.",
		field: func(c *Config) any { return &c.StrictFlagCheck },
	},
	{
		Name: "memory_limit", Type: Uint, Unit: MiB, Default: "0",
		Doc:   "Memory that data and queries may take together. 0 means all physical memory if there is swap, else 90 % of it. Queries beyond it fail, the server goes on.",
		field: func(c *Config) any { return &c.Memory.Limit },
	},
	{
		Name: "memory_warning_threshold", Type: Uint, Unit: MiB, Default: "1024",
		Doc:   "Log a warning when less memory than this is free. 0 turns it off.",
		field: func(c *Config) any { return &c.Memory.WarningThreshold },
	},
	{
		Name: "timezone", Type: String, Default: "UTC",
		Doc:   "Time zone of the instance, by its IANA name.",
		field: func(c *Config) any { return &c.Timezone }, check: knownZone,
	},
	{
		Name: "file_download_conn_timeout_sec", Type: Uint, Unit: Seconds, Default: "10",
		Doc:   "How long to wait for the connection when a file is downloaded.",
		field: func(c *Config) any { return &c.Query.DownloadTimeout },
	},
	{
		Name: "telemetry_enabled", Type: Bool, Default: "false",
		Doc:      "Send usage data to the vendor.",
		Accepted: true, Reason: "memgraphd sends nothing to anybody",
	},
	{
		Name: "license_key", Type: String,
		Doc:    "Licence key.",
		Hidden: true, Secret: true, Accepted: true, Reason: noLicence,
	},
	{
		Name: "organization_name", Type: String,
		Doc:    "Organization that the licence is for.",
		Hidden: true, Accepted: true, Reason: noLicence,
	},
	{
		Name: "ca_bundle_file", Type: String,
		Doc:      "Authorities for outgoing HTTPS.",
		Accepted: true, Reason: "the system's authorities are used",
	},
	{
		Name: "aws_region", Type: String,
		Doc:   "Region of an S3 source.",
		field: func(c *Config) any { return &c.Query.S3.Region },
	},
	{
		Name: "aws_access_key", Type: String,
		Doc:    "Access key of an S3 source.",
		Secret: true,
		field:  func(c *Config) any { return &c.Query.S3.AccessKey },
	},
	{
		Name: "aws_secret_key", Type: String,
		Doc:    "Secret key of an S3 source.",
		Secret: true,
		field:  func(c *Config) any { return &c.Query.S3.SecretKey },
	},
	{
		Name: "aws_endpoint_url", Type: String,
		Doc:   "URL of an S3-compatible service.",
		field: func(c *Config) any { return &c.Query.S3.EndpointURL },
	},
	{
		Name: "experimental_enabled", Type: String,
		Doc:      "Experiments to switch on.",
		Accepted: true, Reason: "there are no experiments",
	},
	{
		Name: "experimental_config", Type: String,
		Doc:      "Configuration of the experiments.",
		Accepted: true, Reason: "there are no experiments",
	},
})
