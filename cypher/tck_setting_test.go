package cypher_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"memgraphd/cypher"
	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/engine"
	"memgraphd/engine/enginetest"
	"memgraphd/engine/value"
	"memgraphd/internal/tck"
	"memgraphd/internal/tck/feature"
	"memgraphd/internal/tck/rewrite"
)

// settings are the circumstances in which a scenario must pass as well.
var settings = []struct {
	name   string
	target func(*tckTarget) tck.Target
}{
	{"indexed", func(g *tckTarget) tck.Target { return &preparing{g, indexed} }},
	{"reloaded", func(g *tckTarget) tck.Target { return &preparing{g, replacedBy(enginetest.Reload)} }},
	{"indexed and reloaded", func(g *tckTarget) tck.Target {
		return &preparing{g, func(g *tckTarget, query string) error {
			if err := indexed(g, query); err != nil {
				return err
			}
			return replacedBy(enginetest.Reload)(g, query)
		}}
	}},
	{"dumped", func(g *tckTarget) tck.Target { return &preparing{g, dumped} }},
	{"scattered", func(g *tckTarget) tck.Target { return &preparing{g, replacedBy(enginetest.Scatter)} }},
	{"scattered and by workers", func(g *tckTarget) tck.Target {
		return &rewrite.Target{Target: &preparing{g, replacedBy(enginetest.Scatter)}, How: named("by workers")}
	}},
	{"in a transaction", func(g *tckTarget) tck.Target { return transacted{g} }},
	{"after itself", func(g *tckTarget) tck.Target { return rehearsed{g, func(query string) string { return query }} }},
	{"after itself with other literals", func(g *tckTarget) tck.Target { return rehearsed{g, otherLiterals} }},
}

// TestTCKSettings runs acceptance scenarios in other circumstances.
func TestTCKSettings(t *testing.T) {
	features := feature.All(t)
	for i, setting := range settings {
		t.Run(setting.name, func(t *testing.T) {
			g := &tckTarget{}
			defer g.close()
			target := setting.target(g)
			for _, s := range sample(features, i) {
				if err := tck.Run(target, feature.Root(), s); err != nil {
					t.Errorf("%s: %v", s.Name, err)
				}
			}
		})
	}
}

func named(name string) rewrite.Rewriting {
	for _, w := range rewrite.All {
		if w.Name == name {
			return w
		}
	}
	panic("there is no rewriting " + name)
}

// preparing does something between the graph that is given and the query.
type preparing struct {
	*tckTarget
	prepare func(g *tckTarget, query string) error
}

func (p *preparing) Prepare(query string) error { return p.prepare(p.tckTarget, query) }

// replacedBy takes another database with the same graph.
func replacedBy(other func(*engine.Database) (*engine.Database, error)) func(*tckTarget, string) error {
	return func(g *tckTarget, _ string) error {
		db, err := other(g.db)
		if err != nil {
			return nil // such as a graph that is too large to be scattered
		}
		g.close()
		g.open(db)
		return nil
	}
}

// dumped takes a database that is made of what DUMP DATABASE says.
func dumped(g *tckTarget, _ string) error {
	answer, err := g.Execute("DUMP DATABASE", value.Map(nil))
	if err != nil {
		return err
	}
	g.close()
	g.open(engine.New(engine.Options{}))
	for _, row := range answer.Rows {
		statement, err := strings.CutPrefix(row[0].Text, "'")
		if _, e := g.Execute(strings.TrimSuffix(statement, "'"), value.Map(nil)); e != nil || !err {
			return fmt.Errorf("%s: %w", statement, e)
		}
	}
	return nil
}

// indexed creates an index for every label and property that the query speaks of.
func indexed(g *tckTarget, query string) error {
	statement, err := parser.Parse(query)
	q, ok := statement.(*ast.Query)
	if err != nil || !ok {
		return nil
	}
	labels, types, keys := map[string]bool{}, map[string]bool{}, map[string]bool{}
	ast.Inspect(q, func(n any) bool {
		switch n := n.(type) {
		case *ast.NodePattern:
			namesIn(n.Labels, labels)
		case *ast.HasLabels:
			namesIn(n.Labels, labels)
		case *ast.RelPattern:
			namesIn(n.Types, types)
		case *ast.Property:
			keys[n.Key] = true
		case *ast.MapLit:
			for _, key := range n.Keys {
				keys[key] = true
			}
		}
		return true
	})
	return createIndexes(g, labels, types, keys)
}

func namesIn(e ast.LabelExpr, names map[string]bool) {
	switch e := e.(type) {
	case *ast.LabelName:
		if e.Label.Name != "" {
			names[e.Label.Name] = true
		}
	case *ast.LabelAnd:
		for _, part := range e.Parts {
			namesIn(part, names)
		}
	case *ast.LabelOr:
		for _, part := range e.Parts {
			namesIn(part, names)
		}
	case *ast.LabelNot:
		namesIn(e.Part, names)
	}
}

func createIndexes(g *tckTarget, labels, types, keys map[string]bool) error {
	var specs []engine.IndexSpec
	for key := range keys {
		properties := []engine.PropertyID{g.db.Property(key)}
		specs = append(specs, engine.IndexSpec{Kind: engine.IndexNodeProp, Properties: properties}, engine.IndexSpec{Kind: engine.IndexRelProp, Properties: properties})
		for label := range labels {
			specs = append(specs, engine.IndexSpec{Kind: engine.IndexLabelProps, Label: g.db.Label(label), Properties: properties})
		}
		for typ := range types {
			specs = append(specs, engine.IndexSpec{Kind: engine.IndexTypeProp, Type: g.db.Type(typ), Properties: properties})
		}
	}
	for label := range labels {
		specs = append(specs, engine.IndexSpec{Kind: engine.IndexLabel, Label: g.db.Label(label)})
	}
	for _, spec := range specs {
		if err := g.db.CreateIndex(context.Background(), spec); err != nil && !strings.Contains(err.Error(), "exists") {
			return err
		}
	}
	return nil
}

// transacted runs each query in a transaction of its own that a client opens.
type transacted struct{ *tckTarget }

func (g transacted) Execute(query string, params value.Value) (*tck.Answer, error) {
	if err := g.session.Begin(cypher.TxOptions{}); err != nil {
		return nil, err
	}
	answer, err := g.tckTarget.Execute(query, params)
	if err != nil {
		g.session.Rollback()
		return nil, err
	}
	if err := g.session.Commit(context.Background()); err != nil {
		return nil, failureOf(err, true)
	}
	return answer, nil
}

// rehearsed runs another query before each one, in a transaction that is rolled back.
type rehearsed struct {
	*tckTarget
	other func(query string) string
}

func (g rehearsed) Execute(query string, params value.Value) (*tck.Answer, error) {
	if err := g.session.Begin(cypher.TxOptions{}); err != nil {
		return nil, err
	}
	_, _ = g.tckTarget.Execute(g.other(query), params) // whatever comes of it
	g.session.Rollback()
	return g.tckTarget.Execute(query, params)
}

func otherLiterals(query string) string {
	if r := rewrite.OtherLiterals.Apply(query, value.Map(nil)); r != nil {
		return r.Text
	}
	return query
}
