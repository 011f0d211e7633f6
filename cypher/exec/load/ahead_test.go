package load

import (
	"errors"
	"slices"
	"testing"

	"memgraphd/engine/value"
)

// counter yields numbers up to a last one and then fails, panics or ends.
type counter struct {
	at, last int64
	failure  error
	panics   bool
}

func (c *counter) Next(dst []value.Value, limit int) ([]value.Value, error) {
	for range limit {
		if c.at == c.last {
			if c.panics {
				panic("counter")
			}
			return dst, c.failure
		}
		dst = append(dst, value.Int(c.at))
		c.at++
	}
	return dst, nil
}

// drain reads to the end, an error or a panic.
func drain(next func(last *Batch) (*Batch, error)) (numbers []int64, panicked any, err error) {
	defer func() { panicked = recover() }()
	var b *Batch
	for {
		if b, err = next(b); b == nil {
			return numbers, nil, err
		}
		for _, v := range b.Records.Values {
			numbers = append(numbers, v.AsInt())
		}
	}
}

func TestAhead(t *testing.T) {
	failure := errors.New("damaged")
	for _, last := range []int64{0, 9, 10, 1005} {
		for _, c := range []counter{{last: last}, {last: last, failure: failure}, {last: last, panics: true}} {
			plain, behind := c, c
			want, wantPanic, wantErr := drain(func(*Batch) (*Batch, error) {
				b := &Batch{}
				if err := Whole(&plain).Read(b, 10); err != nil || b.N == 0 {
					return nil, err
				}
				return b, nil
			})
			a := NewAhead(Whole(&behind), 10)
			got, panicked, err := drain(a.Next)
			if !slices.Equal(got, want) || err != wantErr || panicked != wantPanic {
				t.Errorf("%+v: %d numbers, %v, %v, want %d, %v, %v", c, len(got), err, panicked, len(want), wantErr, wantPanic)
			}
			if more, err := a.Next(nil); more != nil || err != nil {
				t.Errorf("%v behind the end, %v", more, err)
			}
			a.Close()
		}
	}
}

// TestAheadIsClosed gives up while most is unread.
func TestAheadIsClosed(t *testing.T) {
	c := &counter{last: 1 << 40}
	a := NewAhead(Whole(c), 10)
	if got, err := a.Next(nil); err != nil || got.N != 10 {
		t.Fatal(got, err)
	}
	a.Close()
	if c.at > 10*(aheadBatches+3) {
		t.Errorf("%d records were read", c.at)
	}
	if _, open := <-a.batches; open {
		t.Error("the goroutine goes on")
	}
}
