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
const longest = 9

// keywordOf looks a word up.
func keywordOf(word string) keyword {
	if len(word) > longest {
		return noKeyword
	}
	var lower [longest]byte
	for i := range len(word) {
		lower[i] = word[i] | 0x20
	}
	switch string(lower[:len(word)]) {
	case "match":
		return kwMatch
	case "optional":
		return kwOptional
	case "unwind":
		return kwUnwind
	case "with":
		return kwWith
	case "return":
		return kwReturn
	case "create":
		return kwCreate
	case "merge":
		return kwMerge
	case "set":
		return kwSet
	case "delete":
		return kwDelete
	case "detach", "nodetach":
		return kwDetach
	case "remove":
		return kwRemove
	case "foreach":
		return kwForeach
	case "call":
		return kwCall
	case "load":
		return kwLoad
	case "union":
		return kwUnion
	case "using":
		return kwUsing
	case "where":
		return kwWhere
	case "skip":
		return kwSkip
	case "limit":
		return kwLimit
	case "not":
		return kwNot
	case "case", "when":
		return kwReserved
	case "in":
		return kwIn
	case "distinct":
		return kwDistinct
	case "and", "or", "xor", "contains", "is", "then", "else", "by":
		return kwInfix
	case "starts", "ends":
		return kwStarts
	case "as":
		return kwAs
	case "of", "shortest", "any":
		return kwNumber
	case "memory":
		return kwMemory
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
