package normal

import (
	"strconv"

	"memgraphd/engine/value"
)

// Literal is a literal that was taken out of a statement: the bytes of the text
// that it was, End exclusive, and what they mean.
type Literal struct {
	Start, End int
	Value      value.Value
}

// parameterNames holds the names of the first lifted literals.
var parameterNames = func() (names [64]string) {
	for i := range names {
		names[i] = "#" + strconv.Itoa(i)
	}
	return names
}()

// ParameterName returns the name of the parameter that stands for the i-th
// lifted literal of a statement. No statement can write such a name.
func ParameterName(i int) string {
	if i < len(parameterNames) {
		return parameterNames[i]
	}
	return "#" + strconv.Itoa(i)
}

// ParameterIndex returns which lifted literal the parameter of that name stands
// for; it is not ok for any other name.
func ParameterIndex(name string) (i int, ok bool) {
	if !IsReserved(name) {
		return 0, false
	}
	i, err := strconv.Atoi(name[1:])
	return i, err == nil
}

// IsReserved reports whether name is one that only lifted literals have.
func IsReserved(name string) bool { return name != "" && name[0] == '#' }
