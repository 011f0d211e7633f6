package packstream

// keySlots is the number of map keys that a decoder remembers, a power of two.
const keySlots = 128

// longestKey is the length of the longest key that is worth remembering.
const longestKey = 32

// keyCache remembers recent map keys, so that the thousand maps of a batch
// share the strings of their keys.
type keyCache [keySlots]string

// intern returns b as a string, without allocating if it was seen lately.
func (c *keyCache) intern(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > longestKey {
		return string(b)
	}
	h := uint32(2166136261) // FNV-1a
	for _, x := range b {
		h = (h ^ uint32(x)) * 16777619
	}
	slot := &c[(h^h>>15)%keySlots]
	if *slot != string(b) {
		*slot = string(b)
	}
	return *slot
}
