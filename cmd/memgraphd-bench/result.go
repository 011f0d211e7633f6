package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"
)

// sample is what was measured in one round. Times are microseconds.
type sample struct {
	Runs       int     `json:"runs"`
	Rows       int64   `json:"rows"`
	Throughput float64 `json:"per_second"`
	P50        float64 `json:"p50_us"`
	P99        float64 `json:"p99_us"`
	P999       float64 `json:"p999_us"`
	CPU        float64 `json:"server_cpu_us"` // per run; 0 if the process is not known
}

// figure is all that was measured of one query.
type figure struct {
	Query   string   `json:"query"`
	Samples []sample `json:"samples"`
	Answers *answers `json:"answers,omitempty"`
	Error   string   `json:"error,omitempty"`
}

// cpu returns the median of the samples' server CPU times.
func (f *figure) cpu() float64 { return f.median(func(s *sample) float64 { return s.CPU }) }

func (f *figure) median(of func(*sample) float64) float64 {
	if len(f.Samples) == 0 {
		return 0
	}
	var list []float64
	for i := range f.Samples {
		list = append(list, of(&f.Samples[i]))
	}
	slices.Sort(list)
	n := len(list)
	return (list[n/2] + list[(n-1)/2]) / 2
}

// result is all that was measured of one server with one size of graph.
type result struct {
	Server  string             `json:"server"`
	Size    string             `json:"size"`
	Workers int                `json:"workers"`
	Seconds float64            `json:"seconds_per_query"`
	Machine machine            `json:"machine"`
	When    time.Time          `json:"when"`
	PeakMiB float64            `json:"server_peak_mib,omitempty"`
	Load    map[string]float64 `json:"load,omitempty"` // figures of loading, by name and unit
	Figures []*figure          `json:"figures,omitempty"`
}

// openResult reads the file to which figures are to be added, or begins one.
func openResult(o *options) (*result, error) {
	r := &result{Server: o.name, Size: o.size, Workers: o.workers, Seconds: o.seconds, Load: map[string]float64{}}
	if o.json == "" {
		return r, nil
	}
	old, err := readResult(o.json)
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	if old.Server != o.name || old.Size != o.size {
		return nil, fmt.Errorf("%s holds figures of %s with %s data, not of %s with %s data", o.json, old.Server, old.Size, o.name, o.size)
	}
	if old.Load == nil {
		old.Load = map[string]float64{}
	}
	return old, nil
}

func readResult(path string) (*result, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := &result{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// write writes the result; to no file if path is empty.
func (r *result) write(path string) error {
	if path == "" {
		return nil
	}
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

// find returns the figure of a query, or nil.
func (r *result) find(name string) *figure {
	for _, f := range r.Figures {
		if f.Query == name {
			return f
		}
	}
	return nil
}

// add adds a sample of a query, or what went wrong.
func (r *result) add(q *query, s *sample, a *answers, err error) {
	f := r.find(q.name)
	if f == nil {
		f = &figure{Query: q.name}
		r.Figures = append(r.Figures, f)
	}
	if err != nil {
		f.Error = err.Error()
		return
	}
	f.Samples = append(f.Samples, *s)
	if f.Error = ""; f.Answers == nil { // later rounds may find a graph that was written to
		f.Answers = a
	}
}

// compare prints the ratios of the CPU times of two results.
func compare(_ context.Context, o *options) error {
	if len(o.args) != 2 {
		return errors.New("compare takes two result files")
	}
	a, err := readResult(o.args[0])
	if err != nil {
		return err
	}
	b, err := readResult(o.args[1])
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "%-30s %14s %14s %10s  %s\n", "query", a.Server+" µs", b.Server+" µs", "CPU ratio", "answers")
	for _, f := range a.Figures {
		other := b.find(f.Query)
		if other == nil || f.Error != "" || other.Error != "" || f.cpu() == 0 {
			continue
		}
		fmt.Fprintf(o.out, "%-30s %14.1f %14.1f %10.2f  %s\n", f.Query, f.cpu(), other.cpu(), other.cpu()/f.cpu(), verdict(f.Answers, other.Answers))
	}
	return nil
}

// verdict says how the answers of two servers compare.
func verdict(a, b *answers) string {
	switch {
	case a == nil || b == nil:
		return "-"
	case a.same(b):
		return "same"
	case a.Rows != b.Rows:
		return fmt.Sprintf("%d rows, %d rows", a.Rows, b.Rows)
	}
	return "other values"
}
