package procedure

import (
	"cmp"
	"slices"

	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine/value"
)

// similarityProcedures compare nodes.
var similarityProcedures = []Procedure{
	{
		Signature: "node_similarity.jaccard() :: (node1 :: NODE, node2 :: NODE, similarity :: FLOAT)",
		Doc:       "The pairs of nodes whose relationships lead to a common node: the number of common nodes by that of all nodes that those of either lead to.",
		Virtual:   true, Lazy: true, Run: func(c *Call) error { return similarPairs(c, algorithm.Overlap.Jaccard) },
	},
	{
		Signature: "node_similarity.jaccard_pairwise(src_nodes :: LIST OF NODE, dst_nodes :: LIST OF NODE) :: (node1 :: NODE, node2 :: NODE, similarity :: FLOAT)",
		Doc:       "node_similarity.jaccard for the first of both lists, the second of both, and so on.",
		Virtual:   true, Run: func(c *Call) error { return comparePairs(c, algorithm.Overlap.Jaccard) },
	},
	{
		Signature: "node_similarity.overlap() :: (node1 :: NODE, node2 :: NODE, similarity :: FLOAT)",
		Doc:       "As node_similarity.jaccard, but by the number of nodes that the relationships of the one with fewer lead to.",
		Virtual:   true, Lazy: true, Run: func(c *Call) error { return similarPairs(c, algorithm.Overlap.Coefficient) },
	},
	{
		Signature: "node_similarity.overlap_pairwise(src_nodes :: LIST OF NODE, dst_nodes :: LIST OF NODE) :: (node1 :: NODE, node2 :: NODE, similarity :: FLOAT)",
		Doc:       "node_similarity.overlap for the first of both lists, the second of both, and so on.",
		Virtual:   true, Run: func(c *Call) error { return comparePairs(c, algorithm.Overlap.Coefficient) },
	},
	{
		Signature: "node_similarity.cosine(property :: STRING) :: (node1 :: NODE, node2 :: NODE, similarity :: FLOAT)",
		Doc:       "The cosine of the angle between the vectors that a property has, for all pairs of nodes that have it.",
		Virtual:   true, Lazy: true, Run: cosinePairs,
	},
	{
		Signature: "node_similarity.cosine_pairwise(property :: STRING, src_nodes :: LIST OF NODE, dst_nodes :: LIST OF NODE) :: (node1 :: NODE, node2 :: NODE, similarity :: FLOAT)",
		Doc:       "node_similarity.cosine for the first of both lists, the second of both, and so on.",
		Virtual:   true, Run: compareCosines,
	},
	{
		Signature: "knn.get(config :: MAP) :: (node :: NODE, neighbour :: NODE, similarity :: FLOAT)",
		Doc:       "The topK (1) nodes that are most similar to each node by the cosines of nodeProperties, a name or several; options: similarityCutoff (0). It compares all pairs, so sampleRate, maxIterations, deltaThreshold, randomSeed and concurrency mean nothing.",
		Virtual:   true, Lazy: true, Run: nearestNodes,
	},
}

func (c *Call) neighborhoods() (*network, algorithm.Neighborhoods, error) {
	n, err := c.network("")
	if err != nil {
		return nil, nil, err
	}
	return n, algorithm.NewNeighborhoods(algorithm.Directed(len(n.ids), n.edges)), nil
}

func similarPairs(c *Call, by func(algorithm.Overlap) float64) error {
	n, sets, err := c.neighborhoods()
	if err != nil {
		return err
	}
	return sets.Pairs(c.Stopped, func(a, b int32, o algorithm.Overlap) error {
		return c.Yield(value.NodeRef(n.ids[a]), value.NodeRef(n.ids[b]), value.Float(by(o)))
	})
}

// sameLength checks that two arguments are lists of one length.
func (c *Call) sameLength(a, b int) error {
	if x, y := len(c.list(a)), len(c.list(b)); x != y {
		return c.errorf("the lists of nodes must have the same length, not %d and %d.", x, y)
	}
	return nil
}

func comparePairs(c *Call, by func(algorithm.Overlap) float64) error {
	if err := c.sameLength(0, 1); err != nil {
		return err
	}
	n, sets, err := c.neighborhoods()
	if err != nil {
		return err
	}
	for i, x := range c.list(0) {
		y := c.list(1)[i]
		a, b := n.index.find(x.AsID()), n.index.find(y.AsID())
		if a < 0 || b < 0 {
			return c.errorf("a node of the lists is not in the graph.")
		}
		if err := c.Yield(x, y, value.Float(by(sets.Compare(a, b)))); err != nil {
			return err
		}
	}
	return nil
}

