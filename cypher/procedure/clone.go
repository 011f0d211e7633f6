package procedure

import (
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// cloneProcedures copy parts of a graph, or make one part of several.
var cloneProcedures = []Procedure{
	{
		Signature: "refactor.clone_nodes(nodes :: ANY, clone_rels = false :: BOOLEAN, skip_props = [] :: LIST OF STRING) :: (input :: INTEGER, output :: NODE, error :: NULLABLE STRING)",
		Doc:       "Copies nodes, with their relationships if clone_rels says so.",
		Mode:      Writes, Run: cloneNodes,
	},
	{
		Signature: "refactor.clone_subgraph(nodes :: LIST OF NODE, rels = [] :: LIST OF RELATIONSHIP, config = {} :: MAP) :: (input :: INTEGER, output :: NODE, error :: NULLABLE STRING)",
		Doc:       "Copies nodes and the relationships between them: those that are listed, or all; options: standinNodes as [[node, node that takes its place]], skipProperties.",
		Mode:      Writes, Run: func(c *Call) error { return c.cloneSubgraph(c.list(0), c.list(1), c.config(2)) },
	},
	{
		Signature: "refactor.clone_subgraph_from_paths(paths :: LIST OF PATH, config = {} :: MAP) :: (input :: INTEGER, output :: NODE, error :: NULLABLE STRING)",
		Doc:       "refactor.clone_subgraph with the nodes and relationships of paths.",
		Mode:      Writes, Run: cloneFromPaths,
	},
	{
		Signature: "refactor.merge_nodes(nodes :: LIST OF NODE, config = {} :: MAP) :: (node :: NODE)",
		Doc:       "Makes one node of several: the first one gets the labels, properties and relationships of the others; options: properties (\"combine\", \"discard\" or \"overwrite\"), mergeRels.",
		Mode:      Writes, Run: mergeNodes,
	},
	{
		Signature: "refactor.delete_and_reconnect(path :: PATH, nodes :: LIST OF NODE, config = {} :: MAP) :: (nodes :: LIST OF NODE, relationships :: LIST OF RELATIONSHIP)",
		Doc:       "Deletes nodes of a path and links those that are left; option: relationshipSelectionStrategy (\"incoming\", \"outgoing\" or \"merge\").",
		Mode:      Writes, Run: deleteAndReconnect,
	},
}

// copyNode makes a node with the labels and properties of another.
func (c *Call) copyNode(id uint64, skip []string) (value.Value, error) {
	props := slices.DeleteFunc(c.propertiesOf(value.NodeRef(id)), func(e value.Entry) bool { return slices.Contains(skip, e.Key) })
	return c.createNode(c.labelsOf(id), props)
}

func cloneNodes(c *Call) error {
	ids, err := c.startNodes(c.Args[0])
	if err != nil {
		return err
	}
	for _, id := range ids {
		made, err := c.copyNode(id, c.strings(2))
		if err != nil {
			return err
		}
		if c.bool(1) {
			if err := c.copyRelationships(id, made.AsID()); err != nil {
				return err
			}
		}
		if err := c.Yield(value.Int(int64(id)), made, value.Null); err != nil {
			return err
		}
	}
	return nil
}

// copyRelationships gives a copy of a node relationships as the node has them.
func (c *Call) copyRelationships(node, made uint64) error {
	var hops engine.Hops
	if err := c.View().ExpandAll([]uint64{node}, engine.Both, nil, &hops); err != nil {
		return err
	}
	for _, id := range hops.Rel {
		r := c.relationship(id)
		from, to := r.from, r.to
		if from == node {
			from = made
		}
		if to == node {
			to = made
		}
		if _, err := c.createRelationship(from, to, c.typeName(r.typ), c.propertiesOf(value.RelationshipRef(id))); err != nil {
			return err
		}
	}
	return nil
}

// standins reads [[node, node that takes its place], …].
func (c *Call) standins(v value.Value) (map[uint64]uint64, error) {
	out := map[uint64]uint64{}
	if v.IsNull() {
		return out, nil
	}
	wrong := c.errorf("the option 'standinNodes' must be a list of pairs of nodes.")
	if v.Kind() != value.KindList {
		return nil, wrong
	}
	for _, p := range v.AsList() {
		if p.Kind() != value.KindList || len(p.AsList()) != 2 {
			return nil, wrong
		}
		a, b := p.AsList()[0], p.AsList()[1]
		if a.Kind() != value.KindNode || b.Kind() != value.KindNode {
			return nil, wrong
		}
		out[a.AsID()] = b.AsID()
	}
	return out, nil
}

func (c *Call) cloneSubgraph(nodes, rels []value.Value, o *config) error {
	copies, err := c.standins(o.get("standinNodes"))
	if err != nil {
		return err
	}
	skip := stringsOf(o.get("skipProperties"))
	if err := o.done(); err != nil {
		return err
	}
	ids := distinctIDs(nodes)
	between := distinctIDs(rels)
	if len(rels) == 0 {
		if between, err = c.between(ids, c.hopFilter(value.Null)); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if _, standin := copies[id]; standin {
			continue
		}
		made, err := c.copyNode(id, skip)
		if err != nil {
			return err
		}
		copies[id] = made.AsID()
		if err := c.Yield(value.Int(int64(id)), made, value.Null); err != nil {
			return err
		}
	}
	return c.copyBetween(between, copies)
}

// copyBetween makes relationships between copies as there are between their originals.
func (c *Call) copyBetween(rels []uint64, copies map[uint64]uint64) error {
	for _, id := range rels {
		r := c.relationship(id)
		from, ok1 := copies[r.from]
		to, ok2 := copies[r.to]
		if !ok1 || !ok2 {
			continue
		}
		if _, err := c.createRelationship(from, to, c.typeName(r.typ), c.propertiesOf(value.RelationshipRef(id))); err != nil {
			return err
		}
	}
	return nil
}

func cloneFromPaths(c *Call) error {
	var nodes, rels []value.Value
	for _, p := range c.list(0) {
		nodes = append(nodes, nodeRefs(p.AsPath().Nodes).AsList()...)
		rels = append(rels, relationshipRefs(p.AsPath().Rels).AsList()...)
	}
	return c.cloneSubgraph(nodes, rels, c.config(1))
}

func mergeNodes(c *Call) error {
	ids := distinctIDs(c.list(0))
	o := c.config(1)
	strategy := o.text("combine", "properties")
	mergeRels := o.boolean(false, "mergeRels")
	if err := o.done(); err != nil {
		return err
	}
	if !slices.Contains([]string{"combine", "discard", "overwrite", "override"}, strategy) {
		return c.errorf("the option 'properties' must be \"combine\", \"discard\" or \"overwrite\", got %q.", strategy)
	}
	if len(ids) == 0 {
		return nil
	}
	first := ids[0]
	for _, id := range ids[1:] {
		if err := c.mergeInto(first, id, strategy); err != nil {
			return err
		}
	}
	if mergeRels {
		if err := c.mergeParallel(first); err != nil {
			return err
		}
	}
	return c.Yield(value.NodeRef(first))
}

// mergeInto moves what a node has to another one and deletes it.
func (c *Call) mergeInto(first, id uint64, strategy string) error {
	if err := c.changeLabels(first, c.labelsOf(id), nil); err != nil {
		return err
	}
	if err := c.mergeProperties(value.NodeRef(first), value.NodeRef(id), strategy); err != nil {
		return err
	}
	var hops engine.Hops
	if err := c.View().ExpandAll([]uint64{id}, engine.Both, nil, &hops); err != nil {
		return err
	}
	for _, rel := range hops.Rel {
		r := c.relationship(rel)
		from, to := r.from, r.to
		if from == id {
			from = first
		}
		if to == id {
			to = first
		}
		if _, err := c.replaceRelationship(rel, from, to, c.typeName(r.typ)); err != nil {
			return err
		}
	}
	return c.deleteNode(id)
}

// mergeProperties adds the properties of one entity to another. Where both have one, combine makes
// a list of different values, discard keeps the first and overwrite takes the second.
func (c *Call) mergeProperties(into, from value.Value, strategy string) error {
	for _, p := range c.propertiesOf(from) {
		val, old := p.Value, c.property(into, p.Key)
		switch {
		case old.IsNull() || strategy == "overwrite" || strategy == "override":
		case strategy == "discard" || value.Equivalent(old, val):
			continue
		default:
			val = combined(old, val)
		}
		if err := c.setProperty(into, p.Key, val); err != nil {
			return err
		}
	}
	return nil
}

// combined makes a list of the values of two properties, each once.
func combined(a, b value.Value) value.Value {
	var out []value.Value
	for _, v := range []value.Value{a, b} {
		list := []value.Value{v}
		if v.Kind() == value.KindList {
			list = v.AsList()
		}
		for _, e := range list {
			if !slices.ContainsFunc(out, func(o value.Value) bool { return value.Equivalent(o, e) }) {
				out = append(out, e)
			}
		}
	}
	return value.List(out)
}

// mergeParallel makes one relationship of those at a node with the same type and ends.
func (c *Call) mergeParallel(node uint64) error {
	var hops engine.Hops
	if err := c.View().ExpandAll([]uint64{node}, engine.Both, nil, &hops); err != nil {
		return err
	}
	type kind struct {
		from, to uint64
		typ      engine.TypeID
	}
	kept := map[kind]uint64{}
	for _, id := range hops.Rel {
		r := c.relationship(id)
		k := kind{r.from, r.to, r.typ}
		first, dup := kept[k]
		if !dup {
			kept[k] = id
			continue
		}
		if err := c.mergeProperties(value.RelationshipRef(first), value.RelationshipRef(id), "combine"); err != nil {
			return err
		}
		if err := c.deleteRelationship(id); err != nil {
			return err
		}
	}
	return nil
}

// deleteAndReconnect takes nodes out of a path.
func deleteAndReconnect(c *Call) error {
	o := c.config(2)
	strategy := o.text("incoming", "relationshipSelectionStrategy")
	if err := o.done(); err != nil {
		return err
	}
	if !slices.Contains([]string{"incoming", "outgoing", "merge"}, strategy) {
		return c.errorf("relationshipSelectionStrategy must be \"incoming\", \"outgoing\" or \"merge\", got %q.", strategy)
	}
	p := c.Args[0].AsPath()
	gone := distinctIDs(c.list(1))
	nodes, rels := []uint64{}, []value.Value{}
	last := -1 // where in the path the last node that stays is
	for i, id := range p.Nodes {
		if slices.Contains(gone, id) {
			continue
		}
		if last >= 0 {
			rel, err := c.bridge(p, last, i, strategy)
			if err != nil {
				return err
			}
			rels = append(rels, rel)
		}
		nodes, last = append(nodes, id), i
	}
	for _, id := range gone {
		if slices.Contains(p.Nodes, id) {
			if err := c.deleteNode(id); err != nil {
				return err
			}
		}
	}
	return c.Yield(nodeRefs(nodes), value.List(rels))
}

// bridge returns the relationship between two nodes of a path; where others between them go,
// it is made anew in the likeness of the one that came in to the first of these, or the one
// that went out of the last, with the properties of both if they are to be merged.
func (c *Call) bridge(p *value.Path, i, j int, strategy string) (value.Value, error) {
	if j == i+1 {
		return value.RelationshipRef(p.Rels[i]), nil
	}
	model := p.Rels[i]
	if strategy == "outgoing" {
		model = p.Rels[j-1]
	}
	r := c.relationship(model)
	from, to := p.Nodes[i], p.Nodes[j]
	at := i
	if strategy == "outgoing" {
		at = j - 1
	}
	if r.from != p.Nodes[at] {
		from, to = to, from
	}
	made, err := c.createRelationship(from, to, c.typeName(r.typ), c.propertiesOf(value.RelationshipRef(model)))
	if err == nil && strategy == "merge" {
		err = c.mergeProperties(made, value.RelationshipRef(p.Rels[j-1]), "combine")
	}
	return made, err
}
