package format

import (
	"bytes"
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
	for len(p) > len(zeros) {
		if !bytes.Equal(p[:len(zeros)], zeros[:]) {
			return false
		}
		p = p[len(zeros):]
	}
	return bytes.Equal(p, zeros[:len(p)])
}

// TrimZeros returns p without the zeros at its end.
func TrimZeros(p []byte) []byte {
	for len(p) >= len(zeros) && Zero(p[len(p)-len(zeros):]) {
		p = p[:len(p)-len(zeros)]
	}
	for len(p) > 0 && p[len(p)-1] == 0 {
		p = p[:len(p)-1]
	}
	return p
}

var zeros [4096]byte
