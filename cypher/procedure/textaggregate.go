package procedure

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"memgraphd/engine"
	"memgraphd/engine/fulltext"
	"memgraphd/engine/value"
)

// aggregateText answers {"name": {"sum": {"field": "data.price"}}, …} with {"name": {"value": 12.5}, …},
// as Elasticsearch does.
func aggregateText(c *Call, kind engine.IndexKind) error {
	asked := map[string]map[string]termsRequest{}
	d := json.NewDecoder(bytes.NewReader([]byte(c.string(2))))
	d.DisallowUnknownFields()
	if err := d.Decode(&asked); err != nil {
		return c.errorf("The aggregation is not understood: %s.", err)
	}
	q, err := fulltext.Parse(c.string(1))
	if err != nil {
		return c.errorf("%s.", err)
	}
	hits, err := textHits(c, kind, q)
	if err != nil {
		return err
	}
	answers := map[string]any{}
	for name, request := range asked {
		if len(request) != 1 {
			return c.errorf("The aggregation '%s' must ask for exactly one thing.", name)
		}
		for what, r := range request {
			answer, err := aggregated(what, r, c.fieldValues(kind, hits, r.Field))
			if err != nil {
				return c.errorf("The aggregation '%s': %s.", name, err)
			}
			answers[name] = answer
		}
	}
	text, err := json.Marshal(answers)
	if err != nil {
		return err
	}
	return c.Yield(value.String(string(text)))
}

// termsRequest is what an aggregation is asked with.
type termsRequest struct {
	Field string `json:"field"`
	Size  *int   `json:"size"` // of terms
}

// fieldValues returns the values of a property of hits; those that do not have it are left out.
func (c *Call) fieldValues(kind engine.IndexKind, hits []fulltext.Hit, field string) []value.Value {
	var vals []value.Value
	key, known := c.Txn.Database().FindProperty(strings.TrimPrefix(field, "data."))
	read := c.Txn.NodeProperties
	if kind == engine.IndexTextRel {
		read = c.Txn.RelationshipProperties
	}
	var props []engine.Property
	for _, h := range hits {
		if field == "metadata.gid" {
			vals = append(vals, value.Int(int64(h.ID)))
			continue
		}
		props = read(h.ID, props[:0])
		for _, p := range props {
			if known && p.Key == key {
				vals = append(vals, p.Value)
			}
		}
	}
	return vals
}

type figure struct {
	Value *float64 `json:"value"` // null if there is nothing to say
}

type figures struct {
	Count float64  `json:"count"`
	Min   *float64 `json:"min"`
	Max   *float64 `json:"max"`
	Sum   float64  `json:"sum"`
	Avg   *float64 `json:"avg"`
}

func aggregated(what string, r termsRequest, vals []value.Value) (any, error) {
	count := float64(len(vals))
	if what == "value_count" {
		return figure{&count}, nil
	}
	if what == "terms" {
		return countTerms(vals, r.Size), nil
	}
	s := summary(vals)
	switch what {
	case "stats":
		return s, nil
	case "sum":
		return figure{&s.Sum}, nil
	case "min":
		return figure{s.Min}, nil
	case "max":
		return figure{s.Max}, nil
	case "avg":
		return figure{s.Avg}, nil
	}
	return nil, errors.New("'" + what + "' is none of value_count, sum, avg, min, max, stats and terms")
}

// summary sums up the numbers among values.
func summary(vals []value.Value) figures {
	var s figures
	for _, v := range vals {
		if !v.IsNumber() {
			continue
		}
		x := v.Number()
		if s.Count == 0 {
			low, high := x, x
			s.Min, s.Max = &low, &high
		}
		*s.Min, *s.Max = min(*s.Min, x), max(*s.Max, x)
		s.Sum += x
		s.Count++
	}
	if s.Count > 0 {
		mean := s.Sum / s.Count
		s.Avg = &mean
	}
	return s
}

type bucket struct {
	Key      any   `json:"key"`
	DocCount int64 `json:"doc_count"`
}

type buckets struct {
	Buckets []bucket `json:"buckets"`
	Others  int64    `json:"sum_other_doc_count"`
}

// countTerms counts equal values, the most frequent first, and gives the size most frequent, 10 if nil.
func countTerms(vals []value.Value, size *int) buckets {
	counts := map[any]int64{}
	for _, v := range vals {
		switch v.Kind() {
		case value.KindString:
			counts[v.AsString()]++
		case value.KindInt, value.KindFloat:
			counts[v.Number()]++
		case value.KindBool:
			counts[v.AsBool()]++
		}
	}
	b := buckets{Buckets: []bucket{}}
	for key, n := range counts {
		b.Buckets = append(b.Buckets, bucket{key, n})
	}
	text := func(key any) string { t, _ := json.Marshal(key); return string(t) }
	slices.SortFunc(b.Buckets, func(x, y bucket) int {
		return cmp.Or(cmp.Compare(y.DocCount, x.DocCount), strings.Compare(text(x.Key), text(y.Key)))
	})
	most := 10
	if size != nil {
		most = max(0, *size)
	}
	for len(b.Buckets) > most {
		last := len(b.Buckets) - 1
		b.Others += b.Buckets[last].DocCount
		b.Buckets = b.Buckets[:last]
	}
	return b
}
