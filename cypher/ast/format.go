package ast

import (
	"strings"

	"memgraphd/engine/value"
)

// Format writes an expression as text, for EXPLAIN and error messages. What
// would be long, such as a pattern or subquery, is only hinted at.
func Format(e Expr) string {
	var b strings.Builder
	format(&b, e)
	return b.String()
}

func format(b *strings.Builder, e Expr) {
	switch e := e.(type) {
	case nil:
	case *Literal:
		b.WriteString(value.Literal(e.Value))
	case *Parameter:
		b.WriteString("$" + e.Name)
	case *Variable:
		b.WriteString(e.Name)
	case *Property:
		format(b, e.Target)
		b.WriteString("." + e.Key)
	case *Index:
		format(b, e.Target)
		bracketed(b, "[", []Expr{e.Index}, "]")
	case *ListLit:
		bracketed(b, "[", e.Items, "]")
	case *MapLit:
		b.WriteString("{")
		for i, k := range e.Keys {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(k + ": ")
			format(b, e.Values[i])
		}
		b.WriteString("}")
	case *Unary:
		b.WriteString([]string{"NOT ", "-", "+"}[e.Op])
		format(b, e.X)
	case *Binary:
		formatChain(b, []Expr{e.X, e.Y}, []BinaryOp{e.Op})
	case *Comparison:
		formatChain(b, e.Operands, e.Ops)
	case *IsNull:
		format(b, e.X)
		b.WriteString(" IS ")
		if e.Not {
			b.WriteString("NOT ")
		}
		b.WriteString("NULL")
	case *Call:
		open := "("
		if e.Distinct {
			open = "(DISTINCT "
		}
		bracketed(b, e.Name+open, e.Args, ")")
	case *CountStar:
		b.WriteString("count(*)")
	default:
		formatHint(b, e)
	}
}

func formatHint(b *strings.Builder, e Expr) {
	switch e := e.(type) {
	case *HasLabels:
		format(b, e.X)
		b.WriteString(" :" + FormatLabels(e.Labels))
	case *Case:
		b.WriteString("CASE …")
	case *ListComprehension:
		b.WriteString("[" + e.Variable.Name + " IN …]")
	case *PatternComprehension:
		b.WriteString("[pattern | …]")
	case *PatternExpr:
		b.WriteString("exists(pattern)")
	case *Subquery:
		b.WriteString([]string{"EXISTS", "COUNT", "COLLECT"}[e.Kind] + " {…}")
	default:
		b.WriteString("…")
	}
}

func bracketed(b *strings.Builder, open string, list []Expr, end string) {
	b.WriteString(open)
	for i, x := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		format(b, x)
	}
	b.WriteString(end)
}

func formatChain(b *strings.Builder, operands []Expr, ops []BinaryOp) {
	for i, x := range operands {
		if i > 0 {
			b.WriteString(" " + ops[i-1].String() + " ")
		}
		if inner, ok := x.(*Binary); ok {
			bracketed(b, "(", []Expr{inner}, ")")
			continue
		}
		format(b, x)
	}
}

// FormatLabels writes a label expression as it stands behind the colon.
func FormatLabels(e LabelExpr) string {
	join := func(parts []LabelExpr, sep string) string {
		var texts []string
		for _, p := range parts {
			texts = append(texts, formatPart(p))
		}
		return strings.Join(texts, sep)
	}
	switch e := e.(type) {
	case *LabelName:
		if e.Label.Dynamic != nil {
			word := "$("
			if e.Label.Any {
				word = "$any("
			}
			return word + Format(e.Label.Dynamic) + ")"
		}
		return e.Label.Name
	case *LabelAnd:
		return join(e.Parts, ":")
	case *LabelOr:
		return join(e.Parts, "|")
	case *LabelNot:
		return "!" + formatPart(e.Part)
	case *LabelAny:
		return "%"
	}
	return ""
}

// formatPart puts brackets around what has several parts.
func formatPart(e LabelExpr) string {
	switch e.(type) {
	case *LabelAnd, *LabelOr:
		return "(" + FormatLabels(e) + ")"
	}
	return FormatLabels(e)
}
