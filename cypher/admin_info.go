package cypher

import (
	"runtime"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

func pairs(columns [2]string, rows [][2]value.Value) *Result {
	list := make([][]value.Value, len(rows))
	for i, r := range rows {
		list[i] = []value.Value{r[0], r[1]}
	}
	return newTable(columns[:], list...)
}

func row(name string, v value.Value) [2]value.Value { return [2]value.Value{value.String(name), v} }

func size(n int64) value.Value { return value.String(readableSize(n)) }

// showStorageInfo answers all forms with the union of the rows of Memgraph's instance and database forms: scripts
// written for either find theirs.
func (in *Interpreter) showStorageInfo(c call, st *ast.ShowStorageInfo) (*Result, error) {
	if err := in.checkDatabase(st.Database); err != nil {
		return nil, err
	}
	database := in.databaseInfo()
	if st.Current || st.Database != "" {
		return pairs([2]string{"storage info", "value"}, database), nil
	}
	rows := append(in.instanceInfo(c.session), database...)
	return pairs([2]string{"storage info", "value"}, rows), nil
}

func (in *Interpreter) instanceInfo(s *Session) [][2]value.Value {
	var process ProcessInfo
	if in.opts.Process != nil {
		process = in.opts.Process()
	}
	limit := value.String("unlimited")
	if in.opts.MemoryLimit > 0 {
		limit = size(in.opts.MemoryLimit)
	}
	info := in.Database().Info()
	return [][2]value.Value{
		row("vm_max_map_count", value.Int(process.MaxMapCount)),
		row("memory_res", size(process.Resident)),
		row("peak_memory_res", size(process.PeakResident)),
		row("disk_usage", size(in.diskUsage())),
		row("memory_tracked", size(info.MemoryBytes+in.memory.Used())),
		row("memory_limit", limit),
		row("allocation_limit", limit),
		row("license_memory_limit", value.String("unlimited")),
		row("query+graph_memory_tracked", size(info.MemoryBytes+in.memory.Used())),
		row("vector_index_memory_tracked", size(in.Database().VectorBytes())),
		row("global_isolation_level", value.String(underscored(in.isolation.Load().(string)))),
		row("session_isolation_level", value.String(underscored(s.isolation))),
		row("next_session_isolation_level", value.String(underscored(s.nextIsolation))),
		row("global_storage_mode", value.String("IN_MEMORY_TRANSACTIONAL")),
	}
}

func (in *Interpreter) databaseInfo() [][2]value.Value {
	info := in.Database().Info()
	degree := 0.0
	if info.Nodes > 0 {
		degree = 2 * float64(info.Relationships) / float64(info.Nodes)
	}
	return [][2]value.Value{
		row("name", value.String(in.opts.DatabaseName)),
		row("database_uuid", value.String(in.Database().UUID())),
		row("state", value.String("HOT")),
		row("storage_mode", value.String("IN_MEMORY_TRANSACTIONAL")),
		row("vertex_count", value.Int(info.Nodes)),
		row("edge_count", value.Int(info.Relationships)),
		row("average_degree", value.Float(degree)),
		row("unreleased_delta_objects", value.Int(info.UnreleasedUndo)),
		row("disk_usage", size(in.diskUsage())),
		row("graph_memory_tracked", size(info.MemoryBytes)),
		row("query_memory_tracked", size(in.memory.Used())),
		row("vector_index_memory_tracked", size(in.Database().VectorBytes())),
		row("tenant_memory_tracked", size(info.MemoryBytes+in.memory.Used())),
		row("tenant_peak_memory_tracked", size(info.MemoryBytes+in.memory.Used())),
		row("tenant_memory_limit", value.String("unlimited")),
		row("storage_isolation_level", value.String(underscored(in.isolation.Load().(string)))),
		row("health", value.String(in.health())),
	}
}

func underscored(level string) string { return strings.ReplaceAll(level, " ", "_") }

func (in *Interpreter) diskUsage() int64 {
	if in.opts.Disk == nil {
		return 0
	}
	n, err := in.opts.Disk.Usage()
	if err != nil {
		return 0
	}
	return n
}

func (in *Interpreter) showVersion(call) (*Result, error) {
	return newTable([]string{"version"}, []value.Value{value.String(in.opts.Version)}), nil
}

func (in *Interpreter) showBuildInfo(call) (*Result, error) {
	return pairs([2]string{"build info", "value"}, [][2]value.Value{
		row("build_type", value.String("Release")),
		row("go_version", value.String(runtime.Version())),
		row("platform", value.String(runtime.GOOS+"/"+runtime.GOARCH)),
	}), nil
}

func (in *Interpreter) showLicenseInfo(call) (*Result, error) {
	return pairs([2]string{"license info", "value"}, [][2]value.Value{
		row("organization_name", value.String("")),
		row("license_key", value.String("")),
		row("is_valid", value.Bool(true)),
		row("license_type", value.String("Apache-2.0")),
		row("valid_until", value.String("FOREVER")),
		row("memory_limit", value.String("UNLIMITED")),
		row("status", value.String("You are running memgraphd: every feature is free.")),
		row("memory_limit_policy", value.String("Memory usage is not limited.")),
	}), nil
}

func (in *Interpreter) showConfig(call) (*Result, error) {
	rows := make([][]value.Value, len(in.opts.Config))
	for i, c := range in.opts.Config {
		rows[i] = []value.Value{value.String(c.Name), value.String(c.Default), value.String(c.Current), value.String(c.Description)}
	}
	return newTable([]string{"name", "default_value", "current_value", "description"}, rows...), nil
}

func (in *Interpreter) showActiveUsers(call) (*Result, error) {
	var rows [][]value.Value
	if in.opts.Sessions != nil {
		for _, s := range in.opts.Sessions() {
			rows = append(rows, []value.Value{
				value.String(s.User), value.String(s.ID), value.String(in.formatTime(s.Login)),
				value.String(in.opts.DatabaseName), value.Bool(false),
			})
		}
	}
	return newTable([]string{"username", "session uuid", "login timestamp", "database", "database marked for deletion"}, rows...), nil
}

func (in *Interpreter) showMemory(call) (*Result, error) {
	return newTable([]string{"name", "tenant_memory_tracked", "profile", "tenant_memory_limit"}, []value.Value{
		value.String(in.opts.DatabaseName), size(in.Database().Info().MemoryBytes + in.memory.Used()), value.String(""), value.String("unlimited"),
	}), nil
}

func nameTable(column string, names []string) (*Result, error) {
	rows := make([][]value.Value, len(names))
	for i, n := range names {
		rows[i] = []value.Value{value.String(n)}
	}
	return newTable([]string{column}, rows...), nil
}

func (in *Interpreter) showNodeLabels(call) (*Result, error) {
	return nameTable("node labels", in.Database().LabelNames())
}

func (in *Interpreter) showEdgeTypes(call) (*Result, error) {
	return nameTable("edge types", in.Database().TypeNames())
}

func (in *Interpreter) freeMemory(call) (*Result, error) {
	in.Database().CollectGarbage()
	runtime.GC()
	return newTable(nil), nil
}

func (in *Interpreter) showFunctions(call) (*Result, error) {
	var rows [][]value.Value
	for _, f := range eval.Functions() {
		rows = append(rows, []value.Value{value.String(f.Name), value.String(f.Signature), value.String(f.Doc), value.Bool(f.Aggregation)})
	}
	return newTable([]string{"name", "signature", "description", "aggregating"}, rows...), nil
}

func (in *Interpreter) checkData(call) (*Result, error) {
	var rows [][]value.Value
	for _, finding := range in.Database().Check(1000) {
		rows = append(rows, []value.Value{value.String(finding)})
	}
	return newTable([]string{"finding"}, rows...), nil
}

func (in *Interpreter) showProcedures(call) (*Result, error) {
	var rows [][]value.Value
	for _, name := range in.opts.Procedures.Names() {
		p, _ := in.opts.Procedures.Get(name)
		mode := "READ"
		if p.Changes() {
			mode = "WRITE"
		}
		rows = append(rows, []value.Value{value.String(name), value.String(p.Doc), value.String(mode), value.String(p.Text())})
	}
	return newTable([]string{"name", "description", "mode", "signature"}, rows...), nil
}
