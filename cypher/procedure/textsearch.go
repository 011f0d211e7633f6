package procedure

import (
	"memgraphd/engine"
	"memgraphd/engine/fulltext"
	"memgraphd/engine/value"
)

// textProcedures search text indexes: Memgraph's, and under Neo4j's names. What is limited is so
// by an option {limit: n}, or by n itself.
var textProcedures = []Procedure{
	{
		Signature: "text_search.search(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (node :: NODE, score :: FLOAT)",
		Doc:       "The nodes of a text index that match a query, best first; words may name their property, as in data.title:word. Option: limit (1000).",
		Run:       func(c *Call) error { return searchText(c, engine.IndexText, fulltext.Parse) },
	},
	{
		Signature: "text_search.search_all(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (node :: NODE, score :: FLOAT)",
		Doc:       "As text_search.search.",
		Run:       func(c *Call) error { return searchText(c, engine.IndexText, fulltext.Parse) },
	},
	{
		Signature: "text_search.regex_search(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (node :: NODE, score :: FLOAT)",
		Doc:       "The nodes of a text index with a word that a regular expression matches as a whole; words are in lower case.",
		Run:       func(c *Call) error { return searchText(c, engine.IndexText, fulltext.Regexp) },
	},
	{
		Signature: "text_search.search_edges(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (edge :: RELATIONSHIP, score :: FLOAT)",
		Doc:       "The relationships of a text index that match a query, best first.",
		Run:       func(c *Call) error { return searchText(c, engine.IndexTextRel, fulltext.Parse) },
	},
	{
		Signature: "text_search.search_all_edges(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (edge :: RELATIONSHIP, score :: FLOAT)",
		Doc:       "As text_search.search_edges.",
		Run:       func(c *Call) error { return searchText(c, engine.IndexTextRel, fulltext.Parse) },
	},
	{
		Signature: "text_search.regex_search_edges(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (edge :: RELATIONSHIP, score :: FLOAT)",
		Doc:       "The relationships of a text index with a word that a regular expression matches as a whole.",
		Run:       func(c *Call) error { return searchText(c, engine.IndexTextRel, fulltext.Regexp) },
	},
	{
		Signature: "text_search.aggregate(index_name :: STRING, search_query :: STRING, aggregation_query :: STRING) :: (aggregation :: STRING)",
		Doc:       "Counts and sums over the nodes that match a query, asked for and given in JSON: value_count, sum, avg, min, max, stats, terms.",
		Run:       func(c *Call) error { return aggregateText(c, engine.IndexText) },
	},
	{
		Signature: "text_search.aggregate_edges(index_name :: STRING, search_query :: STRING, aggregation_query :: STRING) :: (aggregation :: STRING)",
		Doc:       "As text_search.aggregate, over relationships.",
		Run:       func(c *Call) error { return aggregateText(c, engine.IndexTextRel) },
	},
	{
		Signature: "db.index.fulltext.queryNodes(indexName :: STRING, queryString :: STRING, options = {} :: MAP) :: (node :: NODE, score :: FLOAT)",
		Doc:       "The nodes of a text index that match a query, best first. Options: skip, limit.",
		Run:       func(c *Call) error { return searchText(c, engine.IndexText, fulltext.Parse) },
	},
	{
		Signature: "db.index.fulltext.queryRelationships(indexName :: STRING, queryString :: STRING, options = {} :: MAP) :: (relationship :: RELATIONSHIP, score :: FLOAT)",
		Doc:       "The relationships of a text index that match a query, best first. Options: skip, limit.",
		Run:       func(c *Call) error { return searchText(c, engine.IndexTextRel, fulltext.Parse) },
	},
}

// defaultTextLimit is how many hits a search yields that does not say otherwise.
const defaultTextLimit = 1000

// textHits returns the hits of a call's first two arguments.
func textHits(c *Call, kind engine.IndexKind, parse func(string) (*fulltext.Query, error)) ([]fulltext.Hit, error) {
	ix := c.Txn.Database().NamedIndex(kind, c.string(0))
	if ix == nil {
		return nil, c.errorf("Text index %s does not exist.", c.string(0))
	}
	q, err := parse(c.string(1))
	if err != nil {
		return nil, c.errorf("%s.", err)
	}
	return c.Txn.SearchText(c.Ctx, ix, q)
}

func searchText(c *Call, kind engine.IndexKind, parse func(string) (*fulltext.Query, error)) error {
	skip, limit := int64(0), int64(defaultTextLimit)
	if c.Args[2].Kind() == value.KindInt {
		limit = c.int(2)
	} else {
		o := c.config(2)
		skip, limit = o.integer(0, "skip"), o.integer(defaultTextLimit, "limit")
		if err := o.done(); err != nil {
			return err
		}
	}
	if limit < 0 || skip < 0 {
		return c.errorf("Limit and skip must not be negative.")
	}
	hits, err := textHits(c, kind, parse)
	if err != nil {
		return err
	}
	hits = hits[min(skip, int64(len(hits))):]
	ref := value.NodeRef
	if kind == engine.IndexTextRel {
		ref = value.RelationshipRef
	}
	for _, h := range hits[:min(limit, int64(len(hits)))] {
		if err := c.Yield(ref(h.ID), value.Float(h.Score)); err != nil {
			return err
		}
	}
	return nil
}
