package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// dailyFile is a log with a file for each day: of memgraph.log, they are called
// memgraph_2006-01-02.log. It is safe for concurrent use.
type dailyFile struct {
	path string // as configured, without a date
	keep int    // files
	now  func() time.Time

	mu   sync.Mutex // guards what follows
	day  string
	file *os.File
}

// openDaily opens the file of the day and deletes what is too old.
func openDaily(path string, keep int, now func() time.Time) (*dailyFile, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, err
	}
	d := &dailyFile{path: path, keep: keep, now: now}
	return d, d.turn(now().Format(time.DateOnly))
}

// Write appends a line to the file of the day. If that can't be opened, the file
// of the day before goes on.
func (d *dailyFile) Write(line []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var missed error
	if day := d.now().Format(time.DateOnly); day != d.day {
		missed = d.turn(day)
	}
	n, err := d.file.Write(line)
	if err == nil {
		err = missed
	}
	return n, err
}

// Sync does nothing: lines are handed to the kernel at once, and a log is not
// worth waiting for the disk.
func (d *dailyFile) Sync() error { return nil }

// Close closes the file.
func (d *dailyFile) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.file.Close()
}

// turn goes on in the file of another day.
func (d *dailyFile) turn(day string) error {
	file, err := os.OpenFile(d.name(day), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o640)
	if err != nil {
		return err
	}
	if d.file != nil {
		_ = d.file.Close() // every line was handed over
	}
	d.file, d.day = file, day
	return d.prune()
}

func (d *dailyFile) name(day string) string {
	ext := filepath.Ext(d.path)
	return strings.TrimSuffix(d.path, ext) + "_" + day + ext
}

// prune deletes the oldest files beyond the number to keep.
func (d *dailyFile) prune() error {
	entries, err := os.ReadDir(filepath.Dir(d.path))
	if err != nil {
		return err
	}
	var days []string
	for _, e := range entries {
		if day, ok := d.dayOf(e.Name()); ok && e.Type().IsRegular() {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	for _, day := range days[:max(0, len(days)-d.keep)] {
		if err := os.Remove(d.name(day)); err != nil {
			return fmt.Errorf("an old log file: %w", err)
		}
	}
	return nil
}

// dayOf returns the day of a file of this log.
func (d *dailyFile) dayOf(base string) (string, bool) {
	before, after, _ := strings.Cut(filepath.Base(d.name("\x00")), "\x00")
	day, ok := strings.CutPrefix(base, before)
	if !ok {
		return "", false
	}
	if day, ok = strings.CutSuffix(day, after); !ok {
		return "", false
	}
	_, err := time.Parse(time.DateOnly, day)
	return day, err == nil
}
