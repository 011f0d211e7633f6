package config

const (
	noDiskMode   = "data is kept in memory, there is no RocksDB"
	columnLayout = "properties are kept in typed columns"
)

var storageSettings = grouped(GroupStorage, []Setting{
	{
		Name: "storage_mode", Type: String, Default: "IN_MEMORY_TRANSACTIONAL",
		Choices: []string{"IN_MEMORY_TRANSACTIONAL", "IN_MEMORY_ANALYTICAL", "ON_DISK_TRANSACTIONAL"},
		Doc:     "Storage mode at start. ON_DISK_TRANSACTIONAL is refused: data is kept in memory.",
		field:   func(c *Config) any { return &c.Storage.Mode }, check: inMemory,
	},
	{
		Name: "isolation_level", Type: String, Default: "SNAPSHOT_ISOLATION",
		Choices: []string{"SNAPSHOT_ISOLATION", "READ_COMMITTED", "READ_UNCOMMITTED"},
		Doc:     "Isolation level of transactions.",
		field:   func(c *Config) any { return &c.Storage.IsolationLevel },
	},
	{
		Name: "storage_properties_on_edges", Type: Bool, Default: "true",
		Doc:      "Allow properties on relationships. (Memgraph's binary has false, its packages true.)",
		Accepted: true, Reason: "relationships can always have properties",
	},
	{
		Name: "storage_gc_cycle_sec", Type: Uint, Unit: Seconds, Default: "30", Min: 1, Max: 86400,
		Doc:      "Period of the collection of versions that no transaction can see any more.",
		Accepted: true, Reason: "old versions are collected as soon as nobody can see them",
	},
	{
		Name: "storage_gc_aggressive", Type: Bool, Default: "false",
		Doc:      "Collect old versions at once and completely, at the cost of waiting transactions.",
		Accepted: true, Reason: "old versions are collected as soon as nobody can see them",
	},
	{
		Name: "storage_access_timeout_sec", Type: Uint, Unit: Seconds, Default: "1", Min: 1, Max: 1000000,
		Doc:      "How long a statement waits for access to the storage before it fails.",
		Accepted: true, Reason: "statements do not wait for each other",
	},
	{
		Name: "storage_enable_schema_metadata", Type: Bool, Default: "false",
		Doc:      "Keep track of labels and relationship types for SHOW NODE_LABELS INFO and SHOW EDGE_TYPES INFO.",
		Accepted: true, Reason: "labels and relationship types are always known",
	},
	{
		Name: "storage_enable_edges_metadata", Type: Bool, Default: "false",
		Doc:      "Keep track of relationships by their id.",
		Accepted: true, Reason: "relationships are always found by their id",
	},
	{
		Name: "schema_info_enabled", Type: Bool, Default: "false",
		Doc:   "Keep track of the schema for SHOW SCHEMA INFO.",
		field: func(c *Config) any { return &c.Storage.SchemaInfo },
	},
	{
		Name: "storage_automatic_label_index_creation_enabled", Type: Bool, Default: "false",
		Doc:      "Create an index on every label that a query uses for the first time.",
		Accepted: true, Reason: "label scans need no index",
	},
	{
		Name: "storage_automatic_edge_type_index_creation_enabled", Type: Bool, Default: "false",
		Doc:      "Create an index on every relationship type that a query uses for the first time.",
		Accepted: true, Reason: "scans by type need no index",
	},
	{
		Name: "storage_delta_on_identical_property_update", Type: Bool, Default: "true",
		Doc:      "Setting a property to the value it has counts as a change, with a record and a possible conflict.",
		Accepted: true, Reason: "setting a property always counts as a change",
	},
})

var acceptedStorageSettings = grouped(GroupStorage, []Setting{
	{
		Name: "storage_light_edge", Type: Bool, Default: "false",
		Doc:      "Keep relationships in less memory.",
		Accepted: true, Reason: "relationships are always compact",
	},
	{
		Name: "storage_python_gc_cycle_sec", Type: Uint, Unit: Seconds, Default: "180", Min: 1, Max: 86400,
		Doc:      "Period of Python's garbage collection.",
		Accepted: true, Reason: "there is no Python",
	},
	{
		Name: "storage_property_store_compression_enabled", Type: Bool, Default: "false",
		Doc:      "Compress properties.",
		Accepted: true, Reason: columnLayout,
	},
	{
		Name: "storage_property_store_compression_level", Type: String, Default: "mid", Choices: []string{"low", "mid", "high"},
		Doc:      "Level of that compression.",
		Accepted: true, Reason: columnLayout,
	},
	{
		Name: "storage_floating_point_resolution_bits", Type: Uint, Default: "64",
		Doc:      "Bits in which floating point numbers are kept: 16, 32 or 64.",
		Accepted: true, Reason: columnLayout, check: resolutionBits,
	},
	{
		Name: "storage_omit_vector_index_properties_on_return", Type: Bool, Default: "false",
		Doc:      "Leave out properties that live in a vector index.",
		Accepted: true, Reason: "properties are always returned",
	},
	{
		Name: "storage_rocksdb_info_log_level", Type: String, Default: "INFO_LEVEL",
		Doc:      "Log level of RocksDB.",
		Accepted: true, Reason: noDiskMode,
	},
	{
		Name: "storage_rocksdb_enable_thread_tracking", Type: Bool, Default: "false",
		Doc:      "Track RocksDB's threads.",
		Accepted: true, Reason: noDiskMode,
	},
	{
		Name: "storage_rocksdb_keep_log_file_num", Type: Uint, Default: "1000",
		Doc:      "Number of RocksDB logs to keep.",
		Accepted: true, Reason: noDiskMode,
	},
	{
		Name: "delta_chain_cache_threshold", Type: Uint, Default: "128",
		Doc:      "Length of a version chain from which on it is cached.",
		Accepted: true, Reason: "the newest version sits in place",
	},
})
