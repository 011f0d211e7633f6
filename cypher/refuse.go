package cypher

import (
	"strings"

	"memgraphd/cypher/ast"
)

// inMulticommand is the error of what explicit transactions refuse. Clients match "in multicommand
// transactions" and run the statement again on its own.
func inMulticommand(what string) error {
	return clientErrorf("%s is not allowed in multicommand transactions. A multicommand transaction, also known as an explicit transaction, "+
		"groups multiple commands into a single atomic operation. Instead, please use an implicit transaction, also known as an auto "+
		"committing transaction, in order to execute this particular query.", what)
}

// misaligned is the error of a query that writes where the client asked for a transaction that reads; kind is
// what the query does.
func misaligned(kind string) error {
	return clientErrorf("Accessor type READ and query type %s are misaligned!", strings.ToUpper(kind))
}

// notInTransaction says what a statement does that explicit transactions refuse; empty if they run it.
func notInTransaction(st ast.Statement) string {
	switch st := st.(type) {
	case *ast.Admin:
		return actionsOutside[st.Action]
	case *ast.Show:
		return notInTransaction(st.Of)
	case *ast.IndexStatement:
		return indexManipulation
	case *ast.ConstraintStatement:
		return constraintManipulation
	case *ast.ShowStorageInfo:
		return storageInformation
	case *ast.RecoverSnapshot:
		return "Recovering from snapshot"
	case *ast.EnumStatement:
		return "Creating or modifying enums"
	case *ast.AnalyzeGraph:
		return "Analyzing graph"
	case *ast.StorageMode:
		return "Modifying storage modes"
	case *ast.SetIsolation:
		return "Modifying isolation levels"
	case *ast.ShowTransactions, *ast.TerminateTransactions:
		return "Querying transaction status"
	case *ast.SetDatabaseSetting, *ast.ShowDatabaseSetting, *ast.SessionSetting, *ast.TraceSession:
		return settingsAccess
	case *ast.SetParameter:
		return parameterAccess
	case *ast.UserStatement:
		return userManagement
	case *ast.CreateTrigger, *ast.DropTrigger:
		return triggerManagement
	case *ast.TimeToLive:
		return "Managing TTL"
	case *ast.Description:
		return "Managing descriptions"
	case *ast.UseDatabase:
		return databaseSwitching
	}
	return ""
}

// What several statements do, in Memgraph's words.
const (
	indexManipulation      = "Index manipulation"
	constraintManipulation = "Constraint manipulation"
	storageInformation     = "Storage information query"
	snapshotListing        = "Snapshots listing"
	pathLocking            = "Locking paths"
	settingsAccess         = "Updating or fetching settings"
	parameterAccess        = "Updating or fetching parameters"
	userManagement         = "Managing users"
	databaseSwitching      = "Switching the currently active database"
	replication            = "Managing replication"
	triggerManagement      = "Managing triggers"
)

var actionsOutside = map[ast.AdminAction]string{
	ast.CreateSnapshot:          "Creating snapshots",
	ast.ShowSnapshots:           snapshotListing,
	ast.ShowNextSnapshot:        snapshotListing,
	ast.LockDataDirectory:       pathLocking,
	ast.UnlockDataDirectory:     pathLocking,
	ast.DataDirectoryLockStatus: pathLocking,
	ast.ShowIndexInfo:           storageInformation,
	ast.ShowVectorIndexInfo:     storageInformation,
	ast.ShowConstraintInfo:      storageInformation,
	ast.ShowNodeLabelsInfo:      storageInformation,
	ast.ShowEdgeTypesInfo:       storageInformation,
	ast.ShowSchemaInfo:          storageInformation,
	ast.ShowMemoryInfo:          storageInformation,
	ast.ShowMetrics:             storageInformation,
	ast.ShowBuildInfo:           storageInformation,
	ast.ShowLicenseInfo:         storageInformation,
	ast.ShowActiveUsers:         storageInformation,
	ast.ShowDescriptions:        storageInformation,
	ast.ShowEnums:               storageInformation,
	ast.CheckDatabase:           storageInformation,
	ast.DumpDatabase:            "Dumping the database",
	ast.ShowVersion:             "Version information query",
	ast.ShowConfig:              "Configuration information query",
	ast.ShowCallableMappings:    "Query callable mappings information query",
	ast.ShowDatabaseSettings:    settingsAccess,
	ast.ShowParameters:          parameterAccess,
	ast.DeleteAllParameters:     parameterAccess,
	ast.ShowUsers:               userManagement,
	ast.ShowRoles:               userManagement,
	ast.ShowCurrentUser:         userManagement,
	ast.ShowDatabases:           databaseSwitching,
	ast.ShowDatabase:            databaseSwitching,
	ast.ShowTriggers:            triggerManagement,
	ast.ShowStreams:             "Managing streams",
	ast.ShowReplicas:            replication,
	ast.ShowReplicationRole:     replication,
	ast.FreeMemory:              "Free memory query",
	ast.DropGraph:               "Dropping the graph",
	ast.DropAllIndexes:          indexManipulation,
	ast.DropAllConstraints:      constraintManipulation,
	ast.ReloadTLS:               "Reloading SSL",
}
