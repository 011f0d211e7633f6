package normal

// keyword is a word that matters to normalisation.
type keyword uint8

const (
	noKeyword keyword = iota

	// What a clause begins with.
	kwMatch
	kwOptional
	kwUnwind
	kwWith
	kwReturn
	kwCreate
	kwMerge
	kwSet
	kwDelete
	kwDetach
	kwRemove
	kwForeach
	kwCall
	kwLoad
	kwUnion
	kwUsing

	// What a part of a clause begins with.
	kwWhere
	kwSkip
	kwLimit

	// Words within expressions and projections.
	kwNot // no variable has the name of one of these three
	kwDistinct
	kwReserved
	kwIn // an operator, or the name of a variable, as the next
	kwInfix
	kwStarts
	kwAs

	// Words before a number that must stay.
	kwNumber
	kwMemory // … LIMIT
)

// longest is the length of the longest keyword.
const longest = 8

// keywords are the words that matter.
var keywords = map[string]keyword{
	"match": kwMatch, "optional": kwOptional, "unwind": kwUnwind, "with": kwWith, "return": kwReturn,
	"create": kwCreate, "merge": kwMerge, "set": kwSet, "delete": kwDelete, "detach": kwDetach,
	"nodetach": kwDetach, "remove": kwRemove, "foreach": kwForeach, "call": kwCall, "load": kwLoad,
	"union": kwUnion, "using": kwUsing,
	"where": kwWhere, "skip": kwSkip, "limit": kwLimit,
	"not": kwNot, "distinct": kwDistinct, "case": kwReserved, "when": kwReserved,
	"in": kwIn, "and": kwInfix, "or": kwInfix, "xor": kwInfix, "contains": kwInfix, "is": kwInfix,
	"then": kwInfix, "else": kwInfix, "by": kwInfix, "starts": kwStarts, "ends": kwStarts, "as": kwAs,
	"of": kwNumber, "shortest": kwNumber, "any": kwNumber, "memory": kwMemory,
}

// packed is a keyword with its letters in one integer.
type packed struct {
	letters uint64
	keyword keyword
}

// byLength holds the keywords of each length.
var byLength = func() (table [longest + 1][]packed) {
	for word, k := range keywords {
		table[len(word)] = append(table[len(word)], packed{pack(word), k})
	}
	return table
}()

// pack puts the letters of a short word into an integer, without their case.
func pack(word string) uint64 {
	var p uint64
	for i := range len(word) {
		p = p<<8 | uint64(word[i]|0x20)
	}
	return p
}

// keywordOf looks a word up.
func keywordOf(word string) keyword {
	if len(word) > longest {
		return noKeyword
	}
	letters := pack(word)
	for _, k := range byLength[len(word)] {
		if k.letters == letters {
			return k.keyword
		}
	}
	return noKeyword
}

// startsQuery reports whether a query may begin with k; what begins with SET
// is administration.
func (k keyword) startsQuery() bool {
	return k >= kwMatch && k <= kwUsing && k != kwSet && k != kwUnion
}

// startsClause reports whether a clause that literals may be lifted from begins
// with k.
func (k keyword) startsClause() bool { return k >= kwMatch && k <= kwUnion }

// isOperator reports whether k is a word within expressions and projections.
func (k keyword) isOperator() bool { return k >= kwNot && k <= kwAs }
