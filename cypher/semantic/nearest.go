package semantic

import (
	"fmt"
	"slices"
	"strings"

	"memgraphd/internal/spelling"
)

// nearest returns a sentence that proposes the known name closest to what was
// written, whatever its case, or nothing if none is close.
func nearest(name string, known []string) string {
	written, best, least := strings.ToLower(name), "", 2+len(name)/4
	for _, k := range known {
		if d := spelling.Distance(written, strings.ToLower(k), least-1); d < least {
			best, least = k, d
		}
	}
	if best == "" || len(name) < 2 && !strings.EqualFold(best, name) {
		return ""
	}
	return fmt.Sprintf(" Did you mean '%s'?", best)
}

// nearestProcedure is nearest for procedures: if none is close, it tells what else is in the module,
// or how to find out what there is.
func nearestProcedure(name string, known []string) string {
	if hint := nearest(name, known); hint != "" {
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
