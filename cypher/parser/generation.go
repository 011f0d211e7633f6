package parser

import (
	"sync"
	"sync/atomic"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/parser/internal/grammar"
)

const (
	// maxStates bounds the automata of a generation, to about 20 MB. The queries
	// of the tests need a fraction of it; only text made to be odd comes near.
	maxStates = 4000
	// maxShared is the length of the longest text that shared automata are used
	// and taught for: what one text can teach them is bounded by its length.
	maxShared = 32 << 10
)

// generation is the automata that prediction learns, and that all parsers of one
// time share. When they have grown too large a new generation begins, and the
// old one goes with the last parser that uses it.
type generation struct {
	decisions []*antlr.DFA
	contexts  *antlr.PredictionContextCache
	private   bool      // one machine's own
	parsers   sync.Pool // of *machine

	// using is held for reading while a machine parses, and for writing to count
	// the states.
	using sync.RWMutex
	// learnt is how many states may have been learnt since they were counted: no
	// more than tokens were looked at.
	learnt atomic.Int64
}

var current atomic.Pointer[generation]

// grammarATN is the grammar's transition network, which all automata are over.
var grammarATN = sync.OnceValue(func() *antlr.ATN { return grammar.NewCypherParser(nil).GetATN() })

func newGeneration(private bool) *generation {
	atn := grammarATN()
	g := &generation{
		decisions: make([]*antlr.DFA, len(atn.DecisionToState)),
		contexts:  antlr.NewPredictionContextCache(),
		private:   private,
	}
	for i, state := range atn.DecisionToState {
		g.decisions[i] = antlr.NewDFA(state, i)
	}
	return g
}

// states counts what the generation has learnt. No machine may be parsing.
func (g *generation) states() int {
	n := 0
	for _, d := range g.decisions {
		n += d.Len()
	}
	return n
}

// acquire returns a machine for a text of that length: of the current
// generation, or with its own automata if the text is long.
func acquire(length int) *machine {
	if length > maxShared {
		m := newMachine()
		m.forParsing(newGeneration(true))
		return m
	}
	g := current.Load()
	if g == nil {
		current.CompareAndSwap(nil, newGeneration(false))
		g = current.Load()
	}
	m, ok := g.parsers.Get().(*machine)
	if !ok {
		m = newMachine()
		m.forParsing(g)
	}
	g.using.RLock()
	return m
}

// release returns m for reuse, without anything of the statement, or begins a
// new generation.
func (m *machine) release() {
	g := m.of
	if g.private {
		return
	}
	g.using.RUnlock()
	looked := int64(m.stream.looked)
	m.load(antlr.NewInputStream(""), nil)
	g.parsers.Put(m)
	if g.learnt.Add(looked) > maxStates && g.outgrown() {
		current.CompareAndSwap(g, nil)
	}
}

// outgrown counts the states and reports whether they are too many.
func (g *generation) outgrown() bool {
	g.using.Lock()
	defer g.using.Unlock()
	n := g.states()
	g.learnt.Store(int64(n / 2)) // the larger it is the sooner the next count
	return n > maxStates
}
