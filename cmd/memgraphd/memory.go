package main

import (
	"math"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"
	"go.uber.org/zap"
)

// memoryShare is the part of the machine's or the container's memory that is used if --memory-limit says nothing.
const memoryShare = 0.9

// memoryLimit returns the bound in bytes on what queries keep, and gives the
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
