package exec

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec/load"
	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

var errNoFiles = refusal("Files can't be loaded here.")

// loading is plan.Load.
type loading struct {
	input *node
	spec  *plan.Load
	from  eval.Kernel
	delim eval.Kernel // nil: the default
	quote eval.Kernel
	null  eval.Kernel
	// config is a map; nil: none
	config eval.Kernel

	file   io.Closer
	cancel context.CancelFunc // of what opened the file
	reader load.Reader
	source load.Source // reads reader
	ahead  *load.Ahead // reads source from the first full batches on; nil before
	read   int         // rows
	in     *batch.Batch
	done   bool
	out    output
	ramp   ramp
	batch  *load.Batch // that was handed on
	charge int64
}

func (b *builder) load(p *plan.Load) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	l := &loading{input: input, spec: p, out: newOutput(b.live(p), append(fieldSlots(p.Fields), p.Slot)...), ramp: ramp{first: b.ramp}}
	for _, k := range []struct {
		to *eval.Kernel
		e  ast.Expr
	}{{&l.from, p.From}, {&l.delim, p.Delimiter}, {&l.quote, p.Quote}, {&l.null, p.NullIf}, {&l.config, p.Config}} {
		if k.e == nil {
			continue
		}
		if *k.to, err = b.kernel(k.e); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func fieldSlots(fields []plan.Field) (slots []batch.Slot) {
	for _, f := range fields {
		slots = append(slots, f.Slot)
	}
	return slots
}

func fieldKeys(fields []plan.Field) (keys []string) {
	for _, f := range fields {
		keys = append(keys, f.Key)
	}
	return keys
}

func (l *loading) reset(x *Execution) error {
	l.close(x)
	l.done = false
	l.ramp.reset(x)
	return l.input.reset(x)
}

func (l *loading) close(x *Execution) {
	if l.cancel != nil {
		l.cancel() // a read that waits for the network fails
	}
	if l.ahead != nil {
		l.ahead.Close()
	}
	if p, ok := l.reader.(*load.ParquetReader); ok {
		_ = p.Close() // nothing of it was written
	}
	if l.file != nil {
		_ = l.file.Close() // it was only read
	}
	x.ctx.Memory.Release(l.charge)
	l.file, l.cancel, l.reader, l.source, l.ahead, l.in, l.batch, l.charge, l.read = nil, nil, nil, nil, nil, nil, nil, 0, 0
}

func (l *loading) next(x *Execution) (*batch.Batch, error) {
	if l.done {
		return nil, nil
	}
	if l.in == nil {
		if err := l.open(x); err != nil {
			return nil, err
		}
		if l.in == nil {
			l.done = true
			return nil, nil
		}
	}
	b, err := l.fetch(x)
	if err != nil {
		return nil, err
	}
	if b == nil {
		l.close(x)
		l.done = true
		return nil, l.onlyOnce(x)
	}
	l.out.begin(x)
	l.out.note(l.in.Rows()[0], b.N)
	l.out.flush(l.in)
	if len(l.spec.Fields) == 0 {
		l.out.set(l.spec.Slot, &b.Records)
	}
	for i, f := range l.spec.Fields {
		l.out.set(f.Slot, &b.Fields[i])
	}
	return l.out.batch(), nil
}

// aheadRows is the number of rows from which on a file is read ahead.
const aheadRows = 8 << 10

// fetch reads the next rows; nil at the end. A long file is read by another goroutine, while this one works
// on what was read before.
func (l *loading) fetch(x *Execution) (_ *load.Batch, err error) {
	defer context.AfterFunc(x.ctx.Ctx, l.cancel)() // a read that waits for the network fails
	size := l.ramp.next()
	switch {
	case l.ahead == nil && l.read < aheadRows || x.given.Workers == 1 || runtime.GOMAXPROCS(0) == 1:
		if err := l.source.Read(l.batch, size); err != nil || l.batch.N == 0 {
			return nil, err
		}
		l.read += l.batch.N
		return l.batch, nil
	case l.ahead == nil:
		l.ahead = load.NewAhead(l.source, size)
	}
	l.batch, err = l.ahead.Next(l.batch)
	return l.batch, err
}

func (l *loading) word() string {
	return [...]string{ast.LoadCSV: "CSV", ast.LoadJSONL: "JSONL", ast.LoadParquet: "PARQUET"}[l.spec.Format]
}

// onlyOnce fails if the input has another row.
func (l *loading) onlyOnce(x *Execution) error {
	b, err := l.input.next(x)
	if err != nil || b == nil {
		return err
	}
	return l.tooMany()
}

func (l *loading) tooMany() error {
	return refusal("LOAD %s can be executed only once, please check if the cardinality of the operator before LOAD %s is 1",
		l.word(), l.word())
}

// open opens the file that the row of the input names.
func (l *loading) open(x *Execution) error {
	in, err := l.input.next(x)
	if err != nil || in == nil {
		return err
	}
	if in.Len() > 1 {
		return l.tooMany()
	}
	location, err := l.text(x, in, l.from, "The location of a file")
	if err != nil {
		return err
	}
	if x.given.Files == nil {
		return errNoFiles
	}
	config, err := l.configuration(x, in)
	if err != nil {
		return err
	}
	var ctx context.Context
	ctx, l.cancel = context.WithCancel(x.ctx.Ctx)
	file, err := x.given.Files.Open(ctx, location, config)
	if err != nil {
		return err
	}
	l.file = file
	reader, err := l.decode(x, in, file)
	if err != nil {
		return err
	}
	l.reader, l.source, l.in, l.batch = reader, load.Whole(reader), in, &load.Batch{}
	if len(l.spec.Fields) > 0 {
		l.source = load.Fields(reader, fieldKeys(l.spec.Fields))
	}
	return nil
}

// configuration evaluates WITH CONFIG.
func (l *loading) configuration(x *Execution, in *batch.Batch) (map[string]string, error) {
	if l.config == nil {
		return nil, nil
	}
	c, err := l.config.Eval(&x.ctx, in, in.Rows())
	if err != nil {
		return nil, err
	}
	config := map[string]string{}
	for _, e := range c.Value(int(in.Rows()[0])).AsMap() {
		if e.Value.Kind() != value.KindString {
			return nil, &value.Error{
				Class: value.TypeError,
				Msg:   fmt.Sprintf("'%s' of WITH CONFIG must be a string, got %s.", e.Key, e.Value.Kind().TypeWord()),
			}
		}
		config[e.Key] = e.Value.AsString()
	}
	return config, nil
}

// sign evaluates the text that separates or quotes fields; empty: the default.
func (l *loading) sign(x *Execution, in *batch.Batch, k eval.Kernel, what string) (string, error) {
	s, err := l.text(x, in, k, what)
	if err == nil && k != nil && s == "" {
		err = &value.Error{Class: value.ArgumentError, Msg: what + " must not be empty."}
	}
	return s, err
}

// text evaluates an expression that must be a string.
func (l *loading) text(x *Execution, in *batch.Batch, k eval.Kernel, what string) (string, error) {
	if k == nil {
		return "", nil
	}
	c, err := k.Eval(&x.ctx, in, in.Rows())
	if err != nil {
		return "", err
	}
	v := c.Value(int(in.Rows()[0]))
	if v.Kind() != value.KindString {
		return "", &value.Error{
			Class: value.TypeError,
			Msg:   fmt.Sprintf("%s must be a string, got %s.", what, v.Kind().TypeWord()),
		}
	}
	return v.AsString(), nil
}

func (l *loading) decode(x *Execution, in *batch.Batch, file io.Reader) (load.Reader, error) {
	if l.spec.Format == ast.LoadParquet {
		return l.readParquet(x, file)
	}
	plain, err := load.Decompress(file)
	if err != nil {
		return nil, err
	}
	if l.spec.Format == ast.LoadJSONL {
		return load.JSONL(plain), nil
	}
	o := load.CSVOptions{Header: l.spec.Header, IgnoreBad: l.spec.IgnoreBad, HasNullIf: l.null != nil}
	if o.Delimiter, err = l.sign(x, in, l.delim, "DELIMITER"); err != nil {
		return nil, err
	}
	if o.Quote, err = l.sign(x, in, l.quote, "QUOTE"); err != nil {
		return nil, err
	}
	if o.NullIf, err = l.text(x, in, l.null, "NULLIF"); err != nil {
		return nil, err
	}
	return load.CSV(plain, o)
}

// sized is a file that can be read anywhere.
type sized interface {
	io.ReaderAt
	io.Seeker
}

// readParquet reads a file in place, and any other source into memory first.
func (l *loading) readParquet(x *Execution, file io.Reader) (load.Reader, error) {
	if f, ok := file.(sized); ok {
		size, err := f.Seek(0, io.SeekEnd)
		if err != nil {
			return nil, err
		}
		return load.Parquet(f, size)
	}
	var data bytes.Buffer
	for {
		n, err := io.CopyN(&data, file, 1<<20)
		if chargeErr := x.charge(&l.charge, l.charge+n); chargeErr != nil {
			return nil, chargeErr
		}
		if err == io.EOF {
			return load.Parquet(bytes.NewReader(data.Bytes()), int64(data.Len()))
		}
		if err != nil {
			return nil, err
		}
	}
}
