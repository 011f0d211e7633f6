package fulltext

import "sync"

// Document is the words of a row, field by field.
type Document struct {
	fields []field
	length int // words in all fields
}

type field struct {
	key   uint32
	words []uint32
}

// Field is a field of a document to be: its number and its text, and whether that
// is a number, which is also found by its value.
type Field struct {
	Key    uint32
	Text   string
	Number bool
}

// dictionary numbers words. Words are never forgotten.
type dictionary struct {
	mu    sync.RWMutex
	ids   map[string]uint32
	words []string
	bytes int64
}

func (d *dictionary) find(word string) (uint32, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	id, ok := d.ids[word]
	return id, ok
}

func (d *dictionary) add(word string) uint32 {
	if id, ok := d.find(word); ok {
		return id
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if id, ok := d.ids[word]; ok {
		return id
	}
	if d.ids == nil {
		d.ids = map[string]uint32{}
	}
	id := uint32(len(d.words))
	word = string(append([]byte(nil), word...)) // a part of a long text would hold all of it
	d.ids[word] = id
	d.words = append(d.words, word)
	d.bytes += int64(len(word)) + 64
	return id
}

// satisfying returns the numbers of the words that are as a term asks.
func (d *dictionary) satisfying(t term) map[uint32]bool {
	found := map[uint32]bool{}
	if t.test == nil {
		if id, ok := d.find(t.word); ok {
			found[id] = true
		}
		return found
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	for id, word := range d.words {
		if t.test(word) {
			found[uint32(id)] = true
		}
	}
	return found
}

// Document makes a document; nil if there is no word in it.
func (ix *Index) Document(fields []Field) *Document {
	d := &Document{}
	for _, f := range fields {
		var words []uint32
		eachWord(f.Text, func(word string) { words = append(words, ix.dict.add(word)) })
		if number, ok := numberWord(f.Text); f.Number && ok {
			words = append(words, ix.dict.add(number))
		}
		if len(words) > 0 {
			d.fields = append(d.fields, field{f.Key, words})
			d.length += len(words)
		}
	}
	if d.length == 0 {
		return nil
	}
	return d
}
