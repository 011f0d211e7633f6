package format

import (
	"errors"
	"fmt"
)

// ErrCorrupt is matched by every [CorruptError].
var ErrCorrupt = errors.New("the data directory is damaged")

// CorruptError says which file is damaged, where, how, and what to do.
type CorruptError struct {
	File   string
	Offset int64
	What   string
	Advice string
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("%s: offset %d: %s: %s", e.File, e.Offset, e.What, e.Advice)
}

// Unwrap returns ErrCorrupt.
func (e *CorruptError) Unwrap() error { return ErrCorrupt }

// Zero reports whether p holds nothing but zeros.
func Zero(p []byte) bool {
	for len(p) >= 8 {
		if p[0]|p[1]|p[2]|p[3]|p[4]|p[5]|p[6]|p[7] != 0 {
			return false
		}
		p = p[8:]
	}
	for _, b := range p {
		if b != 0 {
			return false
		}
	}
	return true
}
