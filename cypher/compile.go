package cypher

import (
	"errors"
	"time"
	"unsafe"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/compile"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// prepare finds what is to be executed on db for a text, in the cache or by compiling it, and
// the values of the literals that were lifted out of the text. Of the parameters that the client
// gives it looks at those that name labels. For entities, see cached.
func (s *Session) prepare(db *engine.Database, text string, client value.Value, entities bool) (*cached, []value.Value, error) {
	var ok bool
	s.key = s.key[:0]
	if entities {
		s.key = append(s.key, 0) // which no statement begins with
	}
	s.key, s.literals, ok = normal.Normalize(s.key, s.literals[:0], text)
	if !ok {
		c, err := s.in.compile(db, text, nil, s.in.labelParameters(parameters{given: client}), entities)
		return c, nil, err
	}
	c, hit := s.in.plans.get(borrowed(s.key))
	if hit && c.labels == nil && !c.stale(db) {
		return c, valuesOf(s.literals), nil
	}
	lifted := valuesOf(s.literals)
	labels := s.in.labelParameters(parameters{client, lifted})
	if hit && c.labels != nil {
		n := len(s.key)
		s.key = labels.appendKey(s.key, c.labels)
		if c, hit = s.in.plans.get(borrowed(s.key)); hit && !c.stale(db) {
			return c, lifted, nil
		}
		s.key = s.key[:n]
	}
	c, err := s.in.compile(db, text, s.literals, labels, entities)
	if err != nil {
		return s.prepareAsWritten(db, text, client, entities, err)
	}
	if len(labels.found) > 0 {
		s.in.plans.put(string(s.key), &cached{labels: labels.found})
		s.key = labels.appendKey(s.key, labels.found)
	}
	s.in.keep(string(s.key), c)
	return c, lifted, nil
}

// prepareAsWritten compiles a text with its literals in place where it was refused without them. What stands behind WITH
// may repeat an expression of it, which shows only as long as both have their literals:
//
//	WITH DISTINCT n.x + 1 AS y WHERE n.x + 1 > 2
func (s *Session) prepareAsWritten(db *engine.Database, text string, client value.Value, entities bool, refusal error) (*cached, []value.Value, error) {
	var wrong *semantic.Error
	if len(s.literals) == 0 || !errors.As(refusal, &wrong) || wrong.Detail != semantic.UndefinedVariable {
		return nil, nil, refusal
	}
	c, err := s.in.compile(db, text, nil, s.in.labelParameters(parameters{given: client}), entities)
	if err != nil {
		return nil, nil, refusal
	}
	return c, nil, nil
}

// borrowed returns a key as a string without copying it: the cache does not keep what it is asked for.
func borrowed(key []byte) string { return unsafe.String(unsafe.SliceData(key), len(key)) }

func valuesOf(literals []normal.Literal) []value.Value {
	if len(literals) == 0 {
		return nil
	}
	vals := make([]value.Value, len(literals))
	for i := range literals {
		vals[i] = literals[i].Value
	}
	return vals
}

// keep puts a statement into the cache, unless its plan is for a database that was replaced:
// that would be kept alive.
func (in *Interpreter) keep(key string, c *cached) {
	if len(c.text) > maxKeptText {
		c.text = ""
	}
	in.plans.put(key, c)
	if c.plan != nil && c.db != in.Database() {
		in.plans.remove(key)
	}
}

// compile makes what is cached of a statement, a query's for the labels that parameters name in this run.
func (in *Interpreter) compile(db *engine.Database, text string, literals []normal.Literal, labels *labelParameters, entities bool) (_ *cached, err error) {
	defer in.guardCompiler(text, &err)
	start := time.Now()
	st, err := parser.ParseNormalized(text, literals)
	if err != nil {
		return nil, err
	}
	parsed := time.Now()
	c := &cached{parsing: parsed.Sub(start).Seconds(), text: text, entities: entities}
	q, isQuery := st.(*ast.Query)
	if e, ok := st.(*ast.Explain); ok {
		c.explain, q, isQuery = e, e.Query, true
	}
	if !isQuery {
		c.statement = st
		return c, nil
	}
	labels.bind(q)
	if err := in.compileQuery(c, db, q, literals); err != nil {
		return nil, err
	}
	_, secrets := normal.Redact(text)
	c.secret = len(secrets) > 0
	c.planning = time.Since(parsed).Seconds()
	return c, nil
}

// compileQuery makes the program of a query on db.
func (in *Interpreter) compileQuery(c *cached, db *engine.Database, q *ast.Query, literals []normal.Literal) (err error) {
	c.db = db
	c.nodes, c.relationships = c.db.NodeCount(), c.db.RelationshipCount()
	for _, u := range q.Uses {
		if in.checkDatabase(u.Database) != nil {
			return clientErrorAt(u.Pos, "%s", in.otherDatabase(u.Database))
		}
	}
	in.mappings.resolve(q)
	c.parameters = parametersOf(q, in.opts.Procedures)
	if c.plan, err = compile.Query(c.db, q, environment{in.opts.Procedures, literals, c.entities}); err != nil {
		return err
	}
	env := &eval.Env{Plan: c.plan, Enum: in.hasEnum, Enums: in.enumValues}
	if c.program, err = exec.Prepare(c.plan, env); err != nil {
		return err
	}
	for _, col := range c.plan.Columns {
		c.columns, c.slots = append(c.columns, col.Name), append(c.slots, col.Slot)
	}
	c.kind, c.divided = queryType(c.plan.Reads, c.plan.Writes), dividing(c.plan.Root)
	return nil
}
