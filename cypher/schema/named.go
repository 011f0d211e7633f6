package schema

import (
	"strconv"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
	"memgraphd/engine/vector"
	"memgraphd/internal/spelling"
)

// namedSpec completes the specification of an index that is known by its name.
func (c *Call) namedSpec(st *ast.IndexStatement, spec *engine.IndexSpec) error {
	spec.Name = st.Name
	if st.Drop {
		return nil
	}
	names := append([]string{st.Label}, st.More...)
	switch {
	case st.Label == "":
		spec.Match = engine.MatchEvery
		names = nil
	case st.All:
		spec.Match = engine.MatchAll
	}
	for _, name := range names {
		if spec.OnNodes() {
			spec.Labels = append(spec.Labels, c.DB.Label(name))
		} else {
			spec.Types = append(spec.Types, c.DB.Type(name))
		}
	}
	if !spec.IsVector() {
		return nil
	}
	v, err := vectorConfig(c, st)
	spec.Vector = v
	return err
}

// vectorConfig reads WITH CONFIG {"dimension": 2, "capacity": 10, …}, or Neo4j's
// OPTIONS {indexConfig: {`vector.dimensions`: 2, `vector.similarity_function`: "cosine"}}.
func vectorConfig(c *Call, st *ast.IndexStatement) (vector.Config, error) {
	r := configReader{st: st, cfg: vector.Config{Resize: vector.DefaultResize, Scalar: vector.DefaultScalar}}
	given := value.Null
	if st.Config != nil {
		v, err := c.Constant(st.Config)
		if err != nil {
			return r.cfg, err
		}
		given = v
	}
	if given.Kind() != value.KindMap {
		return r.cfg, errorAt(st.Pos, `A vector index needs WITH CONFIG {"dimension": n, "capacity": n}.`)
	}
	if inner, ok := given.Get("indexConfig"); ok && inner.Kind() == value.KindMap {
		given = inner
		r.cfg.Metric, r.cfg.Capacity = vector.Cos, 1
	}
	for _, e := range given.AsMap() {
		if err := r.option(strings.ToLower(e.Key), e.Value); err != nil {
			return r.cfg, err
		}
	}
	switch {
	case r.cfg.Dimension == 0:
		return r.cfg, r.wrong("The dimension of the vector index is missing in its configuration.")
	case r.cfg.Capacity == 0:
		return r.cfg, r.wrong("The capacity of the vector index is missing in its configuration.")
	}
	if err := r.cfg.Check(); err != nil {
		return r.cfg, r.wrong("Invalid configuration: %s.", err)
	}
	return r.cfg, nil
}

type configReader struct {
	st  *ast.IndexStatement
	cfg vector.Config
}

func (r *configReader) wrong(format string, args ...any) error {
	return errorAt(r.st.Pos, format, args...)
}

// vectorOptions are the keys of the configuration of a vector index.
var vectorOptions = []string{"dimension", "capacity", "resize_coefficient", "metric", "scalar_kind", "vector.dimensions", "vector.similarity_function"}

func (r *configReader) option(key string, v value.Value) error {
	var known bool
	switch key {
	case "dimension", "vector.dimensions":
		return r.number(key, v, vector.MaxDimension, func(n int64) { r.cfg.Dimension = int(n) })
	case "capacity":
		return r.number(key, v, 1<<62, func(n int64) { r.cfg.Capacity = uint64(n) })
	case "resize_coefficient":
		return r.number(key, v, 1<<15, func(n int64) { r.cfg.Resize = uint64(n) })
	case "metric", "vector.similarity_function":
		if v.Kind() == value.KindString {
			r.cfg.Metric, known = vector.ParseMetric(strings.ToLower(v.AsString()))
		}
	case "scalar_kind":
		if v.Kind() == value.KindString {
			r.cfg.Scalar, known = vector.ParseScalar(strings.ToLower(v.AsString()))
		}
	default:
		if strings.HasPrefix(key, "vector.") { // of Neo4j's graph of neighbours and quantisation
			return nil
		}
		return r.wrong("The configuration of a vector index has no '%s'.%s", key, spelling.Hint(key, vectorOptions))
	}
	if !known {
		known := vector.MetricNames()
		if key == "scalar_kind" {
			known = vector.ScalarNames()
		}
		return r.wrong("The %s %s is not known.%s", strings.ReplaceAll(key, "_", " "), value.Literal(v), spelling.Hint(strings.Trim(value.Literal(v), `'"`), known))
	}
	return nil
}

func (r *configReader) number(key string, v value.Value, largest int64, set func(int64)) error {
	if v.Kind() != value.KindInt || v.AsInt() < 1 || v.AsInt() > largest {
		return r.wrong("'%s' must be an integer from 1 to %d, got %s.", key, largest, value.Literal(v))
	}
	set(v.AsInt())
	return nil
}

// configText renders the configuration of a vector index as its statement has it.
func configText(v *vector.Config) string {
	return ` WITH CONFIG {"dimension": ` + strconv.Itoa(v.Dimension) + `, "capacity": ` + strconv.FormatUint(v.Capacity, 10) +
		`, "metric": "` + v.Metric.String() + `", "resize_coefficient": ` + strconv.FormatUint(v.Resize, 10) +
		`, "scalar_kind": "` + v.Scalar + `"}`
}

// namedText renders what an index with a name is on, as in ":A|B(p)".
func namedText(db *engine.Database, spec *engine.IndexSpec) string {
	names := labelsOrTypes(db, spec)
	for i, name := range names {
		names[i] = QuoteName(name)
	}
	text, between := "", "|"
	if spec.Match == engine.MatchAll {
		between = "&"
	}
	if len(names) > 0 {
		text = ":" + strings.Join(names, between)
	}
	if len(spec.Properties) > 0 {
		text += "(" + strings.Join(quotedProperties(db, "", spec.Properties), ", ") + ")"
	}
	return text
}

// namedStatement renders the statement that makes an index with a name.
func namedStatement(db *engine.Database, spec *engine.IndexSpec) string {
	text := "CREATE " + createWords[spec.Kind] + " " + QuoteName(spec.Name) + " ON " + namedText(db, spec)
	if spec.IsVector() {
		text += configText(&spec.Vector)
	}
	return text
}

// ShowVectorIndexes answers SHOW VECTOR INDEX INFO.
func (c *Call) ShowVectorIndexes() (*Table, error) {
	var rows [][]value.Value
	for _, v := range VectorIndexes(c.DB) {
		rows = append(rows, []value.Value{v.Name, v.On, v.Property, v.Capacity, v.Dimension, v.Metric, v.Size, v.Scalar, v.Type})
	}
	return newTable([]string{"index_name", "label", "property", "capacity", "dimension", "metric", "size", "scalar_kind", "index_type"}, rows...), nil
}
