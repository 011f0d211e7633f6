// Package column holds values by the batch: a [Column] is up to a batch of
// values of one type in one flat slice, with a bitmap that says which are
// there. The store hands columns out and takes them in, the executor computes
// on them, and no scalar is boxed on the way.
package column
