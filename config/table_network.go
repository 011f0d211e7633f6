package config

import (
	"runtime"
	"strconv"
)

const noCluster = "memgraphd serves a single machine"

var networkSettings = grouped(GroupNetwork, []Setting{
	{
		Name: "bolt_address", Type: String, Default: "0.0.0.0",
		Doc:   "IP address on which the Bolt server listens.",
		field: func(c *Config) any { return &c.Bolt.Address }, check: notEmpty,
	},
	{
		Name: "bolt_port", Type: Int, Default: "7687", Max: 65535,
		Doc:   "Port on which the Bolt server listens; 0 takes any free port.",
		field: func(c *Config) any { return &c.Bolt.Port },
	},
	{
		Name: "bolt_num_workers", Type: Int, Default: cores(1), DefaultDoc: "number of cores", Min: 1,
		Doc:   "Number of cores that long queries may use at the same time. Short ones and connections are not bounded by it.",
		field: func(c *Config) any { return &c.Bolt.Workers },
	},
	{
		Name: "bolt_cert_file", Type: String,
		Doc:   "Certificate (PEM) of the Bolt server. With bolt_key_file it makes TLS mandatory on Bolt and on the log WebSocket.",
		field: func(c *Config) any { return &c.Bolt.CertFile },
	},
	{
		Name: "bolt_key_file", Type: String,
		Doc:   "Private key (PEM) that belongs to bolt_cert_file.",
		field: func(c *Config) any { return &c.Bolt.KeyFile },
	},
	{
		Name: "bolt_server_name_for_init", Type: String,
		Default: "Neo4j/v5.11.0 compatible graph database server - Memgraph",
		Doc:     "Server name that clients are told when they connect. Some drivers want it to begin with Neo4j/.",
		field:   func(c *Config) any { return &c.Bolt.ServerName },
	},
	{
		Name: "monitoring_address", Type: String, Default: "0.0.0.0",
		Doc:   "IP address of the WebSocket that streams the log.",
		field: func(c *Config) any { return &c.Monitoring.Address }, check: notEmpty,
	},
	{
		Name: "monitoring_port", Type: Int, Default: "7444", Max: 65535,
		Doc:   "Port of the WebSocket that streams the log.",
		field: func(c *Config) any { return &c.Monitoring.Port },
	},
	{
		Name: "metrics_address", Type: String, Default: "0.0.0.0",
		Doc:   "IP address of the HTTP server for metrics.",
		field: func(c *Config) any { return &c.Metrics.Address }, check: notEmpty,
	},
	{
		Name: "metrics_port", Type: Int, Default: "9091", Max: 65535,
		Doc:   "Port of the HTTP server for metrics.",
		field: func(c *Config) any { return &c.Metrics.Port },
	},
	{
		Name: "metrics_format", Type: String, Default: "JSON", Choices: []string{"JSON", "OpenMetrics"},
		Doc:   "Format of the metrics.",
		field: func(c *Config) any { return &c.Metrics.Format },
	},
	{
		Name: "cluster_cert_file", Type: String,
		Doc:      "Certificate for connections inside a cluster.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "cluster_key_file", Type: String,
		Doc:      "Private key for connections inside a cluster.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "cluster_ca_file", Type: String,
		Doc:      "Authority that signs certificates inside a cluster.",
		Accepted: true, Reason: noCluster,
	},
	{
		Name: "scheduler", Type: String, Default: "priority_queue", Hidden: true,
		Doc: "Scheduler of Bolt sessions.", Accepted: true, Reason: "the Go runtime schedules sessions",
	},
})

// cores is the number of usable cores, as text, but at least atLeast.
func cores(atLeast int) string {
	return strconv.Itoa(max(runtime.GOMAXPROCS(0), atLeast))
}

func grouped(g Group, rows []Setting) []Setting {
	for i := range rows {
		rows[i].Group = g
	}
	return rows
}
