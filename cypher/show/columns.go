package show

import (
	"cmp"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/schema"
	"memgraphd/engine"
	"memgraphd/engine/value"
	"memgraphd/engine/vector"
)

// column is a column that Neo4j's SHOW has and Memgraph's has not, made of the
// values of a row: those who write YIELD, which only Neo4j has, ask for its names.
type column struct {
	name string
	of   func(db *engine.Database, row []value.Value) value.Value
}

// always is a column with the same value in each row.
func always(name string, v value.Value) column {
	return column{name, func(*engine.Database, []value.Value) value.Value { return v }}
}

// same is a column under another name.
func same(name string, i int) column {
	return column{name, func(_ *engine.Database, row []value.Value) value.Value { return row[i] }}
}

// listed is a column as a list.
func listed(name string, i int) column {
	return column{name, func(_ *engine.Database, row []value.Value) value.Value { return asList(row[i]) }}
}

// withForeignColumns adds Neo4j's columns to those of a statement.
func withColumns(db *engine.Database, st ast.Statement, columns []string, rows [][]value.Value) ([]string, [][]value.Value) {
	columns = slices.Clone(columns)
	known := len(columns)
	for _, f := range columnsFor(st) {
		if slices.Contains(columns, f.name) {
			continue
		}
		columns = append(columns, f.name)
		for i := range rows {
			rows[i] = append(rows[i], f.of(db, rows[i][:known]))
		}
	}
	return columns, rows
}

func columnsFor(st ast.Statement) []column {
	switch st := st.(type) {
	case *ast.ShowTransactions:
		return transactionColumns
	case *ast.Admin:
		return columnsOfActions[st.Action]
	}
	return nil
}

var columnsOfActions = map[ast.AdminAction][]column{
	ast.ShowIndexInfo:      indexColumns,
	ast.ShowConstraintInfo: constraintColumns,
	ast.ShowVectorIndexInfo: {
		same("name", 0), always("state", value.String("ONLINE")), always("type", value.String("VECTOR")),
		always("populationPercent", value.Float(100)), always("indexProvider", value.String(providers["VECTOR"])),
		always("owningConstraint", value.Null), listed("labelsOrTypes", 1), listed("properties", 2),
		{"entityType", func(db *engine.Database, row []value.Value) value.Value {
			if ix := vectorIndex(db, row[0].AsString()); ix != nil && !ix.Spec.OnNodes() {
				return value.String("RELATIONSHIP")
			}
			return value.String("NODE")
		}},
		{"createStatement", func(db *engine.Database, row []value.Value) value.Value {
			if ix := vectorIndex(db, row[0].AsString()); ix != nil {
				return value.String(schema.IndexStatement(db, &ix.Spec, ""))
			}
			return value.Null
		}},
		{"options", func(db *engine.Database, row []value.Value) value.Value { return indexOptions(db, row[0].AsString()) }},
	},
	ast.ShowFunctions: {
		always("category", value.String("")), always("isBuiltIn", value.Bool(true)), always("isDeprecated", value.Bool(false)),
		always("rolesExecution", value.Null),
	},
	ast.ShowProcedures: {
		always("worksOnSystem", value.Bool(false)), always("isDeprecated", value.Bool(false)), always("rolesExecution", value.Null),
	},
	ast.ShowUsers:       userColumns,
	ast.ShowCurrentUser: userColumns,
	ast.ShowDatabaseSettings: {
		same("name", 0), same("value", 1),
	},
	ast.ShowDatabases: {
		same("name", 0), always("type", value.String("standard")), always("access", value.String("read-write")),
		always("role", value.String("primary")), always("writer", value.Bool(true)),
		always("requestedStatus", value.String("online")), always("currentStatus", value.String("online")), always("statusMessage", value.String("")),
		always("aliases", value.List(nil)), always("default", value.Bool(true)), always("home", value.Bool(true)),
	},
}

// What SHOW INDEX INFO has in its columns.
const (
	indexType = iota
	indexLabel
	indexProperties
)

