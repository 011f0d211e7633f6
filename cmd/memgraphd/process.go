package main

import (
	"os"
	"strconv"
	"strings"

	"memgraphd/cypher"
)

// processInfo asks Linux for figures on the process; elsewhere they are zero.
func processInfo() cypher.ProcessInfo {
	var info cypher.ProcessInfo
	if data, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(data)) {
			switch name, rest, _ := strings.Cut(line, ":"); name {
			case "VmRSS":
				info.Resident = kibibytes(rest)
			case "VmHWM":
				info.PeakResident = kibibytes(rest)
			}
		}
	}
	if data, err := os.ReadFile("/proc/sys/vm/max_map_count"); err == nil {
		info.MaxMapCount, _ = strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64)
	}
	return info
}

// kibibytes reads "  123 kB" as bytes.
func kibibytes(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "kB")), 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}
