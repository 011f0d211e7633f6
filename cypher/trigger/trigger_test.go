package trigger

import (
	"context"
	"testing"
	"testing/synctest"

	"memgraphd/engine/value"
)

const statement = "CREATE TRIGGER t ON --> CREATE BEFORE COMMIT EXECUTE CREATE (:Log {by: $by})"

func encoded(tb testing.TB) []byte {
	tb.Helper()
	tr, err := Parse(statement)
	if err != nil {
		tb.Fatal(err)
	}
	tr.Owner = "ann"
	tr.Params = value.Map([]value.Entry{{Key: "by", Value: value.Int(7)}})
	data, err := tr.Encode()
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestDecode(t *testing.T) {
	tr, err := Decode(encoded(t))
	if err != nil {
		t.Fatal(err)
	}
	by, _ := tr.Params.Get("by")
	if tr.Name != "t" || tr.Statement != statement || tr.Owner != "ann" || by != value.Int(7) {
		t.Errorf("%+v", tr)
	}
	if tr.Waits() != "--> CREATE" || tr.Phase() != "BEFORE COMMIT" {
		t.Errorf("it waits for %q, %q", tr.Waits(), tr.Phase())
	}
}

// FuzzDecode: what is not a trigger is refused.
func FuzzDecode(f *testing.F) {
	f.Add(encoded(f))
	for _, v := range []value.Value{value.Null, value.Int(1), value.Map(nil), value.Map([]value.Entry{
		{Key: "owner", Value: value.String("")}, {Key: "statement", Value: value.String("RETURN 1")},
	})} {
		data, err := value.AppendBinary(nil, v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if tr, err := Decode(data); err == nil && tr.CreateTrigger == nil {
			t.Error("a trigger without a statement")
		}
	})
}

// TestQueue runs what was added in order and one after the other, and tells when all is done.
func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var q Queue
		q.Wait(t.Context()) // for nothing
		var ran []int
		hold := make(chan struct{})
		for i := range 3 {
			q.Add(func() {
				<-hold
				ran = append(ran, i)
			})
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		q.Wait(ctx)
		if len(ran) != 0 {
			t.Errorf("%v ran before they could", ran)
		}
		close(hold)
		q.Wait(t.Context())
		if len(ran) != 3 || ran[0] != 0 || ran[1] != 1 || ran[2] != 2 {
			t.Errorf("ran %v", ran)
		}
	})
}
