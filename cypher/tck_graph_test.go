package cypher_test

import (
	"fmt"
	"strconv"
	"strings"

	"memgraphd/cypher/procedure"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// effects is what side effects are counted on: the sets of nodes, relationships, labels and properties.
type effects struct {
	nodes, rels, labels, properties map[string]struct{}
}

func effectsOf(db *engine.Database) effects {
	txn := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	e := effects{map[string]struct{}{}, map[string]struct{}{}, map[string]struct{}{}, map[string]struct{}{}}
	for c := range txn.NodeChunks() {
		for _, id := range txn.ScanNodes(c, nil, nil) {
			key := fmt.Sprint("n", id)
			e.nodes[key] = struct{}{}
			sets := make([]engine.LabelSet, 1)
			txn.NodeLabels([]uint64{id}, sets)
			for _, l := range db.Labels(sets[0]) {
				e.labels[db.LabelName(l)] = struct{}{}
			}
			e.add(db, key, txn.NodeProperties(id, nil))
		}
	}
	for c := range txn.RelationshipChunks() {
		var rels engine.Relationships
		txn.ScanRelationships(c, nil, &rels)
		for _, id := range rels.ID {
			key := fmt.Sprint("r", id)
			e.rels[key] = struct{}{}
			e.add(db, key, txn.RelationshipProperties(id, nil))
		}
	}
	return e
}

func (e effects) add(db *engine.Database, entity string, props []engine.Property) {
	for _, p := range props {
		e.properties[entity+"."+db.PropertyName(p.Key)+"="+value.Literal(p.Value)] = struct{}{}
	}
}

func minus(a, b map[string]struct{}) int {
	n := 0
	for k := range a {
		if _, ok := b[k]; !ok {
			n++
		}
	}
	return n
}

func (s *scenario) sideEffects(rows [][]string) error {
	if s.err != nil {
		return nil // the error step judges
	}
	after := effectsOf(s.db)
	got := map[string]int{
		"+nodes": minus(after.nodes, s.before.nodes), "-nodes": minus(s.before.nodes, after.nodes),
		"+relationships": minus(after.rels, s.before.rels), "-relationships": minus(s.before.rels, after.rels),
		"+labels": minus(after.labels, s.before.labels), "-labels": minus(s.before.labels, after.labels),
		"+properties": minus(after.properties, s.before.properties), "-properties": minus(s.before.properties, after.properties),
	}
	want := map[string]int{}
	for _, r := range rows {
		n, err := strconv.Atoi(r[1])
		if err != nil {
			return err
		}
		want[r[0]] = n
	}
	for name, n := range got {
		if want[name] != n {
			return fmt.Errorf("side effect %s is %d, want %d", name, n, want[name])
		}
	}
	return nil
}

// procedure registers a test procedure: a signature and the rows it knows, by their arguments.
func (s *scenario) procedure(signature string, rows [][]string) error {
	signature = strings.TrimRight(signature, ": ")
	head, results, _ := strings.Cut(signature, " :: (")
	name, params, _ := strings.Cut(head, "(")
	p := &procedure.Procedure{Name: name, Params: signatureFields(strings.TrimSuffix(params, ")")), Results: signatureFields(strings.TrimSuffix(results, ")"))}
	var known [][]value.Value
	for _, r := range rows[min(1, len(rows)):] {
		row := make([]value.Value, len(r))
		for i, text := range r {
			v, err := parseShape(text)
			if err != nil {
				return err
			}
			row[i] = v.valueOf()
		}
		known = append(known, row)
	}
	p.Run = func(c *procedure.Call) error {
		for _, row := range known {
			if matches(c.Args, row) {
				if err := c.Yield(row[len(p.Params):]...); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return s.procs.Add(p)
}

func matches(args, row []value.Value) bool {
	for i, a := range args {
		if !value.Equivalent(a, row[i]) {
			return false
		}
	}
	return true
}

func signatureFields(text string) []procedure.Field {
	var list []procedure.Field
	for part := range strings.SplitSeq(text, ",") {
		if name, typ, ok := strings.Cut(part, "::"); ok {
			list = append(list, procedure.Field{Name: strings.TrimSpace(name), Type: strings.TrimSpace(typ)})
		}
	}
	return list
}
