package bolt

import (
	"errors"
	"io"

	"memgraphd/bolt/message"
)

// handshakeSize is the length of what a client sends first: the magic and four
// proposals of four bytes.
const handshakeSize = 20

// magic begins every Bolt connection.
var magic = [4]byte{0x60, 0x60, 0xB0, 0x17}

var (
	errMagic     = errors.New("the client does not speak Bolt: it did not send the magic 6060B017")
	errNoVersion = errors.New("the client proposed no version of Bolt that is spoken here (4.1 to 4.4, 5.0 to 5.4)")
)

// negotiate picks the version: of the first proposal that has any, the newest.
//
// A proposal is 00, the number of minor versions below that are meant, too, the
// minor and the major version. One of the manifest (00 00 01 FF) matches nothing.
func negotiate(proposals []byte) (message.Version, bool) {
	for ; len(proposals) >= 4; proposals = proposals[4:] {
		below, minor, major := proposals[1], proposals[2], proposals[3]
		for i := 0; i <= int(below) && i <= int(minor); i++ {
			v := message.Version{Major: major, Minor: minor - uint8(i)}
			if v.Supported() {
				return v, true
			}
		}
	}
	return message.Version{}, false
}

// handshake agrees on a version. The first four bytes may have been read before.
func handshake(rw io.ReadWriter, first [4]byte) (message.Version, error) {
	if first != magic {
		return message.Version{}, errMagic
	}
	var proposals [handshakeSize - len(first)]byte
	if _, err := io.ReadFull(rw, proposals[:]); err != nil {
		return message.Version{}, err
	}
	v, ok := negotiate(proposals[:])
	if _, err := rw.Write([]byte{0, 0, v.Minor, v.Major}); err != nil {
		return v, err
	}
	if !ok {
		return v, errNoVersion
	}
	return v, nil
}
