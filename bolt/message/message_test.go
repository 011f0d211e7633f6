package message

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

var limits = packstream.Limits{Depth: 100, Memory: 1 << 20}

func decode(m *Decoder, body []byte) (Request, error) {
	var d packstream.Decoder
	d.Reset(body, limits)
	return m.Decode(&d)
}

// fields encodes a message whose fields are values.
func fields(t *testing.T, kind Kind, values ...value.Value) []byte {
	t.Helper()
	body := packstream.AppendStruct(nil, len(values), byte(kind))
	for _, v := range values {
		var err error
		if body, err = packstream.AppendValue(body, v, true); err != nil {
			t.Fatal(err)
		}
	}
	return body
}

// mapOf makes a map of keys and values in turn.
func mapOf(pairs ...any) value.Value {
	var entries []value.Entry
	for i := 0; i < len(pairs); i += 2 {
		entries = append(entries, value.Entry{Key: pairs[i].(string), Value: pairs[i+1].(value.Value)})
	}
	return value.Map(entries)
}

func TestHello(t *testing.T) {
	m := Decoder{Version: Version{4, 4}}
	got, err := decode(&m, fields(t, KindHello, mapOf(
		"user_agent", value.String("x/1"), "scheme", value.String("basic"), "principal", value.String("ann"),
		"credentials", value.String("secret"), "routing", mapOf("address", value.String("db:1"), "policy", value.Int(1)),
		"patch_bolt", value.List([]value.Value{value.String("utc")}), "other", value.List(nil),
		"bolt_agent", mapOf("product", value.String("p/1"), "language", value.Null),
		"notifications_minimum_severity", value.String("OFF"),
	)))
	want := &Hello{
		UserAgent: "x/1", Product: "p/1", Auth: Auth{"basic", "ann", "secret"}, PatchUTC: true,
		Filter: NotificationFilter{MinSeverity: "OFF"},
	}
	if diff := cmp.Diff(Request(want), got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestRun(t *testing.T) {
	m := Decoder{Version: Newest}
	body := fields(t, KindRun, value.String("RETURN 1"), mapOf("x", value.Int(1)), mapOf(
		"mode", value.String("r"), "db", value.String("d"), "imp_user", value.String("u"), "tx_timeout", value.Int(1500),
		"bookmarks", value.List([]value.Value{value.String("b")}), "tx_metadata", mapOf("k", value.Int(2)),
	))
	for range 2 { // the second finds the text remembered
		req, err := decode(&m, body)
		got := req.(*Run)
		if x, _ := got.Params.Get("x"); err != nil || got.Query != "RETURN 1" || x.AsInt() != 1 {
			t.Errorf("got %+v, %v", got, err)
		}
		o := got.Options
		if k, _ := o.Metadata.Get("k"); k.AsInt() != 2 {
			t.Errorf("metadata %v", o.Metadata)
		}
		o.Metadata = value.Null
		want := TxOptions{Mode: AccessRead, Database: "d", ImpersonatedUser: "u", Timeout: 1500 * time.Millisecond, Bookmarks: []string{"b"}}
		if diff := cmp.Diff(want, o, cmp.Comparer(func(a, b value.Value) bool { return a.Kind() == b.Kind() })); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTimeouts(t *testing.T) {
	for ms, want := range map[int64]time.Duration{-5: 0, 0: 0, 1 << 62: 9223372036854 * time.Millisecond} {
		m := Decoder{Version: Newest}
		req, err := decode(&m, fields(t, KindBegin, mapOf("tx_timeout", value.Int(ms))))
		if got := req.(*Begin).Options.Timeout; err != nil || got != want {
			t.Errorf("%d ms is %v, %v; want %v", ms, got, err, want)
		}
	}
}

// TestRefused reads messages whose fields have the wrong types. They are known
// for what they are, so that they can be answered.
func TestRefused(t *testing.T) {
	one, empty := value.Int(1), value.Map(nil)
	for name, c := range map[string]struct {
		kind   Kind
		values []value.Value
	}{
		"user agent":      {KindHello, []value.Value{mapOf("user_agent", one)}},
		"patches":         {KindHello, []value.Value{mapOf("patch_bolt", one)}},
		"patch":           {KindHello, []value.Value{mapOf("patch_bolt", value.List([]value.Value{one}))}},
		"scheme":          {KindLogon, []value.Value{mapOf("scheme", one)}},
		"severity":        {KindRun, []value.Value{value.String(""), empty, mapOf("notifications_minimum_severity", one)}},
		"mode":            {KindBegin, []value.Value{mapOf("mode", value.String("q"))}},
		"timeout":         {KindBegin, []value.Value{mapOf("tx_timeout", value.Float(1))}},
		"metadata":        {KindBegin, []value.Value{mapOf("tx_metadata", value.List(nil))}},
		"bookmarks":       {KindBegin, []value.Value{mapOf("bookmarks", value.String(""))}},
		"telemetry":       {KindTelemetry, []value.Value{value.String("")}},
		"n":               {KindPull, []value.Value{mapOf("n", value.Null)}},
		"qid":             {KindDiscard, []value.Value{mapOf("n", one, "qid", value.Int(-2))}},
		"routed database": {KindRoute, []value.Value{empty, value.List(nil), mapOf("db", one)}},
		"parameters":      {KindRun, []value.Value{value.String(""), value.EnumValue(value.Enum{Type: "a", Value: "b"}), empty}},
	} {
		m := Decoder{Version: Newest}
		req, err := decode(&m, fields(t, c.kind, c.values...))
		if _, ok := errors.AsType[*packstream.UnsupportedError](err); !ok || req == nil || req.Kind() != c.kind {
			t.Errorf("%s: %v, %v", name, req, err)
		}
	}
}

// TestBroken reads what is no message.
func TestBroken(t *testing.T) {
	for name, hexBody := range map[string]string{
		"empty": "", "not a structure": "01", "no tag": "b0", "unknown tag": "b055", "an answer": "b170a0",
		"few fields": "b21080a0", "many fields": "b10f01", "list for a map": "b11190", "text for a map": "b16a80",
		"query is no text": "b31001a0a0", "trailing": "b00f01", "key is no text": "b111a101c0",
	} {
		body, err := hex.DecodeString(hexBody)
		if err != nil {
			t.Fatal(err)
		}
		m := Decoder{Version: Newest}
		req, err := decode(&m, body)
		if _, ok := errors.AsType[*packstream.SyntaxError](err); !ok || req != nil {
			t.Errorf("%s: %v, %v", name, req, err)
		}
	}
}

func TestKindsByVersion(t *testing.T) {
	since := map[Kind]Version{
		KindHello: Oldest, KindGoodbye: Oldest, KindReset: Oldest, KindRun: Oldest, KindBegin: Oldest, KindCommit: Oldest,
		KindRollback: Oldest, KindDiscard: Oldest, KindPull: Oldest,
		KindRoute: {4, 3}, KindLogon: {5, 1}, KindLogoff: {5, 1}, KindTelemetry: {5, 4},
	}
	for kind := range 256 {
		for _, v := range []Version{{4, 1}, {4, 2}, {4, 3}, {4, 4}, {5, 0}, {5, 1}, {5, 2}, {5, 3}, {5, 4}} {
			first, known := since[Kind(kind)]
			if want := known && v.AtLeast(first.Major, first.Minor); Kind(kind).KnownIn(v) != want {
				t.Errorf("%s in %s: %t", Kind(kind), v, !want)
			}
		}
	}
}

func TestForget(t *testing.T) {
	m := Decoder{Version: Newest}
	if _, err := decode(&m, fields(t, KindRun, value.String("q"), mapOf("x", value.Int(1)), value.Map(nil))); err != nil {
		t.Fatal(err)
	}
	m.Forget()
	if !m.run.Params.IsNull() {
		t.Error("the parameters are kept")
	}
}

// TestRunAllocates counts what reading a query costs: its parameters.
func TestRunAllocates(t *testing.T) {
	m := Decoder{Version: Newest}
	body := fields(t, KindRun, value.String(strings.Repeat("q", 100)), mapOf("id", value.Int(1)), mapOf("mode", value.String("r"), "db", value.String("memgraph")))
	var d packstream.Decoder
	allocs := testing.AllocsPerRun(100, func() {
		d.Reset(body, limits)
		if _, err := m.Decode(&d); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 1 {
		t.Errorf("%v allocations", allocs)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"b101a0", "b31080a0a0", "b111a1846d6f64658172", "b13fa2816e01837169640a", "b366a090a0", "b00f", "b16aa0"} {
		body, err := hex.DecodeString(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, uint8(3))
		f.Add(body, uint8(8))
	}
	versions := []Version{{4, 1}, {4, 2}, {4, 3}, {4, 4}, {5, 0}, {5, 1}, {5, 2}, {5, 3}, {5, 4}}
	f.Fuzz(func(t *testing.T, body []byte, version uint8) {
		m := Decoder{Version: versions[int(version)%len(versions)]}
		req, err := decode(&m, body)
		_, refused := errors.AsType[*packstream.UnsupportedError](err)
		if (req != nil) != (err == nil || refused) {
			t.Fatalf("%x: %v, %v", body, req, err)
		}
		if req != nil && !req.Kind().KnownIn(m.Version) {
			t.Fatalf("%x: %s is not of Bolt %s", body, req.Kind(), m.Version)
		}
	})
}
