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
func drain(next func(dst []value.Value) ([]value.Value, error)) (numbers []int64, panicked any, err error) {
	defer func() { panicked = recover() }()
	var batch []value.Value
	for {
		if batch, err = next(batch[:0]); err != nil || len(batch) == 0 {
			return numbers, nil, err
		}
		for _, v := range batch {
			numbers = append(numbers, v.AsInt())
		}
	}
}

func TestAhead(t *testing.T) {
	failure := errors.New("damaged")
	for _, last := range []int64{0, 9, 10, 1005} {
		for _, c := range []counter{{last: last}, {last: last, failure: failure}, {last: last, panics: true}} {
			plain, behind := c, c
			want, wantPanic, wantErr := drain(func(dst []value.Value) ([]value.Value, error) { return plain.Next(dst, 10) })
			a := NewAhead(&behind, 10)
			got, panicked, err := drain(a.Next)
			if !slices.Equal(got, want) || err != wantErr || panicked != wantPanic {
				t.Errorf("%+v: %d numbers, %v, %v, want %d, %v, %v", c, len(got), err, panicked, len(want), wantErr, wantPanic)
			}
			if more, err := a.Next(nil); len(more) > 0 || err != nil {
				t.Errorf("%d records behind the end, %v", len(more), err)
			}
			a.Close()
		}
	}
}

// TestAheadIsClosed gives up while most is unread.
func TestAheadIsClosed(t *testing.T) {
	c := &counter{last: 1 << 40}
	a := NewAhead(c, 10)
	if got, err := a.Next(nil); len(got) != 10 || err != nil {
		t.Fatal(len(got), err)
	}
	a.Close()
	if c.at > 10*(aheadBatches+3) {
		t.Errorf("%d records were read", c.at)
	}
	if _, open := <-a.batches; open {
		t.Error("the goroutine goes on")
	}
}
