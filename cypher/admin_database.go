package cypher

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

func (in *Interpreter) useDatabase(_ call, st *ast.UseDatabase) (*Result, error) {
	if err := in.checkDatabase(st.Name); err != nil {
		return nil, clientErrorAt(st.Pos, "%s", err)
	}
	return status("Already using " + st.Name), nil // there is one
}

func (in *Interpreter) showDatabases(call) (*Result, error) {
	return newTable([]string{"Name", "State", "Health"},
		[]value.Value{value.String(in.opts.DatabaseName), value.String("HOT"), value.String(in.health())}), nil
}

func (in *Interpreter) showDatabase(call) (*Result, error) {
	return newTable([]string{"Current"}, []value.Value{value.String(in.opts.DatabaseName)}), nil
}

func (in *Interpreter) showReplicationRole(call) (*Result, error) {
	return newTable([]string{"replication role"}, []value.Value{value.String("main")}), nil
}

func (in *Interpreter) storageMode(_ call, st *ast.StorageMode) (*Result, error) {
	if st.Mode == "IN_MEMORY_TRANSACTIONAL" {
		return newTable(nil), nil
	}
	return nil, clientErrorf("Storage mode %s is not supported: memgraphd is always IN_MEMORY_TRANSACTIONAL, whose bulk loads are logged as well.", st.Mode)
}

func (in *Interpreter) reloadTLS(call) (*Result, error) {
	if in.opts.ReloadTLS == nil {
		return nil, clientErrorf("There is no certificate to reload: the server was started without --bolt-cert-file and --bolt-key-file.")
	}
	if err := in.opts.ReloadTLS(); err != nil {
		return nil, err
	}
	return newTable(nil), nil
}
