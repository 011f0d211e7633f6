package cypher

import (
	"context"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/schema"
	"memgraphd/engine/value"
)

// call is what an administrative statement is run with.
type call struct {
	ctx       context.Context
	session   *Session
	statement string
	params    value.Value
}

// admin runs an administrative statement.
func (in *Interpreter) admin(c call, st ast.Statement) (*Result, error) {
	switch st := st.(type) {
	case *ast.Admin:
		run, ok := adminActions[st.Action]
		if !ok {
			return nil, clientErrorf("This statement is not supported.")
		}
		return run(in, c)
	case *ast.Show:
		return in.admin(c, st.Of)
	case *ast.ShowStorageInfo:
		return in.showStorageInfo(c, st)
	case *ast.RecoverSnapshot:
		return in.recoverSnapshot(c, st)
	case *ast.IndexStatement:
		return resultOf(c.schemaCall().Index(st))
	case *ast.ConstraintStatement:
		return resultOf(c.schemaCall().Constraint(st))
	case *ast.EnumStatement:
		return in.enumStatement(c, st)
	case *ast.AnalyzeGraph:
		return in.analyzeGraph(c, st)
	case *ast.StorageMode:
		return in.storageMode(c, st)
	case *ast.SetIsolation:
		return in.setIsolation(c, st)
	case *ast.ShowTransactions:
		return in.showTransactions(c, st)
	case *ast.TerminateTransactions:
		return in.terminateTransactions(c, st)
	case *ast.SetDatabaseSetting:
		return in.setSetting(c, st)
	case *ast.ShowDatabaseSetting:
		return in.showSetting(c, st)
	case *ast.SessionSetting:
		return in.setSessionSetting(c, st)
	case *ast.TraceSession:
		return in.traceSession(c, st)
	case *ast.UserStatement:
		return in.userStatement(c, st)
	case *ast.CreateTrigger:
		return in.createTrigger(c, st)
	case *ast.DropTrigger:
		return in.dropTrigger(c, st)
	case *ast.TimeToLive:
		return in.changeTimeToLive(c, st)
	case *ast.Description:
		return resultOf(c.schemaCall().Describe(st))
	case *ast.UseDatabase:
		return in.useDatabase(c, st)
	case *ast.SetParameter:
		return in.setParameter(c, st)
	}
	return nil, clientErrorf("This statement is not supported.")
}

// adminActions are the statements without operands.
var adminActions map[ast.AdminAction]func(*Interpreter, call) (*Result, error)

func init() {
	adminActions = map[ast.AdminAction]func(*Interpreter, call) (*Result, error){
		ast.CreateSnapshot:          (*Interpreter).createSnapshot,
		ast.ShowSnapshots:           (*Interpreter).showSnapshots,
		ast.ShowNextSnapshot:        (*Interpreter).showNextSnapshot,
		ast.LockDataDirectory:       (*Interpreter).lockDirectory,
		ast.UnlockDataDirectory:     (*Interpreter).unlockDirectory,
		ast.DataDirectoryLockStatus: (*Interpreter).lockStatus,
		ast.ShowIndexInfo:           schemaAction((*schema.Call).ShowIndexes),
		ast.ShowConstraintInfo:      schemaAction((*schema.Call).ShowConstraints),
		ast.ShowVersion:             (*Interpreter).showVersion,
		ast.ShowConfig:              (*Interpreter).showConfig,
		ast.ShowBuildInfo:           (*Interpreter).showBuildInfo,
		ast.ShowLicenseInfo:         (*Interpreter).showLicenseInfo,
		ast.ShowActiveUsers:         (*Interpreter).showActiveUsers,
		ast.ShowMetrics:             (*Interpreter).showMetrics,
		ast.ShowNodeLabelsInfo:      (*Interpreter).showNodeLabels,
		ast.ShowEdgeTypesInfo:       (*Interpreter).showEdgeTypes,
		ast.ShowMemoryInfo:          (*Interpreter).showMemory,
		ast.ShowEnums:               schemaAction((*schema.Call).ShowEnums),
		ast.ShowDescriptions:        schemaAction((*schema.Call).ShowDescriptions),
		ast.ShowUsers:               (*Interpreter).showUsers,
		ast.ShowCurrentUser:         (*Interpreter).showCurrentUser,
		ast.ShowDatabases:           (*Interpreter).showDatabases,
		ast.ShowDatabase:            (*Interpreter).showDatabase,
		ast.ShowDatabaseSettings:    (*Interpreter).showSettings,
		ast.ShowTriggers:            (*Interpreter).showTriggers,
		ast.ShowStreams:             emptyTable("name", "type", "batch_interval", "batch_size", "transformation_name", "owner", "is running"),
		ast.ShowReplicas:            emptyTable("name", "socket_address", "sync_mode", "system_info", "data_info"),
		ast.ShowRoles:               emptyTable("role", "builtin"),
		ast.ShowCallableMappings:    (*Interpreter).showCallableMappings,
		ast.ShowParameters:          (*Interpreter).showParameters,
		ast.DeleteAllParameters:     (*Interpreter).deleteParameters,
		ast.ShowVectorIndexInfo:     schemaAction((*schema.Call).ShowVectorIndexes),
		ast.ShowReplicationRole:     (*Interpreter).showReplicationRole,
		ast.FreeMemory:              (*Interpreter).freeMemory,
		ast.DropGraph:               (*Interpreter).dropGraph,
		ast.DropAllIndexes:          schemaAction((*schema.Call).DropAllIndexes),
		ast.DropAllConstraints:      schemaAction((*schema.Call).DropAllConstraints),
		ast.DumpDatabase:            (*Interpreter).dumpDatabase,
		ast.ShowFunctions:           (*Interpreter).showFunctions,
		ast.ShowProcedures:          (*Interpreter).showProcedures,
		ast.ShowSchemaInfo:          (*Interpreter).showSchemaInfo,
		ast.ReloadTLS:               (*Interpreter).reloadTLS,
		ast.CheckDatabase:           (*Interpreter).checkData,
	}
}

// emptyTable answers for features that this server has no instances of.
func emptyTable(columns ...string) func(*Interpreter, call) (*Result, error) {
	return func(*Interpreter, call) (*Result, error) { return newTable(columns), nil }
}
