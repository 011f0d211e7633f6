package bolt

import (
	"bytes"
	"testing"

	"memgraphd/bolt/message"
)

// TestNegotiate uses the proposals of clients as they were recorded.
func TestNegotiate(t *testing.T) {
	for name, c := range map[string]struct {
		proposals string
		want      message.Version // zero: none, or the manifest
		offer     bool
	}{
		"mgclient 1.5":     {"00000104 00000001 00000000 00000000", message.Version{Major: 4, Minor: 1}, false},
		"mgclient 1.6":     {"00000404 00000304 00000104 00000001", message.Version{Major: 4, Minor: 4}, false},
		"JavaScript 5, Go": {"000001ff 00080805 00020404 00000003", message.Version{}, true},
		"Python 5.25":      {"00070705 00020404 00000104 00000003", message.Version{Major: 5, Minor: 7}, false},
		".NET 5.26":        {"00060605 00020404 00000104 00000003", message.Version{Major: 5, Minor: 6}, false},
		"neo4rs":           {"00000404 00000304 00000104 00000004", message.Version{Major: 4, Minor: 4}, false},
		"PHP":              {"00000205 00000000 00000000 00000000", message.Version{Major: 5, Minor: 2}, false},
		"4.4 first":        {"00020404 00080805 00000000 00000000", message.Version{Major: 4, Minor: 4}, false},
		"manifest only":    {"000001ff 00000000 00000000 00000000", message.Version{}, true},
		"manifest last":    {"00020404 000001ff 00000000 00000000", message.Version{Major: 4, Minor: 4}, false},
		"withdrawn":        {"00000505 00000000 00000000 00000000", message.Version{}, false},
		"below withdrawn":  {"00010505 00000000 00000000 00000000", message.Version{Major: 5, Minor: 4}, false},
		"far below":        {"00ff0305 00000000 00000000 00000000", message.Version{Major: 5, Minor: 3}, false},
		"the future":       {"00000006 00000806 00000905 00000000", message.Version{}, false},
		"nothing":          {"00000000 00000000 00000000 00000000", message.Version{}, false},
	} {
		got, offer, ok := negotiate(unhex(t, c.proposals))
		if got != c.want || offer != c.offer || ok != (offer || c.want != message.Version{}) {
			t.Errorf("%s: %s, %t, %t; want %s, %t", name, got, offer, ok, c.want, c.offer)
		}
	}
}

func FuzzHandshake(f *testing.F) {
	f.Add([]byte("\x60\x60\xB0\x17\x00\x00\x01\xff\x00\x08\x08\x05\x00\x02\x04\x04\x00\x00\x00\x03"))
	f.Add([]byte("\x60\x60\xB0\x17\x00\x00\x00\x00\x00\x00\x01\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x05\x80\x00"))
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) < 4 {
			return
		}
		var answer bytes.Buffer
		rw := struct {
			*bytes.Reader
			*bytes.Buffer
		}{bytes.NewReader(src[4:]), &answer}
		v, err := handshake(readWriter{rw.Reader, rw.Buffer}, [4]byte(src))
		offered := bytes.HasPrefix(answer.Bytes(), manifest[:])
		if err == nil && (!v.Supported() || !offered && !bytes.Equal(answer.Bytes(), []byte{0, 0, v.Minor, v.Major})) {
			t.Fatalf("%x: version %s, answer %x", src, v, answer.Bytes())
		}
	})
}
