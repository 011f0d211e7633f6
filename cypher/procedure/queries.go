package procedure

import (
	"fmt"
	"slices"
	"strings"

	"memgraphd/engine/value"
)

// queryProcedures run queries that they are given as text.
var queryProcedures = []Procedure{
	{
		Signature: "do.when(condition :: NULLABLE BOOLEAN, if_query :: STRING, else_query :: STRING, params = {} :: MAP) :: (value :: MAP)",
		Doc:       "The rows, as maps, of one query if the condition holds, else of another. An empty query yields one empty map.",
		Mode:      Mixes, Run: doWhen,
	},
	{
		Signature: "do.case(conditionals :: LIST OF NULLABLE ANY, else_query :: STRING, params = {} :: MAP) :: (value :: MAP)",
		Doc:       "The rows of the first query of [condition, query, condition, query, …] whose condition holds, else of another.",
		Mode:      Mixes, Run: doCase,
	},
	{
		Signature: "apoc.cypher.run(statement :: STRING, params = {} :: MAP) :: (value :: MAP)",
		Doc:       "The rows of a query, as maps.",
		Mode:      Mixes, Run: func(c *Call) error { return c.runQuery(c.string(0), c.Args[1]) },
	},
	{
		Signature: "periodic.iterate(input_query :: STRING, running_query :: STRING, config :: MAP) :: (success :: BOOLEAN, number_of_executed_batches :: INTEGER)",
		Doc:       "Runs a query for the rows of another, so many (batch_size) in each transaction of their own. It finds their columns as variables.",
		Run:       periodicIterate,
	},
	{
		Signature: "periodic.delete(config :: MAP) :: (success :: BOOLEAN, number_of_executed_batches :: INTEGER, number_of_deleted_nodes :: INTEGER, number_of_deleted_relationships :: INTEGER)",
		Doc:       "Deletes nodes by labels and relationships by edge_types, so many (batch_size) in each transaction of their own.",
		Run:       periodicDelete,
	},
}

func doWhen(c *Call) error {
	query := c.string(2)
	if !c.Args[0].IsNull() && c.bool(0) {
		query = c.string(1)
	}
	return c.runQuery(query, c.Args[3])
}

func doCase(c *Call) error {
	list := c.list(0)
	if len(list)%2 != 0 {
		return c.errorf("the conditionals must be pairs of a condition and a query.")
	}
	query := c.string(1)
	for i := 0; i < len(list); i += 2 {
		cond, text := list[i], list[i+1]
		if !cond.IsNull() && cond.Kind() != value.KindBool || text.Kind() != value.KindString {
			return c.errorf("the conditionals must be pairs of a condition and a query.")
		}
		if !cond.IsNull() && cond.AsBool() {
			query = text.AsString()
			break
		}
	}
	return c.runQuery(query, c.Args[2])
}

// runQuery yields the rows of a query as maps.
func (c *Call) runQuery(text string, params value.Value) error {
	if strings.TrimSpace(text) == "" {
		return c.Yield(value.Map(nil))
	}
	host, err := c.host()
	if err != nil {
		return err
	}
	counters, err := host.Query(c.Ctx, text, params, func(columns []string, row []value.Value) error {
		entries := make([]value.Entry, len(columns))
		for i, name := range columns {
			entries[i] = value.Entry{Key: name, Value: row[i]}
		}
		return c.Yield(value.Map(entries))
	})
	c.Counters = counters
	return err
}

// iteration collects rows and runs a query for each batch of them.
type iteration struct {
	call    *Call
	host    Host
	query   string // to run for a batch, without its head
	params  value.Value
	size    int
	head    string // how the query gets at the columns
	rows    []value.Value
	batches int64
}

func periodicIterate(c *Call) error {
	o := c.config(2)
	it := &iteration{call: c, query: c.string(1), params: o.get("params"), size: hopLimit(o.integer(10000, "batch_size", "batchSize"))}
	o.boolean(false, "parallel")
	if err := o.done(); err != nil {
		return err
	}
	if it.size < 1 {
		return c.errorf("the option 'batch_size' must be at least 1.")
	}
	var err error
	if it.host, err = c.host(); err != nil {
		return err
	}
	if err := it.host.Read(c.Ctx, c.string(0), it.params, it.add); err != nil {
		return err
	}
	if err := it.flush(); err != nil {
		return err
	}
	return c.Yield(value.Bool(true), value.Int(it.batches))
}

