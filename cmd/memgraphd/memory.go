package main

import (
	"context"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/KimMachineGun/automemlimit/memlimit"
	"go.uber.org/zap"
)

// memoryShare is the part of the machine's or the container's memory that is used if --memory-limit says nothing.
const memoryShare = 0.9

// memoryLimit returns the bound in bytes on what data and queries keep, and gives the
// collector a limit a little above it as a second line.
func (s *server) memoryLimit() int64 {
	limit := int64(min(s.cfg.Memory.Limit, math.MaxInt64))
	if limit == 0 {
		found, err := memlimit.ApplyRatio(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem), memoryShare)()
		if err != nil || found > math.MaxInt64 {
			s.log.Warn("The memory of the machine is not known; queries are not bounded (--memory-limit).", zap.Error(err))
			return 0
		}
		limit = int64(found)
	}
	debug.SetMemoryLimit(limit + limit/20)
	return limit
}

// shortLook is how often memory is collected while the limit keeps the store from growing.
const shortLook = time.Second

// accountMemory tells the interpreter after each collection how many bytes are
// live, so that the limit holds for data and queries together.
func (s *server) accountMemory(context.Context) error {
	account := func() { s.interpreter.SetLive(int64(read("/gc/heap/live:bytes"))) }
	account()
	afterCollections(account)
	s.stops = append(s.stops, every(shortLook, func() {
		if s.interpreter.MemoryShort() {
			runtime.GC()
		}
	}))
	return nil
}

// memoryLook is how often the machine's free memory is looked at.
const memoryLook = 10 * time.Second

// watchMemory warns when little memory is left, once each time.
func (s *server) watchMemory(context.Context) error {
	threshold := int64(min(s.cfg.Memory.WarningThreshold, math.MaxInt64))
	if threshold == 0 {
		return nil
	}
	scarce := false
	s.stops = append(s.stops, every(memoryLook, func() {
		free, ok := availableMemory()
		if was := scarce; ok {
			if scarce = free < threshold; scarce && !was {
				s.log.Warn("The machine runs out of memory (--memory-warning-threshold).", zap.Int64("bytes left", free))
			}
		}
	}))
	return nil
}

// availableMemory is what Linux could give to processes without swapping, in bytes.
func availableMemory() (bytes int64, ok bool) {
	data, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0, false
	}
	_, rest, ok := strings.Cut(string(data), "\nMemAvailable:")
	line, _, _ := strings.Cut(rest, "\n")
	return kibibytes(line), ok
}
