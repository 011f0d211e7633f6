package eval

import (
	"math"
	"math/bits"

	"memgraphd/cypher/ast"
)

// intLoop computes + - * / % of integers; false if one overflows or is divided
// by zero. Rows that are null hold zero, so a null divisor is also given up on.
func intLoop(op ast.BinaryOp, out, l, r []int64, sel []int32) bool {
	l, r = l[:len(out)], r[:len(out)]
	dense := len(sel) == len(out)
	switch op {
	case ast.Add:
		return addInts(out, l, r, sel, dense)
	case ast.Sub:
		return subInts(out, l, r, sel, dense)
	case ast.Mul:
		return mulInts(out, l, r, sel)
	case ast.Div:
		return divInts(out, l, r, sel)
	}
	return modInts(out, l, r, sel)
}

func addInts(out, l, r []int64, sel []int32, dense bool) bool {
	overflow := int64(0)
	if dense {
		for i := range out {
			s := l[i] + r[i]
			overflow |= (s ^ l[i]) & (s ^ r[i])
			out[i] = s
		}
		return overflow >= 0
	}
	for _, i := range sel {
		s := l[i] + r[i]
		overflow |= (s ^ l[i]) & (s ^ r[i])
		out[i] = s
	}
	return overflow >= 0
}

func subInts(out, l, r []int64, sel []int32, dense bool) bool {
	overflow := int64(0)
	if dense {
		for i := range out {
			d := l[i] - r[i]
			overflow |= (l[i] ^ r[i]) & (l[i] ^ d)
			out[i] = d
		}
		return overflow >= 0
	}
	for _, i := range sel {
		d := l[i] - r[i]
		overflow |= (l[i] ^ r[i]) & (l[i] ^ d)
		out[i] = d
	}
	return overflow >= 0
}

func mulInts(out, l, r []int64, sel []int32) bool {
	for _, i := range sel {
		hi, lo := bits.Mul64(magnitude(l[i]), magnitude(r[i]))
		if hi != 0 || lo > math.MaxInt64 {
			return false
		}
		out[i] = l[i] * r[i]
	}
	return true
}

func magnitude(i int64) uint64 {
	if i < 0 {
		return -uint64(i)
	}
	return uint64(i)
}

func divInts(out, l, r []int64, sel []int32) bool {
	for _, i := range sel {
		d := r[i]
		if d == 0 || d == -1 && l[i] == math.MinInt64 {
			return false
		}
		out[i] = l[i] / d
	}
	return true
}

func modInts(out, l, r []int64, sel []int32) bool {
	for _, i := range sel {
		d := r[i]
		if d == 0 {
			return false
		}
		out[i] = l[i] % d
	}
	return true
}

// floatLoop computes + - * / % ^ of floats.
func floatLoop(op ast.BinaryOp, out, l, r []float64, sel []int32) {
	l, r = l[:len(out)], r[:len(out)]
	if len(sel) == len(out) && op <= ast.Div {
		floatsDense(op, out, l, r)
		return
	}
	switch op {
	case ast.Add:
		for _, i := range sel {
			out[i] = l[i] + r[i]
		}
	case ast.Sub:
		for _, i := range sel {
			out[i] = l[i] - r[i]
		}
	case ast.Mul:
		for _, i := range sel {
			out[i] = l[i] * r[i]
		}
	case ast.Div:
		for _, i := range sel {
			out[i] = l[i] / r[i]
		}
	case ast.Mod:
		for _, i := range sel {
			out[i] = math.Mod(l[i], r[i])
		}
	case ast.Pow:
		for _, i := range sel {
			out[i] = math.Pow(l[i], r[i])
		}
	}
}

func floatsDense(op ast.BinaryOp, out, l, r []float64) {
	switch op {
	case ast.Add:
		for i := range out {
			out[i] = l[i] + r[i]
		}
	case ast.Sub:
		for i := range out {
			out[i] = l[i] - r[i]
		}
	case ast.Mul:
		for i := range out {
			out[i] = l[i] * r[i]
		}
	case ast.Div:
		for i := range out {
			out[i] = l[i] / r[i]
		}
	}
}
