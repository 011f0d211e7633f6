// Package packstream reads and writes PackStream, the binary format of values
// inside Bolt messages.
//
// Writing is a family of append functions ([AppendInt], [AppendString],
// [AppendValue] …) that extend a byte slice and allocate nothing else. Reading
// is a [Decoder] over the bytes of one message. It trusts no length that the
// bytes claim: a count is compared with the bytes that are left before memory
// is taken for it, nesting has a limit, and the memory of all decoded values of
// a message together has a budget.
//
// Two kinds of trouble are kept apart. Bytes that are not PackStream give a
// [SyntaxError], and nothing after them can be read. A well-formed value that
// has no place in the graph (a byte string, a node as a parameter, a day in the
// year 10^12) gives an [UnsupportedError]; the decoder reads on behind it, so
// that the connection can answer with an ordinary failure.
package packstream
