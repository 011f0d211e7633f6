package procedure

import (
	"math"

	"memgraphd/cypher/schema"
	"memgraphd/engine"
	"memgraphd/engine/value"
	"memgraphd/engine/vector"
	"memgraphd/internal/spelling"
)

// vectorProcedures search vector indexes: Memgraph's, and under Neo4j's names with Neo4j's scores.
var vectorProcedures = []Procedure{
	{
		Signature: "vector_search.search(index_name :: STRING, limit :: INTEGER, search_query :: LIST OF NUMBER) :: (node :: NODE, distance :: FLOAT, similarity :: FLOAT)",
		Doc:       "The nodes of a vector index that are nearest to a vector, nearest first.",
		Run:       func(c *Call) error { return searchVectors(c, engine.IndexVector, distanceAndSimilarity) },
	},
	{
		Signature: "vector_search.search_edges(index_name :: STRING, limit :: INTEGER, search_query :: LIST OF NUMBER) :: (edge :: RELATIONSHIP, distance :: FLOAT, similarity :: FLOAT)",
		Doc:       "The relationships of a vector index that are nearest to a vector, nearest first.",
		Run:       func(c *Call) error { return searchVectors(c, engine.IndexVectorRel, distanceAndSimilarity) },
	},
	{
		Signature: "vector_search.show_index_info() :: (index_name :: STRING, label :: NULLABLE STRING, property :: STRING, metric :: STRING, dimension :: INTEGER, capacity :: INTEGER, size :: INTEGER, scalar_kind :: STRING, index_type :: STRING)",
		Doc:       "The vector indexes.",
		Run:       showVectorIndexes,
	},
	{
		Signature: "db.index.vector.queryNodes(indexName :: STRING, numberOfNearestNeighbours :: INTEGER, query :: LIST OF NUMBER) :: (node :: NODE, score :: FLOAT)",
		Doc:       "The nodes of a vector index that are nearest to a vector, with scores from 0 to 1 as Neo4j has them for cosine and Euclidean distance.",
		Run:       func(c *Call) error { return searchVectors(c, engine.IndexVector, score) },
	},
	{
		Signature: "db.index.vector.queryRelationships(indexName :: STRING, numberOfNearestNeighbours :: INTEGER, query :: LIST OF NUMBER) :: (relationship :: RELATIONSHIP, score :: FLOAT)",
		Doc:       "The relationships of a vector index that are nearest to a vector, with scores as above.",
		Run:       func(c *Call) error { return searchVectors(c, engine.IndexVectorRel, score) },
	},
}

// indexNames returns the names of the indexes of a kind.
func indexNames(c *Call, kind engine.IndexKind) []string {
	var names []string
	for _, ix := range c.Txn.Database().Indexes() {
		if ix.Spec.Kind == kind {
			names = append(names, ix.Spec.Name)
		}
	}
	return names
}

// searchVectors yields what is nearest to a vector, each with what show makes of its distance.
func searchVectors(c *Call, kind engine.IndexKind, show func(m vector.Metric, distance float64) []value.Value) error {
	ix := c.Txn.Database().NamedIndex(kind, c.string(0))
	if ix == nil {
		return c.errorf("Vector index %s does not exist.%s", c.string(0), spelling.Hint(c.string(0), indexNames(c, kind)))
	}
	limit, cfg := c.int(1), &ix.Spec.Vector
	if limit < 0 {
		return c.errorf("The limit must not be negative, got %d.", limit)
	}
	v := make([]float32, cfg.Dimension)
	if n := len(c.list(2)); n != cfg.Dimension {
		return c.errorf("The vector has %d dimensions, the index %s has %d.", n, ix.Spec.Name, cfg.Dimension)
	}
	if !vector.Unpack(c.Args[2], v) {
		return c.errorf("The coordinates of a vector must be finite numbers.")
	}
	hits, err := c.Txn.SearchVectors(c.Ctx, ix, v, int(min(limit, math.MaxInt32)))
	if err != nil {
		return err
	}
	ref := value.NodeRef
	if kind == engine.IndexVectorRel {
		ref = value.RelationshipRef
	}
	for _, h := range hits {
		if err := c.Yield(append([]value.Value{ref(h.ID)}, show(cfg.Metric, h.Distance)...)...); err != nil {
			return err
		}
	}
	return nil
}

func distanceAndSimilarity(m vector.Metric, distance float64) []value.Value {
	return []value.Value{value.Float(distance), value.Float(m.Similarity(distance))}
}

// score is the similarity, but of the cosine brought from -1..1 to 0..1.
func score(m vector.Metric, distance float64) []value.Value {
	if m == vector.Cos {
		return []value.Value{value.Float(1 - distance/2)}
	}
	return []value.Value{value.Float(m.Similarity(distance))}
}

func showVectorIndexes(c *Call) error {
	for _, v := range schema.VectorIndexes(c.Txn.Database()) {
		if err := c.Yield(v.Name, v.On, v.Property, v.Metric, v.Dimension, v.Capacity, v.Size, v.Scalar, v.Type); err != nil {
			return err
		}
	}
	return nil
}
