package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
)

var errMemoryLimit = refusal("A memory limit must be a positive integer.")

// memoryLimit is QUERY MEMORY LIMIT or PROCEDURE MEMORY LIMIT.
type memoryLimit struct {
	amount eval.Kernel // nil: none
	pos    ast.Pos     // of the amount
	unit   int64
}

func (b *builder) memoryLimit(l *ast.MemoryLimit) (m memoryLimit, err error) {
	if l == nil || l.Unlimited || l.Amount == nil {
		return m, nil
	}
	m.unit, m.pos = l.Unit, l.Amount.Position()
	m.amount, err = b.kernel(l.Amount)
	return m, err
}

// account opens an account under the query's that holds the limit; nil if there
// is none.
func (m *memoryLimit) account(x *Execution) (*eval.Memory, error) {
	if m.amount == nil {
		return nil, nil
	}
	n, err := x.count(m.amount, errMemoryLimit, errMemoryLimit)
	if err == nil && (n == 0 || n > (1<<62)/max(1, m.unit)) {
		err = errMemoryLimit
	}
	if err != nil {
		return nil, eval.Locate(m.pos, err)
	}
	return &eval.Memory{Limit: n * m.unit, Parent: x.ctx.Memory}, nil
}
