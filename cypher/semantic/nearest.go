package semantic

import (
	"fmt"
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
