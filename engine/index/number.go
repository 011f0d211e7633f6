package index

import (
	"math"

	"memgraphd/engine/value"
)

// number is an integer or a float in a form whose two words compare as the
// numbers do. word is the nearest float, its bits turned so that they compare as
// an unsigned integer; rest is how far an integer lies above it (beyond 2^53 it
// may be up to 512 in either direction), biased, in the bits above an id.
type number struct {
	word uint64
	rest uint64
}

const (
	idBits   = 52 // ids are dense counters: they stay far below 2^52
	idMask   = 1<<idBits - 1
	restBias = 1 << 10
	restOne  = 1 << idBits

	wordNaN   = ^uint64(0) - 1 // all NaNs are one key, behind every other number
	signBit   = 1 << 63
	twoTo63   = 1 << 63
	restExact = restBias * restOne
)

// numberOf returns the form of v; false if v is no number.
func numberOf(v value.Value) (number, bool) {
	switch v.Kind() {
	case value.KindInt:
		return intNumber(v.AsInt()), true
	case value.KindFloat:
		return floatNumber(v.AsFloat()), true
	}
	return number{}, false
}

func intNumber(i int64) number {
	f := float64(i)
	if -1<<53 <= i && i <= 1<<53 {
		return number{orderedBits(f), restExact}
	}
	var whole uint64 = twoTo63
	if f < twoTo63 {
		whole = uint64(int64(f))
	}
	rest := int64(uint64(i) - whole)
	return number{orderedBits(f), uint64(rest+restBias) * restOne}
}

func floatNumber(f float64) number { return number{orderedBits(f), restExact} }

// after returns the least number form above n.
func (n number) after() number { return number{n.word, n.rest + restOne} }

// orderedBits maps floats to words in the same order; both zeros are one.
func orderedBits(f float64) uint64 {
	switch {
	case f == 0:
		return signBit
	case f != f:
		return wordNaN
	}
	b := math.Float64bits(f)
	if b&signBit != 0 {
		return ^b
	}
	return b | signBit
}

var (
	firstNumber = number{0, 0}
	infinity    = floatNumber(math.Inf(1))
	behindAll   = number{^uint64(0), 0}
)
