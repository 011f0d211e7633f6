package procedure

import (
	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine/value"
)

// clusterProcedures divide nodes by vectors that they have.
var clusterProcedures = []Procedure{
	{
		Signature: `kmeans.get_clusters(n_clusters :: INTEGER, embedding_property = "embedding" :: STRING, init = "k-means++" :: STRING, n_init = 10 :: INTEGER, max_iter = 10 :: INTEGER, tol = 0.0001 :: FLOAT, algorithm = "auto" :: STRING, random_state = 1998 :: INTEGER) :: (node :: NODE, cluster_id :: INTEGER)`,
		Doc:       `Divides the nodes that have a vector into clusters around centers, so that the squares of the distances to them are small. init is "k-means++" or "random"; n_init is how often it begins anew, max_iter how often nodes are assigned; algorithm means nothing.`,
		Run:       func(c *Call) error { return findClusters(c, 0, "") },
	},
	{
		Signature: `kmeans.set_clusters(n_clusters :: INTEGER, embedding_property = "embedding" :: STRING, cluster_property = "cluster_id" :: STRING, init = "k-means++" :: STRING, n_init = 10 :: INTEGER, max_iter = 10 :: INTEGER, tol = 0.0001 :: FLOAT, algorithm = "auto" :: STRING, random_state = 1998 :: INTEGER) :: (node :: NODE, cluster_id :: INTEGER)`,
		Doc:       "kmeans.get_clusters, and sets the cluster as a property of each node.",
		Mode:      Writes, Run: func(c *Call) error { return findClusters(c, 1, c.string(2)) },
	},
}

// findClusters yields the clusters, and sets them as a property if it has a name. The arguments behind the
// property of the vectors stand so many places later.
func findClusters(c *Call, later int, property string) error {
	ids, points, err := c.vectors(c.string(1))
	if err != nil {
		return err
	}
	o := algorithm.KMeansOptions{
		Clusters: int(min(c.int(0), int64(len(points)))), Spread: c.string(2+later) == "k-means++",
		Tries: int(c.int(3 + later)), Rounds: int(c.int(4 + later)), Tolerance: c.float(5 + later), Seed: uint64(c.int(7 + later)),
	}
	switch init := c.string(2 + later); {
	case c.int(0) < 1:
		return c.errorf("n_clusters must be at least 1, got %d.", c.int(0))
	case init != "k-means++" && init != "random":
		return c.errorf("init must be k-means++ or random, got '%s'.", init)
	case o.Tries < 1 || o.Rounds < 1:
		return c.errorf("n_init and max_iter must be at least 1.")
	case len(points) == 0:
		return nil
	}
	clusters, err := algorithm.KMeans(points, o, c.Stopped)
	if err != nil {
		return err
	}
	for i, id := range ids {
		cluster := value.Int(int64(clusters[i]))
		if property != "" {
			if err := c.setProperty(value.NodeRef(id), property, cluster); err != nil {
				return err
			}
		}
		if err := c.Yield(value.NodeRef(id), cluster); err != nil {
			return err
		}
	}
	return nil
}

// vectors returns the nodes with a property, which must be a list of numbers, as long for each.
func (c *Call) vectors(property string) (ids []uint64, points [][]float64, err error) {
	err = c.View().Nodes(nil, func(batch []uint64) error {
		for _, id := range batch {
			v := c.property(value.NodeRef(id), property)
			if v.IsNull() {
				continue
			}
			point, ok := numbersOf(v)
			if !ok || len(points) > 0 && len(point) != len(points[0]) {
				return c.errorf("the property '%s' must be a list of numbers, as long for each node, got %s.", property, value.Literal(v))
			}
			ids, points = append(ids, id), append(points, point)
			if err := c.hold(int64(len(point))*8 + 40); err != nil {
				return err
			}
		}
		return nil
	})
	return ids, points, err
}

// numbersOf returns the numbers of a list.
func numbersOf(v value.Value) ([]float64, bool) {
	if v.Kind() != value.KindList {
		return nil, false
	}
	numbers := make([]float64, len(v.AsList()))
	for i, e := range v.AsList() {
		if !e.IsNumber() {
			return nil, false
		}
		numbers[i] = e.Number()
	}
	return numbers, true
}
