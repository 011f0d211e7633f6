package semantic

import (
	"fmt"
	"slices"
	"strings"

	"memgraphd/internal/spelling"
)

// nearestProcedure is a hint at procedures: if none is close, it tells what else is in the module,
// or how to find out what there is.
func nearestProcedure(name string, known []string) string {
	if hint := spelling.Hint(name, known); hint != "" {
		return hint
	}
	module := name[:max(0, strings.LastIndexByte(name, '.'))]
	var others []string
	for _, k := range known {
		if dot := strings.LastIndexByte(k, '.'); dot > 0 && strings.EqualFold(k[:dot], module) {
			others = append(others, k)
		}
	}
	if len(others) == 0 {
		return " CALL mg.procedures() lists them all."
	}
	slices.Sort(others)
	if most := 6; len(others) > most {
		return fmt.Sprintf(" In '%s' there are '%s' and %d others.", module, strings.Join(others[:most], "', '"), len(others)-most)
	}
	return fmt.Sprintf(" In '%s' there is '%s'.", module, strings.Join(others, "', '"))
}
