// Package message knows the messages of the Bolt protocol: which there are in
// which version, what a client's request says and what is in it.
//
// A [Decoder] turns the body of one message, chunks already joined, into a
// [Request]. The requests that carry something are kept in the decoder and
// overwritten by the next call, so that reading a message allocates only what
// the query text and its parameters need.
package message
