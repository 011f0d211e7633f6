package bolt

import (
	"context"
	"sync"
)

// interruptible is the context of a session's calls. It lasts from one RESET
// that interrupted something to the next.
type interruptible struct {
	mu     sync.Mutex // guards the fields
	ctx    context.Context
	cancel context.CancelCauseFunc
}

// context returns the context for a call.
func (i *interruptible) context() context.Context {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.ctx
}

// interrupt cancels the current context.
func (i *interruptible) interrupt(cause *Error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.cancel(cause)
}

// renew replaces a context that was cancelled.
func (i *interruptible) renew(parent context.Context) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.ctx == nil || i.ctx.Err() != nil {
		i.ctx, i.cancel = context.WithCancelCause(parent)
	}
}
