package procedure

import (
	"memgraphd/engine"
	"memgraphd/engine/fulltext"
	"memgraphd/engine/value"
	"memgraphd/internal/spelling"
)

// textProcedures search text indexes: Memgraph's, and under Neo4j's names. What is limited is so
// by an option {limit: n}, or by n itself.
var textProcedures = []Procedure{
	{
		Signature: "text_search.search(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (node :: NODE, score :: FLOAT)",
		Doc:       "The nodes of a text index that match a query, best first; words may name their property, as in data.title:word. Options: limit (1000), fuzzy_distance (0; up to 2), by which words may be misspelt, and fuzzy_transpositions (true), whether two letters that change places count once.",
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
		Signature: "text_search.fuzzy_phrase_search(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (node :: NODE, score :: FLOAT)",
		Doc:       "The nodes of a text index with the words of a text in a row, which may be misspelt. Options as text_search.search has them; fuzzy_distance is 1 if nothing else is said.",
		Run:       func(c *Call) error { return searchPhrase(c, engine.IndexText) },
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
		Signature: "text_search.fuzzy_phrase_search_edges(index_name :: STRING, search_query :: STRING, config = {} :: MAP|INTEGER) :: (edge :: RELATIONSHIP, score :: FLOAT)",
		Doc:       "As text_search.fuzzy_phrase_search, over relationships.",
		Run:       func(c *Call) error { return searchPhrase(c, engine.IndexTextRel) },
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

// textOptions say what a search yields, and how exact it is.
type textOptions struct {
	skip, limit int64
	distance    int64 // how many letters of a word may be wrong
	exchanges   bool
}

// textOptions reads the third argument: options, or the limit.
func (c *Call) textOptions(distance int64) (textOptions, error) {
	o := textOptions{limit: defaultTextLimit, distance: distance, exchanges: true}
	if c.Args[2].Kind() == value.KindInt {
		o.limit = c.int(2)
	} else {
		given := c.config(2)
		o.skip, o.limit = given.integer(0, "skip"), given.integer(defaultTextLimit, "limit")
		o.distance, o.exchanges = given.integer(distance, "fuzzy_distance"), given.boolean(true, "fuzzy_transpositions")
		if err := given.done(); err != nil {
			return o, err
		}
	}
	if o.limit < 0 || o.skip < 0 {
		return o, c.errorf("Limit and skip must not be negative.")
	}
	if o.distance < 0 || o.distance > 2 {
		return o, c.errorf("The fuzzy distance must be 0, 1 or 2, not %d.", o.distance)
	}
	return o, nil
}

// textHits returns the hits of a query in the index that the first argument names.
func textHits(c *Call, kind engine.IndexKind, q *fulltext.Query) ([]fulltext.Hit, error) {
	ix := c.Txn.Database().NamedIndex(kind, c.string(0))
	if ix == nil {
		return nil, c.errorf("Text index %s does not exist.%s", c.string(0), spelling.Hint(c.string(0), indexNames(c, kind)))
	}
	return c.Txn.SearchText(c.Ctx, ix, q)
}

func searchText(c *Call, kind engine.IndexKind, parse func(string) (*fulltext.Query, error)) error {
	o, err := c.textOptions(0)
	if err != nil {
		return err
	}
	q, err := parse(c.string(1))
	if err != nil {
		return c.errorf("%s.", err)
	}
	return yieldTexts(c, kind, q, o)
}

func searchPhrase(c *Call, kind engine.IndexKind) error {
	o, err := c.textOptions(1)
	if err != nil {
		return err
	}
	return yieldTexts(c, kind, fulltext.Phrase(c.string(1)), o)
}

func yieldTexts(c *Call, kind engine.IndexKind, q *fulltext.Query, o textOptions) error {
	hits, err := textHits(c, kind, q.Fuzzy(int(o.distance), o.exchanges))
	if err != nil {
		return err
	}
	hits = hits[min(o.skip, int64(len(hits))):]
	ref := value.NodeRef
	if kind == engine.IndexTextRel {
		ref = value.RelationshipRef
	}
	for _, h := range hits[:min(o.limit, int64(len(hits)))] {
		if err := c.Yield(ref(h.ID), value.Float(h.Score)); err != nil {
			return err
		}
	}
	return nil
}
