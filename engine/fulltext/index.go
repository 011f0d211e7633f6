package fulltext

import (
	"slices"
	"sync"
)

// Index finds documents by words; its zero value is empty.
type Index struct {
	dict dictionary

	mu       sync.Mutex // serialises Put and Remove
	docs     map[uint64]*Document
	postings [][]uint64 // by word: the documents that hold it, ascending
	lengths  map[uint32]*length
	length   length
}

// length is how many words there are in how many documents.
type length struct{ words, docs int64 }

func (l *length) add(words, docs int) {
	l.words += int64(words)
	l.docs += int64(docs)
}

func (l *length) mean() float64 { return float64(l.words) / float64(max(1, l.docs)) }

// Len returns the number of documents.
func (ix *Index) Len() int { return len(ix.docs) }

// Bytes estimates the memory that the index holds.
func (ix *Index) Bytes() int64 {
	const document, posting = 120, 12 // with what the allocator and the map add
	return int64(len(ix.docs))*document + ix.length.words*(4+posting) + ix.dict.bytes
}

// Put makes d the document under an id; nil removes it.
func (ix *Index) Put(id uint64, d *Document) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if old := ix.docs[id]; old != nil {
		ix.remove(id, old)
	}
	if d == nil {
		return
	}
	if ix.docs == nil {
		ix.docs, ix.lengths = map[uint64]*Document{}, map[uint32]*length{}
	}
	ix.docs[id] = d
	ix.count(d, 1)
	for _, f := range d.fields {
		for _, word := range f.words {
			for len(ix.postings) <= int(word) {
				ix.postings = append(ix.postings, nil)
			}
			ix.postings[word] = inserted(ix.postings[word], id)
		}
	}
}

func (ix *Index) remove(id uint64, d *Document) {
	delete(ix.docs, id)
	ix.count(d, -1)
	for _, f := range d.fields {
		for _, word := range f.words {
			list := ix.postings[word]
			if i, ok := slices.BinarySearch(list, id); ok {
				ix.postings[word] = slices.Delete(list, i, i+1)
			}
		}
	}
}

func (ix *Index) count(d *Document, sign int) {
	ix.length.add(sign*d.length, sign)
	for _, f := range d.fields {
		l := ix.lengths[f.key]
		if l == nil {
			l = &length{}
			ix.lengths[f.key] = l
		}
		l.add(sign*len(f.words), sign)
	}
}

// inserted adds an id to an ascending list that may have it.
func inserted(list []uint64, id uint64) []uint64 {
	if n := len(list); n == 0 || list[n-1] < id {
		return append(list, id)
	}
	i, ok := slices.BinarySearch(list, id)
	if ok {
		return list
	}
	return slices.Insert(list, i, id)
}

// holding returns the documents that hold a word.
func (ix *Index) holding(word uint32) []uint64 {
	if int(word) < len(ix.postings) {
		return ix.postings[word]
	}
	return nil
}
