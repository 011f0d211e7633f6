package cypher

import "memgraphd/cypher/ast"

// errBroken is what statements on data answer after a recovery that failed and
// was allowed to.
var errBroken = clientErrorf("Database is in the broken state because the recovery process failed. " +
	"Please recover your database using the RECOVER SNAPSHOT query. " +
	"If you have a backup of the whole data directory, please replace the current data directory with the backup one and restart the process.")

// broken reports whether the database is only there to be recovered.
func (in *Interpreter) broken() bool { return in.opts.Broken != nil && in.opts.Broken() != nil }

// health is what SHOW DATABASES and SHOW STORAGE INFO say of the database.
func (in *Interpreter) health() string {
	if in.broken() {
		return "broken"
	}
	return "ready"
}

// refuseBroken refuses a statement that touches data while the database is broken;
// st is nil for queries.
func (in *Interpreter) refuseBroken(st ast.Statement) error {
	if in.broken() && touchesData(st) {
		return errBroken
	}
	return nil
}

func touchesData(st ast.Statement) bool {
	switch st := st.(type) {
	case nil, *ast.IndexStatement, *ast.ConstraintStatement, *ast.EnumStatement, *ast.AnalyzeGraph, *ast.CreateTrigger, *ast.DropTrigger, *ast.Description,
		*ast.TimeToLive:
		return true
	case *ast.Show:
		return touchesData(st.Of)
	case *ast.Admin:
		switch st.Action {
		case ast.CreateSnapshot, ast.ShowSnapshots, ast.ShowNextSnapshot, ast.ShowIndexInfo, ast.ShowConstraintInfo,
			ast.ShowNodeLabelsInfo, ast.ShowEdgeTypesInfo, ast.ShowEnums, ast.DropGraph, ast.DropAllIndexes,
			ast.DropAllConstraints, ast.DumpDatabase, ast.ShowSchemaInfo, ast.CheckDatabase:
			return true
		}
	}
	return false
}
