package trigger

import (
	"context"
	"sync"
)

// Queue runs functions one after the other, in a goroutine that is there while there are any.
type Queue struct {
	mu      sync.Mutex // guards the rest
	waiting []func()
	running bool
	idle    chan struct{} // closed when nothing is running any more; nil if nobody waits
}

// Add runs f after those that wait already.
func (q *Queue) Add(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, f)
	if !q.running {
		q.running = true
		go q.run()
	}
}

func (q *Queue) run() {
	for {
		q.mu.Lock()
		if len(q.waiting) == 0 {
			q.running, q.waiting = false, nil
			if q.idle != nil {
				close(q.idle)
				q.idle = nil
			}
			q.mu.Unlock()
			return
		}
		f := q.waiting[0]
		q.waiting = q.waiting[1:]
		q.mu.Unlock()
		f()
	}
}

// Wait waits until nothing runs any more, or ctx is done.
func (q *Queue) Wait(ctx context.Context) {
	q.mu.Lock()
	if !q.running {
		q.mu.Unlock()
		return
	}
	if q.idle == nil {
		q.idle = make(chan struct{})
	}
	idle := q.idle
	q.mu.Unlock()
	select {
	case <-idle:
	case <-ctx.Done():
	}
}
