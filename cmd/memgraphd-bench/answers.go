package main

import (
	"fmt"
	"hash/fnv"
	"strconv"

	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

// answeredSets is for how many sets of parameters answers are compared.
const answeredSets = 20

// answers is what a query answered for its first sets of parameters: the sum
// of a hash of each row, so that the order of rows does not matter.
type answers struct {
	Sets int    `json:"sets"`
	Rows int64  `json:"rows"`
	Sum  string `json:"sum,omitempty"` // none where any of several answers is right
}

// same reports whether two servers agree.
func (a *answers) same(b *answers) bool {
	return a.Sets == b.Sets && a.Rows == b.Rows && (a.Sum == b.Sum || a.Sum == "" || b.Sum == "")
}

func answer(c *client.Conn, q *query, text string, sets []value.Value) (*answers, error) {
	a := &answers{Sets: min(answeredSets, len(sets))}
	sum := uint64(0)
	for _, params := range sets[:a.Sets] {
		_, err := c.Query(text, params, func(r *client.Record) error {
			cells, err := r.Values()
			a.Rows++
			sum += hashRow(cells)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if !q.free {
		a.Sum = fmt.Sprintf("%016x", sum)
	}
	return a, nil
}

// hashRow is FNV-1a over the texts of the cells, a zero byte behind each.
func hashRow(cells []any) uint64 {
	h := fnv.New64a()
	var b []byte
	for _, cell := range cells {
		b = append(appendCell(b, cell), 0)
	}
	h.Write(b)
	return h.Sum64()
}

// appendCell appends the text of a value that all servers agree on: nodes and
// relationships have other ids everywhere, so their property id or since stands for them.
func appendCell(dst []byte, cell any) []byte {
	switch v := cell.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return strconv.AppendBool(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case float64:
		return strconv.AppendFloat(dst, v, 'e', 8, 64)
	case string:
		return append(dst, v...)
	case client.Struct:
		return appendEntity(dst, v)
	}
	return fmt.Append(dst, cell)
}

// The signatures of nodes and relationships, and where their properties are.
const (
	nodeTag, nodeProperties                 = 0x4E, 2
	relationshipTag, relationshipProperties = 0x52, 4
)

func appendEntity(dst []byte, s client.Struct) []byte {
	at, key := nodeProperties, "id"
	if s.Tag == relationshipTag {
		at, key = relationshipProperties, "since"
	}
	if (s.Tag == nodeTag || s.Tag == relationshipTag) && at < len(s.Fields) {
		if properties, ok := s.Fields[at].(map[string]any); ok {
			return fmt.Appendf(dst, "%s %v", key, properties[key])
		}
	}
	return fmt.Append(dst, s)
}
