package eval

import (
	"fmt"
	"strings"

	"memgraphd/internal/spelling"
)

// suggestFunction returns a sentence that proposes the function or aggregation
// whose name is nearest to the one that was written, or nothing if none is near.
func suggestFunction(name string) string {
	written := strings.ToLower(name)
	best, least := "", 2+len(name)/4
	for _, f := range Functions() {
		if d := spelling.Distance(written, strings.ToLower(f.Name), least-1); d < least {
			best, least = f.Name, d
		}
	}
	if best == "" || least >= len(name) {
		return ""
	}
	return fmt.Sprintf(" Did you mean '%s'?", best)
}
