package wal

// BeginCopy prepares the log for being copied file by file while commits go on:
// from its return until [Writer.EndCopy] all segments but the last are
// immutable, and the last only grows at its end. Files copied one after the
// other, in any order, then form a log with at most a torn tail. It costs one
// change of segment. Until EndCopy no segment is ended, whatever its size.
func (w *Writer) BeginCopy() error {
	return w.control(func() error {
		if w.copying {
			return nil
		}
		if w.poison != nil {
			return nil // nothing is written any more
		}
		if err := w.unmark(); err != nil {
			return err
		}
		w.copying = true
		if w.active == nil || w.active.grows {
			return nil
		}
		if err := w.rotate(); err != nil {
			w.copying = false
			return err
		}
		return nil
	})
}

// EndCopy returns to preallocated segments of the configured size.
func (w *Writer) EndCopy() error {
	return w.control(func() error {
		w.copying = false
		return nil
	})
}
