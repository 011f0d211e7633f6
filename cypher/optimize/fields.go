package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// field is a field of the records of a file that a query reads, and the variable that stands for it.
type field struct {
	key string
	sym *semantic.Symbol
}

// loadFields gives each field that a query reads of the records of a file a variable of its own,
// where it does nothing else with the records: they are then read by the column, and never made.
// The variable of the record in record.key stands for the field from then on.
func (p *planner) loadFields(q *ast.Query) {
	records, all := p.records(q)
	if all || len(records) == 0 {
		return
	}
	used := map[*semantic.Symbol][]*ast.Property{}
	ast.Inspect(q, func(n any) bool {
		if property, ok := n.(*ast.Property); ok {
			if v, ok := property.Target.(*ast.Variable); ok && records[p.info.Uses[v]] != nil {
				used[p.info.Uses[v]] = append(used[p.info.Uses[v]], property)
			}
		}
		return true
	})
	others := map[*semantic.Symbol]int{}
	for v, sym := range p.info.Uses {
		if load := records[sym]; load != nil && load.Variable != v {
			others[sym]++
		}
	}
	p.fields = map[*semantic.Symbol][]field{}
	for sym, list := range used {
		if others[sym] == len(list) {
			p.fields[sym] = p.divide(sym, list)
		}
	}
}

// records returns the variables of records with fields, and whether a query may use variables without
// naming them.
func (p *planner) records(q *ast.Query) (records map[*semantic.Symbol]*ast.Load, all bool) {
	records = map[*semantic.Symbol]*ast.Load{}
	ast.Inspect(q, func(n any) bool {
		switch n := n.(type) {
		case *ast.Load:
			if n.Format != ast.LoadCSV || n.Header {
				records[p.info.Uses[n.Variable]] = n
			}
		case *ast.Projection:
			all = all || n.Star
		case *ast.CallSubquery:
			all = all || n.ImportAll
		}
		return true
	})
	return records, all
}

// divide makes the variables of the fields of a record.
func (p *planner) divide(record *semantic.Symbol, uses []*ast.Property) []field {
	var fields []field
	made := map[string]*semantic.Symbol{}
	for _, property := range uses {
		sym := made[property.Key]
		if sym == nil {
			sym = &semantic.Symbol{ID: len(p.info.Symbols), Name: record.Name, Type: semantic.Of(semantic.Unknown), Plain: record.Plain}
			p.info.Symbols = append(p.info.Symbols, sym)
			made[property.Key], fields = sym, append(fields, field{property.Key, sym})
		}
		p.info.Uses[property.Target.(*ast.Variable)] = sym
	}
	return fields
}

// planFields tells an operator which fields it reads, and returns the variables that it binds.
func (p *planner) planFields(op *plan.Load, record *semantic.Symbol) []*semantic.Symbol {
	binds := []*semantic.Symbol{record}
	for _, f := range p.fields[record] {
		op.Fields = append(op.Fields, plan.Field{Key: f.key, Slot: slot(f.sym)})
		binds = append(binds, f.sym)
	}
	return binds
}