// batchName is the parameter that the rows of a batch are passed in.
const batchName = "__batch"

func (it *iteration) add(columns []string, row []value.Value) error {
	if it.head == "" {
		names := make([]string, len(columns))
		for i, n := range columns {
			quoted := string(value.AppendName(nil, n))
			names[i] = "__row." + quoted + " AS " + quoted
		}
		it.head = fmt.Sprintf("UNWIND $%s AS __row WITH %s ", batchName, strings.Join(names, ", "))
	}
	entries := make([]value.Entry, len(columns))
	for i, n := range columns {
		entries[i] = value.Entry{Key: n, Value: row[i]}
	}
	it.rows = append(it.rows, value.Map(entries))
	if len(it.rows) < it.size {
		return nil
	}
	return it.flush()
}

func (it *iteration) flush() error {
	if len(it.rows) == 0 {
		return nil
	}
	entries := []value.Entry{{Key: batchName, Value: value.List(it.rows)}}
	if it.params.Kind() == value.KindMap {
		entries = append(entries, it.params.AsMap()...)
	}
	it.rows = nil
	it.batches++
	return it.host.Apart(it.call.Ctx, it.head+it.query, value.Map(entries), nil)
}

func periodicDelete(c *Call) error {
	o := c.config(0)
	size := o.integer(10000, "batch_size", "batchSize")
	labels, types := stringsOf(o.get("labels")), stringsOf(o.get("edge_types"))
	if err := o.done(); err != nil {
		return err
	}
	if size < 1 {
		return c.errorf("the option 'batch_size' must be at least 1.")
	}
	d := &deletion{call: c, size: size}
	var err error
	if d.host, err = c.host(); err != nil {
		return err
	}
	if err := d.relationships(labels, types); err != nil {
		return err
	}
	if len(labels) > 0 || len(types) == 0 {
		if err := d.nodes(labels); err != nil {
			return err
		}
	}
	return c.Yield(value.Bool(true), value.Int(d.batches), value.Int(d.nodeCount), value.Int(d.relCount))
}

// deletion deletes by the batch.
type deletion struct {
	call                         *Call
	host                         Host
	size                         int64
	batches, nodeCount, relCount int64
}

// repeat runs a query that deletes at most a batch and returns their number, until there is nothing left.
func (d *deletion) repeat(query string, total *int64) error {
	params := value.Map([]value.Entry{{Key: "size", Value: value.Int(d.size)}})
	for {
		if err := d.call.Stopped(); err != nil {
			return err
		}
		n := int64(0)
		err := d.host.Apart(d.call.Ctx, query, params, func(_ []string, row []value.Value) error {
			n = row[0].AsInt()
			return nil
		})
		if err != nil || n == 0 {
			return err
		}
		d.batches++
		*total += n
		if n < d.size {
			return nil
		}
	}
}

// relationships deletes those of the types, and those of the nodes that are to go.
func (d *deletion) relationships(labels, types []string) error {
	for _, t := range types {
		query := fmt.Sprintf("MATCH ()-[r:%s]->() WITH r LIMIT $size DELETE r RETURN count(*) AS n", value.AppendName(nil, t))
		if err := d.repeat(query, &d.relCount); err != nil {
			return err
		}
	}
	if len(labels) == 0 && len(types) > 0 {
		return nil
	}
	for _, l := range nodePatterns(labels) {
		query := fmt.Sprintf("MATCH (%s)-[r]-() WITH DISTINCT r LIMIT $size DELETE r RETURN count(*) AS n", l)
		if err := d.repeat(query, &d.relCount); err != nil {
			return err
		}
	}
	return nil
}

func (d *deletion) nodes(labels []string) error {
	for _, l := range nodePatterns(labels) {
		query := fmt.Sprintf("MATCH (n%s) WITH n LIMIT $size DETACH DELETE n RETURN count(*) AS n", l)
		if err := d.repeat(query, &d.nodeCount); err != nil {
			return err
		}
	}
	return nil
}

// nodePatterns returns what stands in a node pattern for each label, or nothing for all nodes.
func nodePatterns(labels []string) []string {
	if len(labels) == 0 {
		return []string{""}
	}
	patterns := make([]string, len(labels))
	for i, l := range labels {
		patterns[i] = ":" + string(value.AppendName(nil, l))
	}
	slices.Sort(patterns)
	return patterns
}