var indexColumns = []column{
	{"id", func(db *engine.Database, row []value.Value) value.Value {
		_, id := schema.IndexOf(db, row)
		return value.Int(int64(id))
	}},
	{"name", func(db *engine.Database, row []value.Value) value.Value {
		return value.String(schema.IndexName(db, row))
	}},
	always("state", value.String("ONLINE")),
	always("populationPercent", value.Float(100)),
	{"type", func(_ *engine.Database, row []value.Value) value.Value { return value.String(typeOfIndex(row)) }},
	{"entityType", func(_ *engine.Database, row []value.Value) value.Value {
		if strings.HasPrefix(row[indexType].AsString(), "edge") {
			return value.String("RELATIONSHIP")
		}
		return value.String("NODE")
	}},
	listed("labelsOrTypes", indexLabel),
	listed("properties", indexProperties),
	{"indexProvider", func(_ *engine.Database, row []value.Value) value.Value {
		return value.String(providers[typeOfIndex(row)])
	}},
	always("owningConstraint", value.Null), // an index that a constraint has for itself is not shown
	always("lastRead", value.Null), always("readCount", value.Null), always("trackedSince", value.Null),
	{"options", func(db *engine.Database, row []value.Value) value.Value {
		return indexOptions(db, schema.IndexName(db, row))
	}},
	always("failureMessage", value.String("")),
	{"createStatement", func(db *engine.Database, row []value.Value) value.Value {
		if ix, _ := schema.IndexOf(db, row); ix != nil {
			return value.String(schema.IndexStatement(db, &ix.Spec, schema.IndexName(db, row)))
		}
		return value.Null
	}},
}

// providers are what Neo4j calls the kinds of indexes that clients know by them.
var providers = map[string]string{
	"RANGE": "range-1.0", "POINT": "point-1.0", "FULLTEXT": "fulltext-1.0", "VECTOR": "vector-2.0", "LOOKUP": "token-lookup-1.0",
}

// similarities are Neo4j's words for metrics of vectors.
var similarities = map[vector.Metric]string{vector.Cos: "COSINE", vector.L2sq: "EUCLIDEAN"}

// indexOptions are the options of the vector index of this name, or of any other index.
func indexOptions(db *engine.Database, name string) value.Value {
	var config []value.Entry
	if ix := vectorIndex(db, name); ix != nil {
		c := &ix.Spec.Vector
		config = []value.Entry{
			{Key: "vector.dimensions", Value: value.Int(int64(c.Dimension))},
			{Key: "vector.similarity_function", Value: value.String(cmp.Or(similarities[c.Metric], strings.ToUpper(c.Metric.String())))},
		}
	}
	return value.Map([]value.Entry{{Key: "indexConfig", Value: value.Map(config)}})
}

// vectorIndex returns the vector index of a name; nil if there is none.
func vectorIndex(db *engine.Database, name string) *engine.Index {
	for _, ix := range db.Indexes() {
		if ix.Spec.IsVector() && ix.Spec.Name == name {
			return ix
		}
	}
	return nil
}

func typeOfIndex(row []value.Value) string {
	kind := row[indexType].AsString()
	switch {
	case kind == "point":
		return "POINT"
	case strings.Contains(kind, "_text"):
		return "FULLTEXT"
	case strings.Contains(kind, "_vector"):
		return "VECTOR"
	case row[indexProperties].IsNull():
		return "LOOKUP"
	}
	return "RANGE"
}

var constraintTypes = map[string]string{
	"exists": "NODE_PROPERTY_EXISTENCE", "unique": "UNIQUENESS", "data_type": "NODE_PROPERTY_TYPE",
}

var constraintColumns = []column{
	{"id", func(db *engine.Database, row []value.Value) value.Value {
		_, id := schema.ConstraintOf(db, row)
		return value.Int(int64(id))
	}},
	{"createStatement", func(db *engine.Database, row []value.Value) value.Value {
		if spec, _ := schema.ConstraintOf(db, row); spec != nil {
			return value.String(schema.ConstraintStatement(db, spec, schema.ConstraintName(db, row)))
		}
		return value.Null
	}},
	{"name", func(db *engine.Database, row []value.Value) value.Value {
		return value.String(schema.ConstraintName(db, row))
	}},
	{"type", func(_ *engine.Database, row []value.Value) value.Value {
		return value.String(constraintTypes[row[0].AsString()])
	}},
	always("entityType", value.String("NODE")),
	listed("labelsOrTypes", 1),
	listed("properties", 2),
	{"propertyType", func(_ *engine.Database, row []value.Value) value.Value {
		if row[3] == value.String("") {
			return value.Null
		}
		return row[3]
	}},
}

var userColumns = []column{
	always("roles", value.List(nil)), always("passwordChangeRequired", value.Bool(false)), always("suspended", value.Bool(false)),
	always("home", value.Null),
}

var transactionColumns = []column{
	same("transactionId", 1), same("startTime", 5),
	{"currentQuery", func(_ *engine.Database, row []value.Value) value.Value {
		queries := row[2].AsList()
		if len(queries) == 0 {
			return value.String("")
		}
		return queries[len(queries)-1]
	}},
}

// asList makes a list of a list, of a single value or of null.
func asList(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindList:
		return v
	case value.KindNull:
		return value.List(nil)
	}
	return value.List([]value.Value{v})
}
