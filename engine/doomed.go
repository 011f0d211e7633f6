package engine

import (
	"fmt"
	"runtime/debug"
)

// doomed, deferred, ends the process after a panic. While rows are written, or a
// commit is ordered, published or rolled back, latches are held that nobody
// would let go of, and nobody may go on as if nothing had happened, whoever
// recovers from panics above: the state is unknown, and recovery is trusted more.
// Readers let go of their latches in panics, see [reading], and concern only themselves.
func doomed(doing string) {
	e := recover()
	if e == nil {
		return
	}
	msg := fmt.Sprintf("panic while %s, the state in memory cannot be trusted: %v\n%s", doing, e, debug.Stack())
	go panic(msg) // out of reach of any recover
	select {}
}
