package vfs

import "os"

// fillZeros writes zeros over [from, to).
func fillZeros(f *os.File, from, to int64) error {
	zeros := make([]byte, min(1<<20, max(0, to-from)))
	for from < to {
		n, err := f.WriteAt(zeros[:min(int64(len(zeros)), to-from)], from)
		if err != nil {
			return err
		}
		from += int64(n)
	}
	return nil
}
