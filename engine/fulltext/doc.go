// Package fulltext finds documents by words.
//
//	text    ─ Document ─▶ words, by field ─▶ Index     what is in the documents
//	query   ─ Parse ─▶ Query ─ Index.Search ─▶ hits, best first
//
// # Structure
//
// An [Index] keeps each document as the sequence of its words, field by field, and
// for each word the documents that hold it. The lists of documents only name
// candidates; whether a candidate matches, and how well, is read off its
// sequence, so that phrases, fields and frequencies need no structure of their
// own, and a document that is not in the index is judged by the same code.
//
// Prefixes, stars, similar words and bounds are tests that the dictionary goes
// through once a search: they become the set of words that pass. A number is also
// a word of its own, behind those of its text, so that bounds find it by its value.
//
// # Score
//
// BM25 with k1 = 1.2 and b = 0.75 (Robertson, Zaragoza: The Probabilistic
// Relevance Framework, 2009). How many documents hold a word, and how long they are, is
// counted over what is in the index.
//
// # Concurrency
//
// Put and Remove may be called from several goroutines at once, as may Search,
// but not the former beside the latter. [Index.Document] may be called at any time.
package fulltext
