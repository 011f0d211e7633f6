package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// cpuTime returns the CPU time that a process has used so far, to the nanosecond; 0 if it is not known.
func cpuTime(pid int) time.Duration {
	if pid <= 0 {
		return 0
	}
	// The clock of another process, as clock_getcpuclockid makes it: its bits are
	// the complement of the process number, and 2 for the time in which it ran.
	clock := int32(^pid<<3 | 2)
	var t unix.Timespec
	if err := unix.ClockGettime(clock, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}

// status returns a figure of a process in MiB, as VmRSS; 0 if it is not known.
func status(pid int, name string) float64 {
	return procField(fmt.Sprintf("/proc/%d/status", pid), name) / 1024
}

// procField reads the number behind a name in a file of /proc.
func procField(path, name string) float64 {
	text := procText(path, name)
	if text == "" {
		return 0
	}
	n, _ := strconv.ParseFloat(strings.Fields(text)[0], 64)
	return n
}

// procText reads the text behind a name and a colon in a file of /proc.
func procText(path, name string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(data)) {
		if key, rest, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// machine is what the figures were measured on.
type machine struct {
	System    string  `json:"system"`
	Kernel    string  `json:"kernel,omitempty"`
	CPU       string  `json:"cpu,omitempty"`
	CPUs      int     `json:"cpus"`
	MemoryGiB float64 `json:"memory_gib"`
	Go        string  `json:"go"`
	Load      string  `json:"load_average,omitempty"` // when the run began: above 1, others were at work
}

func thisMachine() machine {
	m := machine{System: runtime.GOOS + "/" + runtime.GOARCH, CPUs: runtime.NumCPU(), Go: runtime.Version()}
	m.CPU = procText("/proc/cpuinfo", "model name")
	m.MemoryGiB = float64(int(procField("/proc/meminfo", "MemTotal")/(1<<20)*10)) / 10
	if data, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		m.Kernel = strings.TrimSpace(string(data))
	}
	if data, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Load, _, _ = strings.Cut(string(data), " ")
	}
	return m
}
