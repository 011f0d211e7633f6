package procedure

import (
	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine/value"
)

// choiceProcedures look for what is shortest or least among very many.
var choiceProcedures = []Procedure{
	{
		Signature: `tsp.solve(points :: LIST OF NODE, method = "1.5_approx" :: STRING) :: (sources :: LIST OF NODE, destinations :: LIST OF NODE)`,
		Doc:       `A short round trip by all points, over the globe by their properties lat and lng. The method "greedy" goes to the nearest each time; "2_approx" and "1.5_approx" walk through a least spanning tree, and turn stretches around as long as that helps.`,
		Run:       roundTrip,
	},
	{
		Signature: "vrp.route(depot_node :: NODE, number_of_vehicles = null :: NULLABLE INTEGER) :: (from_vertex :: NODE, to_vertex :: NODE)",
		Doc:       "Short round trips of vehicles, or of one, from a depot by all other nodes, over the globe by their properties lat and lng.",
		Run:       vehicleRoutes,
	},
	{
		Signature: "set_cover.cp_solve(element_vertexes :: LIST OF NODE, set_vertexes :: LIST OF NODE) :: (containing_set :: NODE)",
		Doc:       "As few sets as possible that have all elements: the first element is in the first set, the second in the second and so on.",
		Run:       func(c *Call) error { return coverSets(c, algorithm.LeastCover) },
	},
	{
		Signature: "set_cover.greedy(element_vertexes :: LIST OF NODE, set_vertexes :: LIST OF NODE) :: (containing_set :: NODE)",
		Doc:       "set_cover.cp_solve with each time the set that has most of what is left: fast, and not always the fewest.",
		Run:       func(c *Call) error { return coverSets(c, algorithm.GreedyCover) },
	},
	{
		Signature: `graph_coloring.color_graph(parameters = {} :: MAP, edge_property = "weight" :: STRING) :: (node :: NODE, color :: INTEGER)`,
		Doc:       "Colors, from 0, so that no relationship is between two nodes of the same; few, if not always the fewest. Parameters and weights, which guide a search in Memgraph, mean nothing.",
		Virtual:   true, Run: colorGraph,
	},
	{
		Signature: `graph_coloring.color_subgraph(vertices :: LIST OF NODE, edges :: LIST OF RELATIONSHIP, parameters = {} :: MAP, edge_property = "weight" :: STRING) :: (node :: NODE, color :: INTEGER)`,
		Doc:       "graph_coloring.color_graph on a subgraph.",
		Run:       func(c *Call) error { c.narrow(0, 1); return colorGraph(c) },
	},
}

// maxPlaces bounds the points of a round trip, of which each pair is looked at.
const maxPlaces = 10_000

// distances returns how far nodes are from one another, in meters.
func (c *Call) distances(nodes []value.Value) (algorithm.Distance, error) {
	if len(nodes) > maxPlaces {
		return nil, c.errorf("it takes at most %d points, got %d.", maxPlaces, len(nodes))
	}
	places := make([]value.Point, len(nodes))
	for i, n := range nodes {
		var err error
		if places[i], err = c.position(n); err != nil {
			return nil, err
		}
	}
	return func(a, b int32) float64 {
		d, _ := value.Distance(places[a], places[b])
		return d
	}, nil
}

func roundTrip(c *Call) error {
	points := c.list(0)
	d, err := c.distances(points)
	if err != nil {
		return err
	}
	var tour []int32
	switch method := c.string(1); method {
	case "greedy":
		tour, err = algorithm.NearestTour(len(points), d, c.Stopped)
	case "2_approx", "1.5_approx":
		if tour, err = algorithm.TreeTour(len(points), d, c.Stopped); err == nil {
			err = algorithm.Shorten(tour, d, c.Stopped)
		}
	default:
		return c.errorf("the method must be greedy, 2_approx or 1.5_approx, got '%s'.", method)
	}
	if err != nil {
		return err
	}
	from, to := make([]value.Value, len(tour)), make([]value.Value, len(tour))
	for i, v := range tour {
		from[i], to[i] = points[v], points[tour[(i+1)%len(tour)]]
	}
	return c.Yield(value.List(from), value.List(to))
}

func vehicleRoutes(c *Call) error {
	vehicles := int64(1)
	if !c.Args[1].IsNull() {
		vehicles = c.int(1)
	}
	if vehicles < 1 {
		return c.errorf("the number of vehicles must be at least 1, got %d.", vehicles)
	}
	n, err := c.network("")
	if err != nil {
		return err
	}
	depot := n.index.find(c.id(0))
	if depot < 0 {
		return c.errorf("the depot is not in the graph.")
	}
	d, err := c.distances(nodeRefs(n.ids).AsList())
	if err != nil {
		return err
	}
	routes, err := algorithm.Routes(len(n.ids), depot, int(min(vehicles, maxPlaces)), d, c.Stopped)
	if err != nil {
		return err
	}
	for _, route := range routes {
		route = append([]int32{depot}, route...)
		if err := algorithm.Shorten(route, d, c.Stopped); err != nil {
			return err
		}
		for i, v := range route {
			if err := c.Yield(value.NodeRef(n.ids[v]), value.NodeRef(n.ids[route[(i+1)%len(route)]])); err != nil {
				return err
			}
		}
	}
	return nil
}

// coverSets yields the sets that are chosen to cover the elements.
func coverSets(c *Call, choose func(n int, sets [][]int32, stop func() error) ([]int32, error)) error {
	if err := c.sameLength(0, 1); err != nil {
		return err
	}
	elements, sets := newNumbering(), newNumbering()
	var members [][]int32
	for i, e := range c.list(0) {
		element, set := elements.of(e.AsID()), sets.of(c.list(1)[i].AsID())
		if int(set) == len(members) {
			members = append(members, nil)
		}
		members[set] = append(members[set], element)
	}
	chosen, err := choose(len(elements.ids), members, c.Stopped)
	if err != nil {
		return err
	}
	for _, s := range chosen {
		if err := c.Yield(value.NodeRef(sets.ids[s])); err != nil {
			return err
		}
	}
	return nil
}

// numbering numbers ids in the order in which they come.
type numbering struct {
	ids    []uint64
	number map[uint64]int32
}

func newNumbering() *numbering { return &numbering{number: map[uint64]int32{}} }

func (n *numbering) of(id uint64) int32 {
	number, known := n.number[id]
	if !known {
		number = int32(len(n.ids))
		n.number[id] = number
		n.ids = append(n.ids, id)
	}
	return number
}

func colorGraph(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	colors, err := algorithm.Coloring(algorithm.Undirected(len(n.ids), n.edges), c.Stopped)
	if err != nil {
		return err
	}
	return c.yieldNodes(n, func(v int) value.Value { return value.Int(int64(colors[v])) })
}
