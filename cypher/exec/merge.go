package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// merge is plan.Merge. In general it goes row by row, so that a row finds what
// the one before has created. Where that can be told from the key alone (see
// mergeKey), it matches a whole batch, creates what is missing, each key once,
// and matches the rows again that asked for the same key.
type merge struct {
	input         *node
	match, create right
	key           *mergeKey // nil: row by row
	rows          store     // the results for the current batch
	pos           int
	number        batch.Slot // hidden: the row of the input a result belongs to
	numbers       column.Column
	ordered       bool
	out           output
	scratch       batch.Batch
	gathered      []column.Column
	left          []int32
	sort          []int32
}

func (b *builder) merge(p *plan.Merge) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	m := &merge{input: input, number: b.hidden()}
	if m.key, err = b.mergeKey(p); err != nil {
		return nil, err
	}
	if m.match, err = b.right(p.Match, m.key == nil, false); err != nil {
		return nil, err
	}
	if m.create, err = b.right(p.Create, m.key == nil, false); err != nil {
		return nil, err
	}
	if m.key != nil && (!m.match.together() || !m.create.together()) {
		m.key = nil
	}
	live := b.live(p)
	m.rows = newStore(append(append([]batch.Slot(nil), live...), m.number))
	m.out = newOutput(m.rows.slots)
	m.gathered = make([]column.Column, len(live))
	return m, nil
}

func (m *merge) reset(x *Execution) error {
	m.clear(x)
	return m.input.reset(x)
}

func (m *merge) clear(x *Execution) {
	m.rows.reset(x)
	m.pos = 0
}

func (m *merge) close(x *Execution) { m.clear(x) }

func (m *merge) next(x *Execution) (*batch.Batch, error) {
	for m.pos >= m.rows.n {
		b, err := m.input.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		m.clear(x)
		m.ordered = true
		if err := m.merge(x, b); err != nil {
			return nil, err
		}
		if !m.ordered {
			m.order()
		}
	}
	if m.ordered {
		b := m.rows.view(x, m.pos)
		m.pos += b.Len()
		return b, nil
	}
	end := min(m.pos+column.BatchSize, m.rows.n)
	b := m.rows.gather(x, m.sort[m.pos:end], &m.out)
	m.pos = end
	return b, nil
}

func (m *merge) merge(x *Execution, b *batch.Batch) error {
	if m.key != nil {
		safe, err := m.key.prepare(x, b)
		if err != nil {
			return err
		}
		if safe {
			return m.mergeTogether(x, b)
		}
	}
	for i := range b.Rows() {
		row := b.Rows()[i : i+1]
		found, err := m.run(x, &m.match, b, row)
		if err != nil {
			return err
		}
		if !found {
			if _, err := m.run(x, &m.create, b, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// run runs one of the right sides for some rows, keeps its results and reports
// whether there were any.
func (m *merge) run(x *Execution, r *right, b *batch.Batch, sel []int32) (found bool, err error) {
	err = r.each(x, b, sel, func(rows *batch.Batch, row []int64) error {
		found = true
		return m.keep(x, b, rows, row)
	})
	return found, err
}

// keep keeps rows of a right side, with the columns of the input rows they
// belong to where they do not carry them themselves.
func (m *merge) keep(x *Execution, b, rows *batch.Batch, row []int64) error {
	x.empty(&m.scratch)
	copy(m.scratch.Cols, rows.Cols)
	m.scratch.N = rows.N
	sel := rows.Rows()
	m.left = m.left[:0]
	for _, n := range row[:rows.N] {
		m.left = append(m.left, int32(n))
	}
	for i, s := range m.rows.slots[:len(m.gathered)] {
		if rows.Cols[s] == nil && b.Cols[s] != nil {
			column.Gather(&m.gathered[i], b.Cols[s], m.left)
			m.scratch.Cols[s] = &m.gathered[i]
		}
	}
	m.numbers.Reset(column.Int, rows.N)
	copy(m.numbers.Ints, row)
	m.scratch.Cols[m.number] = &m.numbers
	return m.rows.add(x, &m.scratch, sel)
}

// mergeTogether merges all rows of a batch whose keys are prepared.
func (m *merge) mergeTogether(x *Execution, b *batch.Batch) error {
	m.ordered = false
	for pending := m.key.start(b.Rows(), b.N); len(pending) > 0; {
		err := m.match.each(x, b, pending, func(rows *batch.Batch, row []int64) error {
			for _, r := range rows.Rows() {
				m.key.matched[row[r]] = true
			}
			return m.keep(x, b, rows, row)
		})
		if err != nil {
			return err
		}
		fresh, again := m.key.missing(pending)
		if _, err := m.run(x, &m.create, b, fresh); err != nil {
			return err
		}
		pending = again
	}
	return nil
}

// order sorts the positions of the results by the rows they belong to.
func (m *merge) order() {
	numbers := m.rows.cols[len(m.rows.cols)-1].Ints[:m.rows.n]
	m.sort = m.sort[:0]
	for i := range numbers {
		m.sort = append(m.sort, int32(i))
	}
	_ = m.key.sorter.Sort(m.sort, m.key.by(&m.rows.cols[len(m.rows.cols)-1]))
}
