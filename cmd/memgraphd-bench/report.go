package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ours and floorServer are servers that the report treats apart.
const (
	ours        = "memgraphd"
	floorServer = "floor"
	inside      = "in process"
)

const introduction = `# Benchmarks

This page is generated from the results in cmd/memgraphd-bench/results by ` + "`memgraphd-bench report`" + `; the command's
documentation says how they are made, and cmd/memgraphd-bench/peers how to make them again.

Figures are **microseconds of server CPU per query**, the median over rounds in which the servers took turns. The
*floor* is a Bolt server that answers every query with one constant record: what protocol and sockets cost here. A
factor behind a peer's figure is what it takes compared with memgraphd. *Answers* compares, for the same parameters,
the number of rows and a sum over all values; where a query leaves open which rows it returns, only their number.
`

// report writes all results of a folder as a page.
func report(_ context.Context, o *options) error {
	if len(o.args) != 1 {
		return errors.New("report takes the folder of the results")
	}
	files, err := filepath.Glob(filepath.Join(o.args[0], "*.json"))
	if err != nil {
		return err
	}
	bySize := map[string][]*result{}
	for _, file := range files {
		r, err := readResult(file)
		if err != nil {
			return err
		}
		bySize[r.Size] = append(bySize[r.Size], r)
	}
	fmt.Fprint(o.out, introduction)
	for _, size := range []string{"tiny", "small", "medium", "large"} {
		if list := bySize[size]; len(list) > 0 {
			newPage(size, list).write(o.out)
		}
	}
	notes, err := os.ReadFile(filepath.Join(o.args[0], "NOTES.md"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if len(notes) > 0 {
		fmt.Fprintf(o.out, "\n%s", notes)
	}
	return nil
}

// page is the figures for one size of graph.
type page struct {
	size   string
	us     *result // memgraphd
	floor  float64 // 0: not measured
	inside *result // memgraphd without sockets
	peers  []*result
}

func newPage(size string, list []*result) *page {
	p := &page{size: size, us: &result{}}
	slices.SortFunc(list, func(a, b *result) int { return strings.Compare(a.Server, b.Server) })
	for _, r := range list {
		switch r.Server {
		case ours:
			p.us = r
		case inside:
			p.inside = r
		case floorServer:
			if f := r.find("return_1"); f != nil {
				p.floor = f.cpu()
			}
		default:
			p.peers = append(p.peers, r)
		}
	}
	return p
}

func (p *page) write(w io.Writer) {
	s := sizes[p.size]
	m := p.us.Machine
	fmt.Fprintf(w, "\n## %s: %d nodes, %d relationships\n\n", strings.ToUpper(p.size[:1])+p.size[1:], s.users, s.friendships)
	fmt.Fprintf(w, "%s: %s, %d CPUs, %.1f GiB, Linux %s, %s; load average %s.\n", p.us.When.Format("2006-01-02"), m.CPU, m.CPUs, m.MemoryGiB, m.Kernel, m.Go, m.Load)
	if p.us.rounds() > 0 { // otherwise only the whole database was measured
		fmt.Fprintf(w, "%d workers, %d rounds of %g s.", p.us.Workers, p.us.rounds(), p.us.Seconds)
		if p.floor > 0 {
			fmt.Fprintf(w, " Floor: %.1f µs.", p.floor)
		}
		fmt.Fprint(w, "\n\n")
		p.queries(w)
	}
	p.loads(w)
}

// rounds returns the largest number of samples of a query.
func (r *result) rounds() int {
	n := 0
	for _, f := range r.Figures {
		n = max(n, len(f.Samples))
	}
	return n
}

// queries writes the table of the queries.
func (p *page) queries(w io.Writer) {
	head, rule := "| query | memgraphd | × floor | spread |", "|---|--:|--:|--:|"
	if p.inside != nil {
		head, rule = head+" in process |", rule+"--:|"
	}
	for _, peer := range p.peers {
		head, rule = head+" "+peer.Server+" |", rule+"--:|"
	}
	fmt.Fprintf(w, "%s answers |\n%s---|\n", head, rule)
	for _, f := range p.us.Figures {
		if len(f.Samples) > 0 {
			p.row(w, f)
		}
	}
}

func (p *page) row(w io.Writer, f *figure) {
	fmt.Fprintf(w, "| %s | %s | ", f.Query, digits(f.cpu()))
	if p.floor > 0 {
		fmt.Fprintf(w, "%.1f", f.cpu()/p.floor)
	}
	fmt.Fprintf(w, " | %s |", spread(f))
	if p.inside != nil {
		fmt.Fprintf(w, " %s |", cell(p.inside.find(f.Query), 0))
	}
	var verdicts []string
	for _, peer := range p.peers {
		other := peer.find(f.Query)
		fmt.Fprintf(w, " %s |", cell(other, f.cpu()))
		if other != nil {
			if v := verdict(f.Answers, other.Answers); v != "same" && v != "-" {
				verdicts = append(verdicts, peer.Server+": "+v)
			}
		}
	}
	if len(verdicts) == 0 && f.Answers != nil && len(p.peers) > 0 {
		verdicts = []string{"same"}
	}
	fmt.Fprintf(w, " %s |\n", strings.Join(verdicts, "; "))
}

// cell shows a figure, with its ratio to base if there is one.
func cell(f *figure, base float64) string {
	switch {
	case f == nil || len(f.Samples) == 0 && f.Error == "":
		return ""
	case len(f.Samples) == 0:
		return "fails"
	case base == 0:
		return digits(f.cpu())
	}
	return fmt.Sprintf("%s (%s×)", digits(f.cpu()), digits(f.cpu()/base))
}

// spread shows how far the samples of a figure are apart.
func spread(f *figure) string {
	if len(f.Samples) < 2 || f.cpu() == 0 {
		return ""
	}
	least, most := f.Samples[0].CPU, f.Samples[0].CPU
	for _, s := range f.Samples {
		least, most = min(least, s.CPU), max(most, s.CPU)
	}
	return fmt.Sprintf("%.0f %%", 100*(most-least)/f.cpu())
}

// digits shows a figure with no more digits than it is good for.
func digits(v float64) string {
	switch {
	case v < 10:
		return fmt.Sprintf("%.1f", v)
	case v < 100_000:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g k", v/1000)
}

// loads writes the table of loading and of the whole database.
func (p *page) loads(w io.Writer) {
	servers := append([]*result{p.us}, p.peers...)
	names := map[string]bool{}
	for _, r := range servers {
		for name := range r.Load {
			names[name] = true
		}
		if r.PeakMiB > 0 {
			names["peak_mib_in_run"] = true
		}
	}
	if len(names) == 0 {
		return
	}
	head, rule := "\n| whole database |", "|---|"
	for _, r := range servers {
		head, rule = head+" "+r.Server+" |", rule+"--:|"
	}
	fmt.Fprintf(w, "%s\n%s\n", head, rule)
	var sorted []string
	for name := range names {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	for _, name := range sorted {
		fmt.Fprintf(w, "| %s |", strings.ReplaceAll(name, "_", " "))
		for _, r := range servers {
			v, ok := r.Load[name]
			if name == "peak_mib_in_run" && !ok {
				v, ok = r.PeakMiB, r.PeakMiB > 0
			}
			if ok {
				fmt.Fprintf(w, " %s |", digits(v))
			} else {
				fmt.Fprint(w, " |")
			}
		}
		fmt.Fprintln(w)
	}
}