// vector reads a property that is a list of numbers; nil if there is none.
func (c *Call) vector(node value.Value, property string) ([]float64, error) {
	v := c.property(node, property)
	if v.IsNull() {
		return nil, nil
	}
	if v.Kind() != value.KindList {
		return nil, c.errorf("the property '%s' must be a list of numbers, got %s.", property, value.Literal(v))
	}
	list := make([]float64, len(v.AsList()))
	for i, x := range v.AsList() {
		if !x.IsNumber() {
			return nil, c.errorf("the property '%s' must be a list of numbers, got %s.", property, value.Literal(v))
		}
		list[i] = x.Number()
	}
	return list, nil
}

// embedded is a node with its vectors, one for each property.
type embedded struct {
	node    value.Value
	vectors [][]float64
}

// embedded returns the nodes of the view that have all of some properties.
func (c *Call) embedded(properties []string) ([]embedded, error) {
	var all []embedded
	return all, c.View().Nodes(nil, func(ids []uint64) error {
		for _, id := range ids {
			e := embedded{node: value.NodeRef(id)}
			for _, p := range properties {
				v, err := c.vector(e.node, p)
				if err != nil {
					return err
				}
				if v == nil {
					break
				}
				e.vectors = append(e.vectors, v)
			}
			if len(e.vectors) < len(properties) {
				continue
			}
			for i, v := range e.vectors {
				if len(all) > 0 && len(all[0].vectors[i]) != len(v) {
					return c.errorf("the vectors of '%s' must have the same length, not %d and %d.", properties[i], len(all[0].vectors[i]), len(v))
				}
				if err := c.hold(int64(8*len(v) + 64)); err != nil {
					return err
				}
			}
			all = append(all, e)
		}
		return nil
	})
}

// similarity is the mean of the cosines of two nodes' vectors.
func (e embedded) similarity(other embedded) float64 {
	sum := 0.0
	for i, v := range e.vectors {
		sum += algorithm.Cosine(v, other.vectors[i])
	}
	return sum / float64(len(e.vectors))
}

func cosinePairs(c *Call) error {
	all, err := c.embedded([]string{c.string(0)})
	if err != nil {
		return err
	}
	for i, a := range all {
		if err := c.Stopped(); err != nil {
			return err
		}
		for _, b := range all[i+1:] {
			if err := c.Yield(a.node, b.node, value.Float(a.similarity(b))); err != nil {
				return err
			}
		}
	}
	return nil
}

func compareCosines(c *Call) error {
	if err := c.sameLength(1, 2); err != nil {
		return err
	}
	for i, x := range c.list(1) {
		y := c.list(2)[i]
		a, err := c.vector(x, c.string(0))
		if err != nil {
			return err
		}
		b, err := c.vector(y, c.string(0))
		if err != nil {
			return err
		}
		if a == nil || len(a) != len(b) {
			return c.errorf("the nodes to compare must have vectors of the same length in '%s', not %d and %d.", c.string(0), len(a), len(b))
		}
		if err := c.Yield(x, y, value.Float(algorithm.Cosine(a, b))); err != nil {
			return err
		}
	}
	return nil
}

// near is a neighbour and how similar it is.
type near struct {
	node       value.Value
	similarity float64
}

func nearestNodes(c *Call) error {
	o := c.config(0)
	properties := stringsOrOne(o.get("nodeProperties", "node_properties"))
	most, cutoff := o.integer(1, "topK", "top_k"), o.number(0, "similarityCutoff", "similarity_cutoff")
	o.get("sampleRate", "maxIterations", "deltaThreshold", "randomSeed", "concurrency", "sample_rate", "max_iterations", "delta_threshold", "random_seed")
	if err := o.done(); err != nil {
		return err
	}
	if len(properties) == 0 || most < 1 {
		return c.errorf("the option 'nodeProperties' must name properties, and 'topK' must be positive.")
	}
	all, err := c.embedded(properties)
	if err != nil {
		return err
	}
	var found []near
	for i, a := range all {
		if err := c.Stopped(); err != nil {
			return err
		}
		found = found[:0]
		for j, b := range all {
			if s := a.similarity(b); i != j && s >= cutoff {
				found = append(found, near{b.node, s})
			}
		}
		slices.SortStableFunc(found, func(x, y near) int { return cmp.Compare(y.similarity, x.similarity) })
		for _, f := range found[:min(int(most), len(found))] {
			if err := c.Yield(a.node, f.node, value.Float(f.similarity)); err != nil {
				return err
			}
		}
	}
	return nil
}

// stringsOrOne reads a string, or a list of them.
func stringsOrOne(v value.Value) []string {
	if v.Kind() == value.KindString {
		return []string{v.AsString()}
	}
	return stringsOf(v)
}
