package vfs

import "errors"

type injectedFile struct {
	fs   *injected
	name string
	file File
}

func (f *injectedFile) before(op Op) error {
	op.Path = f.name
	if err := f.fs.before(op); err != nil {
		return pathError(op.Kind.String(), f.name, err)
	}
	return nil
}

func (f *injectedFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.before(Op{Kind: OpRead, Off: off, Len: len(p)}); err != nil {
		return 0, err
	}
	return f.file.ReadAt(p, off)
}

func (f *injectedFile) WriteAt(p []byte, off int64) (int, error) {
	err := f.before(Op{Kind: OpWrite, Off: off, Len: len(p)})
	if err == nil {
		return f.file.WriteAt(p, off)
	}
	var short *ShortWrite
	if !errors.As(err, &short) {
		return 0, err
	}
	n, writeErr := f.file.WriteAt(p[:min(len(p), short.Keep)], off)
	if writeErr != nil {
		return n, writeErr
	}
	return n, err
}

func (f *injectedFile) Truncate(size int64) error {
	if err := f.before(Op{Kind: OpTruncate, Off: size}); err != nil {
		return err
	}
	return f.file.Truncate(size)
}

func (f *injectedFile) Preallocate(size int64) error {
	if err := f.before(Op{Kind: OpPreallocate, Off: size}); err != nil {
		return err
	}
	return f.file.Preallocate(size)
}

func (f *injectedFile) Sync() error {
	if err := f.before(Op{Kind: OpSync}); err != nil {
		return err
	}
	return f.file.Sync()
}

func (f *injectedFile) Size() (int64, error) {
	if err := f.before(Op{Kind: OpSize}); err != nil {
		return 0, err
	}
	return f.file.Size()
}

// Close always closes the file beneath, as a failing close(2) does.
func (f *injectedFile) Close() error {
	hookErr := f.before(Op{Kind: OpClose})
	if err := f.file.Close(); err != nil {
		return err
	}
	return hookErr
}
