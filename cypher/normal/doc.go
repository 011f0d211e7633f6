// Package normal finds the key under which a statement's plan is cached.
//
//	MATCH (n:Person {id: 42})   RETURN n.name // Ann
//	MATCH (n:Person{id:$#i})RETURN n.name              and the literal 42
//
// The key is the text without comments and needless blanks, and with its
// literals lifted out into parameters, so that statements that differ in nothing
// else share a plan. Two statements with the same key have the same syntax tree
// but for the values of their lifted literals; even their kinds are the same.
//
// A small lexer of its own does it in about a microsecond, and without
// allocating where the caller's buffers suffice. It knows no grammar: where it
// can't be sure that a literal may be lifted it leaves it, which costs a plan in
// the cache but is never wrong. Literals stay
//
//   - in what RETURN and WITH project and sort by, as an expression's text names
//     its column and equal expressions must stay equal;
//   - as bounds of paths, in USING, memory limits, LOAD and batch sizes, where
//     the grammar or the planner asks for the number itself;
//   - if they are true, false, null, an empty list or no valid literal.
//
// A list of nothing but literals is lifted as one.
package normal
