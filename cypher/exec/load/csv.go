package load

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unsafe"

	"memgraphd/engine/value"
)

// CSVOptions say how a file of separated values is written.
type CSVOptions struct {
	// Header: the first row names the columns and records are maps; otherwise they
	// are lists.
	Header bool
	// IgnoreBad leaves out rows that are malformed or of the wrong length.
	IgnoreBad bool
	Delimiter string // default ,
	Quote     string // default "
	// NullIf is the text that stands for null, if HasNullIf.
	NullIf    string
	HasNullIf bool
}

const (
	blockSize = 256 << 10
	// maxRow bounds the length of a row, so that a quote that is never closed
	// does not read a whole file into memory.
	maxRow = 64 << 20
)

// CSVReader reads separated values. Fields are pieces of the blocks that the
// file is read in: a record costs no copy of its text.
type CSVReader struct {
	r    io.Reader
	opts CSVOptions

	block string // not yet read
	eof   bool
	begun bool // the byte order mark was looked for
	row   int  // number of the row that was read last

	header   []string
	order    []int // of the columns by name
	distinct bool  // no two columns have the same name
	width    int   // of all rows; -1 before the first
	plain    bool  // delimiter and quote are single bytes
	fields   []string

	entries []value.Entry // room for the entries of maps
	values  []value.Value // room for the elements of lists
}

// CSV returns a reader, which has read the header if there is one.
func CSV(r io.Reader, opts CSVOptions) (*CSVReader, error) {
	if opts.Delimiter == "" {
		opts.Delimiter = ","
	}
	if opts.Quote == "" {
		opts.Quote = `"`
	}
	if opts.Delimiter == opts.Quote || strings.ContainsAny(opts.Delimiter+opts.Quote, "\r\n") {
		return nil, fmt.Errorf("CSV reader: delimiter %q and quote %q must differ and hold no line break", opts.Delimiter, opts.Quote)
	}
	c := &CSVReader{r: r, opts: opts, width: -1}
	c.plain = len(opts.Delimiter) == 1 && len(opts.Quote) == 1
	if !opts.Header {
		return c, nil
	}
	ok, err := c.read()
	if err != nil || !ok {
		return c, err
	}
	c.width = len(c.fields)
	for _, f := range c.fields {
		c.header = append(c.header, strings.Clone(f))
		c.order = append(c.order, len(c.order))
	}
	slices.SortStableFunc(c.order, func(a, b int) int { return strings.Compare(c.header[a], c.header[b]) })
	c.distinct = true
	for i := 1; i < len(c.order); i++ {
		c.distinct = c.distinct && c.header[c.order[i-1]] != c.header[c.order[i]]
	}
	return c, nil
}

// Next implements [Reader].
func (c *CSVReader) Next(dst []value.Value, limit int) ([]value.Value, error) {
	for range limit {
		ok, err := c.next()
		if err != nil || !ok {
			return dst, err
		}
		dst = append(dst, c.record())
	}
	return dst, nil
}

// next reads the next row that is none of those to be left out; false at the end of the file.
func (c *CSVReader) next() (bool, error) {
	for {
		ok, err := c.read()
		if err == nil && ok {
			err = c.checkWidth()
		}
		if err == nil || !c.opts.IgnoreBad || !isBad(err) {
			return ok, err
		}
	}
}

// checkWidth fails if the row that was read last is not as wide as the first one.
func (c *CSVReader) checkWidth() error {
	if c.width < 0 {
		c.width = len(c.fields)
	}
	if len(c.fields) != c.width {
		return badRow(c.row, "expected %d columns, got %d", c.width, len(c.fields))
	}
	return nil
}

// record makes a value of the fields.
func (c *CSVReader) record() value.Value {
	n := len(c.fields)
	if c.header == nil {
		if cap(c.values)-len(c.values) < n {
			c.values = make([]value.Value, 0, max(n, 64*n))
		}
		from := len(c.values)
		for i := range c.fields {
			c.values = append(c.values, c.value(i))
		}
		return value.List(c.values[from:len(c.values):len(c.values)])
	}
	if cap(c.entries)-len(c.entries) < n {
		c.entries = make([]value.Entry, 0, max(n, 64*n))
	}
	from := len(c.entries)
	for _, i := range c.order {
		c.entries = append(c.entries, value.Entry{Key: c.header[i], Value: c.value(i)})
	}
	entries := c.entries[from:len(c.entries):len(c.entries)]
	if c.distinct {
		return value.SortedMap(entries)
	}
	return value.Map(entries)
}

func (c *CSVReader) value(i int) value.Value {
	if c.opts.HasNullIf && c.fields[i] == c.opts.NullIf {
		return value.Null
	}
	return value.String(c.fields[i])
}

// BadRowError says which row of a file is malformed, and how.
type BadRowError struct {
	Row int // 1-based, the header included
	Msg string
}

// Error returns the text that clients see.
func (e *BadRowError) Error() string { return fmt.Sprintf("CSV reader: row %d: %s", e.Row, e.Msg) }

func badRow(row int, format string, args ...any) error {
	return &BadRowError{Row: row, Msg: fmt.Sprintf(format, args...)}
}

func isBad(err error) bool {
	_, ok := err.(*BadRowError)
	return ok
}

// more reads another block behind what is left of the last; false at the end of
// the file.
func (c *CSVReader) more() (bool, error) {
	if c.eof {
		return false, nil
	}
	if len(c.block) > maxRow {
		return false, fmt.Errorf("CSV reader: row %d is longer than %d MiB", c.row+1, maxRow>>20)
	}
	// Twice what is left: the work stays linear for rows longer than a block.
	buf := make([]byte, len(c.block)+max(blockSize, len(c.block)))
	n := copy(buf, c.block)
	for n < len(buf) {
		k, err := c.r.Read(buf[n:])
		n += k
		if err == io.EOF {
			c.eof = true
			break
		}
		if err != nil {
			return false, err
		}
	}
	c.block = unsafe.String(unsafe.SliceData(buf), n) // buf is written to no more
	if !c.begun {
		c.begun = true
		c.block = strings.TrimPrefix(c.block, "\ufeff")
	}
	return true, nil
}
