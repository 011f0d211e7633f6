package format

import "testing"

// TestZeros looks for a byte that is not zero at places around the size of a block.
func TestZeros(t *testing.T) {
	for _, size := range []int{0, 1, 7, 4095, 4096, 4097, 10_000} {
		p := make([]byte, size)
		if !Zero(p) || len(TrimZeros(p)) != 0 {
			t.Errorf("%d zeros are not seen as such", size)
		}
		for _, at := range []int{0, 1, 4095, 4096, 8191, 8192, size - 1} {
			if at < 0 || at >= size {
				continue
			}
			p[at] = 1
			if Zero(p) || len(TrimZeros(p)) != at+1 {
				t.Errorf("byte %d of %d is overlooked: %d are left", at, size, len(TrimZeros(p)))
			}
			p[at] = 0
		}
	}
}
