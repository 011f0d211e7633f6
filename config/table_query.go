package config

import "math"

const noStreams = "there are no streams"

var querySettings = grouped(GroupQuery, []Setting{
	{
		Name: "query_execution_timeout_sec", Type: Double, Unit: Seconds, Default: "600",
		Doc:   "Longest time a query may run. 0 means no limit.",
		field: func(c *Config) any { return &c.Query.Timeout },
	},
	{
		Name: "query_plan_cache_max_size", Type: Int, Default: "1000",
		Doc:   "Number of plans to keep per database.",
		field: func(c *Config) any { return &c.Query.PlanCacheSize },
	},
	{
		Name: "hops_limit_partial_results", Type: Bool, Default: "true",
		Doc:   "Return what was found when the hops limit is reached, instead of failing.",
		field: func(c *Config) any { return &c.Query.HopsLimitPartialResults },
	},
	{
		Name: "debug_query_plans", Type: Bool, Default: "false",
		Doc:      "Log the plans that were considered.",
		Accepted: true, Reason: "EXPLAIN shows the plan",
	},
	{
		Name: "allow_load_csv", Type: Bool, Default: "true",
		Doc:   "Allow LOAD CSV and its relatives, which read files of the server.",
		field: func(c *Config) any { return &c.Query.AllowLoadCSV },
	},
	{
		Name: "query_callable_mappings_path", Type: String,
		Doc:   "JSON file that gives functions and procedures further names.",
		field: func(c *Config) any { return &c.Query.CallableMappingsPath },
	},
	{
		Name: "query_cost_planner", Type: Bool, Default: "true",
		Doc:      "Choose plans by estimated cost.",
		Accepted: true, Reason: "plans are always chosen by cost",
	},
	{
		Name: "query_max_plans", Type: Uint, Default: "1000", Min: 1,
		Doc:      "Number of plans to consider.",
		Accepted: true, Reason: "the planner bounds its search itself",
	},
	{
		Name: "query_ast_cache_max_size", Type: Int, Default: "1000",
		Doc:      "Number of parsed queries to keep.",
		Accepted: true, Reason: "the plan cache serves instead",
	},
	{
		Name: "query_vertex_count_to_expand_existing", Type: Int, Default: "10", Min: math.MinInt32,
		Doc:      "Number of indexed nodes below which an expansion goes towards them.",
		Accepted: true, Reason: "the cost estimate decides",
	},
	{
		Name: "cartesian_product_enabled", Type: Bool, Default: "true",
		Doc:      "Allow the cartesian product operator.",
		Accepted: true, Reason: "the cost estimate decides",
	},
})

var streamSettings = grouped(GroupStreams, []Setting{
	{
		Name: "query_modules_directory", Type: String,
		Doc:      "Directories of query modules, separated by commas.",
		Accepted: true, Reason: "procedures are built in, modules are not loaded",
	},
	{
		Name: "stream_transaction_conflict_retries", Type: Uint, Default: "30",
		Doc:      "Retries of a conflicting stream transaction.",
		Accepted: true, Reason: noStreams,
	},
	{
		Name: "stream_transaction_retry_interval", Type: Uint, Unit: Milliseconds, Default: "500",
		Doc:      "Time between those retries.",
		Accepted: true, Reason: noStreams,
	},
	{
		Name: "kafka_bootstrap_servers", Type: String,
		Doc:      "Kafka brokers of streams that name none.",
		Accepted: true, Reason: noStreams,
	},
	{
		Name: "pulsar_service_url", Type: String,
		Doc:      "Pulsar service of streams that name none.",
		Accepted: true, Reason: noStreams,
	},
})
