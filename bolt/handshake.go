package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"memgraphd/bolt/message"
)

// handshakeSize is the length of what a client sends first: the magic and four
// proposals of four bytes.
const handshakeSize = 20

// magic begins every Bolt connection.
var magic = [4]byte{0x60, 0x60, 0xB0, 0x17}

// manifest proposes the handshake in which the server offers and the client
// chooses (Bolt handshake manifest, version 1).
var manifest = [4]byte{0, 0, 1, 0xFF}

var (
	errMagic     = errors.New("the client does not speak Bolt: it did not send the magic 6060B017")
	errNoVersion = fmt.Errorf("the client proposed no version of Bolt that is spoken here (%s to 4.4, 5.0 to %s)", message.Oldest, message.Newest)
)

// negotiate picks the version: of the first proposal that has any, the newest.
// offer says that the manifest was proposed before it.
//
// A proposal is 00, the number of minor versions below that are meant, too, the
// minor and the major version.
func negotiate(proposals []byte) (v message.Version, offer, ok bool) {
	for ; len(proposals) >= 4; proposals = proposals[4:] {
		if [4]byte(proposals) == manifest {
			return v, true, true
		}
		below, minor, major := proposals[1], proposals[2], proposals[3]
		for i := 0; i <= int(below) && i <= int(minor); i++ {
			v := message.Version{Major: major, Minor: minor - uint8(i)}
			if v.Supported() {
				return v, false, true
			}
		}
	}
	return message.Version{}, false, false
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
	v, offer, ok := negotiate(proposals[:])
	if offer {
		return offerVersions(rw)
	}
	if _, err := rw.Write([]byte{0, 0, v.Minor, v.Major}); err != nil {
		return v, err
	}
	if !ok {
		return v, errNoVersion
	}
	return v, nil
}

// offerVersions answers the manifest: the number of ranges, the ranges as in
// proposals, newest first, and the capabilities, of which there are none. Numbers
// are in base 128, lowest digits first. The client answers in kind.
func offerVersions(rw io.ReadWriter) (v message.Version, err error) {
	newest, oldest := message.Newest, message.Oldest
	offer := append(manifest[:len(manifest):len(manifest)],
		2, 0, newest.Minor, newest.Minor, newest.Major, 0, 4-oldest.Minor, 4, oldest.Major, 0)
	if _, err := rw.Write(offer); err != nil {
		return v, err
	}
	var choice [4]byte
	if _, err := io.ReadFull(rw, choice[:]); err != nil {
		return v, err
	}
	if _, err := binary.ReadUvarint(single{rw}); err != nil { // capabilities
		return v, err
	}
	v = message.Version{Major: choice[3], Minor: choice[2]}
	if choice[0] != 0 || choice[1] != 0 || !v.Supported() {
		return v, fmt.Errorf("the client chose % X, which was not offered", choice)
	}
	return v, nil
}

// single reads byte by byte, so that nothing behind what is wanted is taken.
type single struct{ io.Reader }

// ReadByte reads the next byte.
func (r single) ReadByte() (byte, error) {
	var b [1]byte
	_, err := io.ReadFull(r.Reader, b[:])
	return b[0], err
}
