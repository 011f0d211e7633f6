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

	// Words that no expression can end with.
	kwOperator
	kwAs
	kwBy
	kwDistinct
	kwStarts

	// Words before a number that must stay.
	kwNumber
	kwProcedure
	kwQuery
	kwMemory
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
	case "and", "or", "xor", "not", "in", "contains", "is", "when", "then", "else", "case":
		return kwOperator
	case "starts", "ends":
		return kwStarts
	case "as":
		return kwAs
	case "by":
		return kwBy
	case "distinct":
		return kwDistinct
	case "of", "shortest", "any":
		return kwNumber
	case "procedure":
		return kwProcedure
	case "query":
		return kwQuery
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

// endsExpression reports whether an expression may end with k as a name.
func (k keyword) endsExpression() bool { return k == noKeyword || k >= kwNumber }
