package semantic

import (
	"fmt"

	"memgraphd/cypher/ast"
)

// Kind is the kind of an error, named as openCypher's acceptance scenarios name it.
type Kind string

// The kinds of errors.
const (
	SyntaxError      Kind = "SyntaxError"
	TypeError        Kind = "TypeError"
	ProcedureError   Kind = "ProcedureError"
	ParameterMissing Kind = "ParameterMissing"
)

// Detail says more precisely what is wrong, named as the scenarios name it.
type Detail string

// The details of errors.
const (
	AmbiguousAggregation   Detail = "AmbiguousAggregationExpression"
	ColumnNameConflict     Detail = "ColumnNameConflict"
	CreatingVarLength      Detail = "CreatingVarLength"
	DifferentColumns       Detail = "DifferentColumnsInUnion"
	InvalidAggregation     Detail = "InvalidAggregation"
	InvalidArgumentPassing Detail = "InvalidArgumentPassingMode"
	InvalidArgumentType    Detail = "InvalidArgumentType"
	InvalidClauses         Detail = "InvalidClauseComposition"
	InvalidDelete          Detail = "InvalidDelete"
	InvalidNumberOfArgs    Detail = "InvalidNumberOfArguments"
	InvalidParameterUse    Detail = "InvalidParameterUse"
	InvalidRelationship    Detail = "InvalidRelationshipPattern"
	NegativeInteger        Detail = "NegativeIntegerArgument"
	NestedAggregation      Detail = "NestedAggregation"
	NoExpressionAlias      Detail = "NoExpressionAlias"
	NonConstant            Detail = "NonConstantExpression"
	NoSingleType           Detail = "NoSingleRelationshipType"
	NoVariables            Detail = "NoVariablesInScope"
	ProcedureNotFound      Detail = "ProcedureNotFound"
	RelationshipReuse      Detail = "RelationshipUniquenessViolation"
	RequiresDirected       Detail = "RequiresDirectedRelationship"
	UndefinedVariable      Detail = "UndefinedVariable"
	UnexpectedSyntax       Detail = "UnexpectedSyntax"
	UnknownFunction        Detail = "UnknownFunction"
	VariableBound          Detail = "VariableAlreadyBound"
	VariableTypeConflict   Detail = "VariableTypeConflict"
)

// Error says what in a query makes no sense, and where.
type Error struct {
	Pos    ast.Pos
	Kind   Kind
	Detail Detail
	Msg    string
}

// Error returns the text with the place.
func (e *Error) Error() string {
	return e.Pos.Mark(e.Msg)
}

// fail notes an error. Only the first one is kept: what follows may be its consequence.
func (c *checker) fail(pos ast.Pos, detail Detail, format string, args ...any) {
	c.failAs(SyntaxError, pos, detail, format, args...)
}

func (c *checker) failAs(kind Kind, pos ast.Pos, detail Detail, format string, args ...any) {
	if c.err == nil {
		c.err = &Error{Pos: pos, Kind: kind, Detail: detail, Msg: fmt.Sprintf(format, args...)}
	}
}
