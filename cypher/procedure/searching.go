package procedure

import (
	"fmt"
	"strings"

	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

// searchProcedures find nodes by one property of several.
var searchProcedures = []Procedure{
	{
		Signature: "search.node(label_property_map :: MAP|STRING, operator :: STRING, value :: ANY) :: (node :: NODE)",
		Doc:       "The nodes of which a property compares with a value, each once; properties as {Label: property, Other: [property, …]} or as JSON, operators =, exact, <>, <, <=, >, >=, =~, contains, starts with and ends with.",
		Run:       func(c *Call) error { return searchNodes(c, map[uint64]struct{}{}) },
	},
	{
		Signature: "search.node_all(label_property_map :: MAP|STRING, operator :: STRING, value :: ANY) :: (node :: NODE)",
		Doc:       "search.node with a row for each property that compares.",
		Run:       func(c *Call) error { return searchNodes(c, nil) },
	},
}

var searchOperators = map[string]string{
	"=": "=", "exact": "=", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "=~": "=~",
	"contains": "CONTAINS", "starts with": "STARTS WITH", "ends with": "ENDS WITH",
}

// searchNodes runs a query for each property, so that indexes are used. seen leaves out what was yielded; nil: nothing.
func searchNodes(c *Call, seen map[uint64]struct{}) error {
	operator, ok := searchOperators[strings.ToLower(c.string(1))]
	if !ok {
		return c.errorf("there is no operator '%s'; there are =, exact, <>, <, <=, >, >=, =~, contains, starts with, ends with.", c.string(1))
	}
	wanted, err := c.searchedProperties()
	if err != nil {
		return err
	}
	host, err := c.host()
	if err != nil {
		return err
	}
	params := value.Map([]value.Entry{{Key: "value", Value: c.Args[2]}})
	view := c.View()
	for _, w := range wanted {
		for _, key := range w.keys {
			query := fmt.Sprintf("MATCH (n:%s) WHERE n.%s %s $value RETURN n", value.AppendName(nil, w.label), value.AppendName(nil, key), operator)
			err := host.Read(c.Ctx, query, params, func(_ []string, row []value.Value) error {
				id := row[0].AsID()
				if _, known := seen[id]; known || !view.HasNode(id) {
					return nil
				}
				if seen != nil {
					seen[id] = struct{}{}
				}
				return c.Yield(row[0])
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// searchedProperties reads the first argument, a map or its JSON.
func (c *Call) searchedProperties() ([]wanted, error) {
	given := c.Args[0]
	if given.Kind() == value.KindString {
		var err error
		if given, err = eval.Apply(c.Context, "convert.from_json_map", given); err != nil {
			return nil, err
		}
	}
	if given.Kind() != value.KindMap {
		return nil, c.errorf("the properties must be a map of labels, or its JSON.")
	}
	var list []wanted
	for _, e := range given.AsMap() {
		keys := stringsOf(e.Value)
		if len(keys) == 0 {
			return nil, c.errorf("the properties of label '%s' must be a string or a list of strings, got %s.", e.Key, value.Literal(e.Value))
		}
		list = append(list, wanted{e.Key, keys})
	}
	return list, nil
}
