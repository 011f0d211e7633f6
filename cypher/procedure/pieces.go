package procedure

import (
	"slices"

	"memgraphd/cypher/eval"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// pieceProcedures work on values; most are functions as well.
var pieceProcedures = []Procedure{
	{
		Signature: "collections.split(coll :: LIST OF NULLABLE ANY, delimiter :: NULLABLE ANY) :: (splitted :: LIST OF ANY)",
		Doc:       "The stretches of a list between the elements that equal a delimiter; empty ones are left out.",
		Run:       splitList,
	},
	{
		Signature: "collections.partition(coll :: LIST OF NULLABLE ANY, size :: INTEGER) :: (result :: LIST OF ANY)",
		Doc:       "A list cut into pieces of a size; the last one may be shorter.",
		Run:       partitionList,
	},
	{
		Signature: "text.join(strings :: LIST OF STRING, delimiter :: STRING) :: (string :: STRING)",
		Doc:       "The strings of a list with a delimiter between them.",
		Run:       asFunction,
	},
	{
		Signature: "text.format(text :: STRING, params :: LIST OF NULLABLE ANY) :: (result :: STRING)",
		Doc:       "A text with values in place of its {}, or of its %s, %d and %f.",
		Run:       asFunction,
	},
	{
		Signature: "text.regexGroups(input :: STRING, regex :: STRING) :: (results :: LIST OF LIST OF STRING)",
		Doc:       "The matches of a regular expression, each with its groups.",
		Run:       asFunction,
	},
	{
		Signature: "convert_c.to_tree(paths :: NULLABLE ANY, lowerCaseRels = true :: BOOLEAN, config = {} :: MAP) :: (value :: MAP)",
		Doc:       "Paths as trees of maps, nested along their relationships: one for each node at which they begin.",
		Run:       treesOfPaths,
	},
	{
		Signature: "util_module.md5(values :: ANY) :: (result :: STRING)",
		Doc:       "The MD5 hash of a value, in hexadecimal.",
		Run:       asFunction,
	},
	{
		Signature: "uuid_generator.get() :: (uuid :: STRING)",
		Doc:       "A random UUID.",
		Run:       newUUID,
	},
	{
		Signature: "map.from_nodes(label :: STRING, property :: STRING) :: (map :: MAP)",
		Doc:       "The nodes with a label and a property, under the text of the property.",
		Run:       mapFromNodes,
	},
}

func splitList(c *Call) error {
	var piece []value.Value
	flush := func() error {
		if len(piece) == 0 {
			return nil
		}
		done := piece
		piece = nil
		return c.Yield(value.List(done))
	}
	for _, v := range c.list(0) {
		if value.Equivalent(v, c.Args[1]) {
			if err := flush(); err != nil {
				return err
			}
			continue
		}
		piece = append(piece, v)
	}
	return flush()
}

func partitionList(c *Call) error {
	if c.int(1) < 1 {
		return c.errorf("the size must be at least 1, got %d.", c.int(1))
	}
	for piece := range slices.Chunk(c.list(0), hopLimit(c.int(1))) {
		if err := c.Yield(value.List(piece)); err != nil {
			return err
		}
	}
	return nil
}

// asFunction yields what the function of the procedure's name makes of the arguments.
func asFunction(c *Call) error {
	v, err := eval.Apply(c.Context, c.Name, c.Args...)
	if err != nil {
		return err
	}
	return c.Yield(v)
}

func newUUID(c *Call) error {
	v, err := eval.Apply(c.Context, "randomUUID")
	if err != nil {
		return err
	}
	return c.Yield(v)
}

func mapFromNodes(c *Call) error {
	label, known := c.Txn.Database().FindLabel(c.string(0))
	if !known {
		return c.Yield(value.Map(nil))
	}
	filter := c.Txn.Database().NewLabelFilter(func(have []engine.LabelID) bool { return slices.Contains(have, label) })
	var entries []value.Entry
	err := c.View().Nodes(filter, func(ids []uint64) error {
		for _, id := range ids {
			v := value.NodeRef(id)
			if p := c.property(v, c.string(1)); !p.IsNull() {
				entries = append(entries, value.Entry{Key: value.Format(p), Value: v})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.Yield(value.Map(entries))
}

// treesOfPaths yields a tree for each root; an empty map of no paths.
func treesOfPaths(c *Call) error {
	trees, err := eval.Trees(c.Context, c.Args[0], c.bool(1), c.Args[2])
	if err != nil {
		return err
	}
	if len(trees) == 0 {
		return c.Yield(value.Map(nil))
	}
	for _, tree := range trees {
		if err := c.Yield(tree); err != nil {
			return err
		}
	}
	return nil
}
