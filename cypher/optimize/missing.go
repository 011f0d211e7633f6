package optimize

import (
	"fmt"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/internal/spelling"
)

// missingName is a name that nothing has.
type missingName struct {
	kind nameKind
	name string
}

// nameKind tells labels, relationship types and property keys apart.
type nameKind uint8

const (
	missingLabel nameKind = iota
	missingType
	missingProperty
)

// note notes a name that was looked up, if it was not found.
func (n *names) note(kind nameKind, name string, found bool) {
	if found {
		return
	}
	n.unknown = true
	if m := (missingName{kind, name}); !slices.Contains(n.missing, m) {
		n.missing = append(n.missing, m)
	}
}

// manyNames is from how many known names on none is looked for that is like another one.
const manyNames = 10000

// meant notes the unknown names that are like known ones: they find nothing, and are probably misspelt.
func (p *planner) meant(out *plan.Plan, q *ast.Query) {
	missing := p.names.missing
	if !out.Writes {
		missing = append(missing, p.missingProperties(q)...)
	}
	for _, m := range missing {
		var known []string
		code, text := "", ""
		switch m.kind {
		case missingLabel:
			known, code, text = p.names.LabelNames(), "UnknownLabel", "There is no label %s. Did you mean %s?"
		case missingType:
			known, code, text = p.names.TypeNames(), "UnknownRelationshipType", "There is no relationship type %s. Did you mean %s?"
		case missingProperty:
			known, code, text = p.names.PropertyNames(), "UnknownPropertyKey", "There is no property %s. Did you mean %s?"
		}
		if near := similar(m.name, known); near != "" {
			p.names.unknown = true
			out.Notifications = append(out.Notifications, plan.Notification{
				Severity: "WARNING", Code: code, Title: fmt.Sprintf(text, m.name, near),
			})
		}
	}
}

// similar returns the known name that differs in case, or in a letter or two, or "".
func similar(name string, known []string) string {
	if len(known) > manyNames {
		return ""
	}
	for _, k := range known {
		if strings.EqualFold(k, name) {
			return k
		}
	}
	return spelling.Nearest(name, known, min(len(name)/3, 2))
}

// missingProperties returns the properties that a query reads of nodes and relationships, and that nobody
// has ever written.
func (p *planner) missingProperties(q *ast.Query) []missingName {
	var missing []missingName
	look := func(key string) {
		if _, known := p.names.FindProperty(key); !known && !slices.Contains(missing, missingName{missingProperty, key}) {
			missing = append(missing, missingName{missingProperty, key})
		}
	}
	lookAll := func(properties ast.Expr) {
		if m, ok := properties.(*ast.MapLit); ok {
			for _, key := range m.Keys {
				look(key)
			}
		}
	}
	ast.Inspect(q, func(n any) bool {
		switch n := n.(type) {
		case *ast.Property:
			if v, ok := n.Target.(*ast.Variable); ok && p.isEntity(v) {
				look(n.Key)
			}
		case *ast.NodePattern:
			lookAll(n.Properties)
		case *ast.RelPattern:
			lookAll(n.Properties)
		}
		return true
	})
	return missing
}

// isEntity reports whether a variable is certainly a node or relationship, or null.
func (p *planner) isEntity(v *ast.Variable) bool {
	sym := p.info.Uses[v]
	return sym != nil && (sym.Type == semantic.Of(semantic.Node) || sym.Type == semantic.Of(semantic.Relationship))
}
