package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func samples(cpu ...float64) (list []sample) {
	for _, c := range cpu {
		list = append(list, sample{Runs: 10, CPU: c})
	}
	return list
}

// threeServers writes results of three servers to a folder.
func threeServers(t *testing.T) string {
	dir := t.TempDir()
	for name, r := range map[string]*result{
		"us": {
			Server: ours, Workers: 4, Seconds: 1, Load: map[string]float64{"us_per_node": 1.25, "resident_mib": 80},
			Figures: []*figure{
				{Query: "return_1", Samples: samples(20, 10, 30), Answers: &answers{20, 20, "a"}},
				{Query: "triangles", Samples: samples(40), Answers: &answers{20, 20, "b"}},
				{Query: "top", Samples: samples(400), Answers: &answers{1, 10, ""}},
			},
		},
		"floor": {Server: floorServer, Figures: []*figure{{Query: "return_1", Samples: samples(10)}}},
		"peer": {
			Server: "Peer", Load: map[string]float64{"resident_mib": 240},
			Figures: []*figure{
				{Query: "return_1", Samples: samples(50), Answers: &answers{20, 20, "a"}},
				{Query: "triangles", Samples: samples(400), Answers: &answers{20, 20, "c"}},
				{Query: "top", Error: "can't"},
			},
		},
	} {
		r.Size = "small"
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".json"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReport(t *testing.T) {
	var out bytes.Buffer
	if err := dispatch([]string{"report", threeServers(t)}, &out); err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(out.String(), "Floor: 10.0 µs.\n\n")
	want := `| query | memgraphd | × floor | spread | Peer | answers |
|---|--:|--:|--:|--:|---|
| return_1 | 20 | 2.0 | 100 % | 50 (2.5×) | same |
| triangles | 40 | 4.0 |  | 400 (10×) | Peer: other values |
| top | 400 | 40.0 |  | fails | same |

| whole database | memgraphd | Peer |
|---|--:|--:|
| resident mib | 80 | 240 |
| us per node | 1.2 | |
`
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("%s\nall: %s", diff, &out)
	}
}

func TestCompare(t *testing.T) {
	dir := threeServers(t)
	var out bytes.Buffer
	if err := dispatch([]string{"compare", filepath.Join(dir, "us.json"), filepath.Join(dir, "peer.json")}, &out); err != nil {
		t.Fatal(err)
	}
	want := []string{"query memgraphd µs Peer µs CPU ratio answers", "return_1 20.0 50.0 2.50 same", "triangles 40.0 400.0 10.00 other values"}
	var got []string
	for line := range strings.Lines(out.String()) {
		got = append(got, strings.Join(strings.Fields(line), " "))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestExport: the runners of peers find every query, its parameters and the graph.
func TestExport(t *testing.T) {
	dir := t.TempDir()
	if err := dispatch([]string{"export", "--size", "tiny", "--dir", dir}, new(bytes.Buffer)); err != nil {
		t.Fatal(err)
	}
	for name, lines := range map[string]int{"users.csv": 201, "friendships.csv": 1501} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || strings.Count(string(data), "\n") != lines {
			t.Errorf("%s: %d lines, %v", name, strings.Count(string(data), "\n"), err)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "workload.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []exported
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.Text[memgraph] == "" || len(e.Params) == 0 {
			t.Errorf("%s: %+v", e.Name, e.Text)
		}
	}
	if last := list[len(list)-1]; last.Name != "ingest_10000" {
		t.Errorf("the last is %s", last.Name)
	}
}

func TestUnknownSubcommand(t *testing.T) {
	if err := dispatch([]string{"runn"}, new(bytes.Buffer)); err == nil || !strings.Contains(err.Error(), "say load") {
		t.Errorf("got %v", err)
	}
}

// TestPageIsOfTheResults: docs/benchmarks.md is what report makes of the results that are kept.
func TestPageIsOfTheResults(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "benchmarks.md"))
	if err != nil {
		t.Fatal(err)
	}
	var made bytes.Buffer
	if err := dispatch([]string{"report", "results"}, &made); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(made.String(), "\n"), strings.Split(string(page), "\n")); diff != "" {
		t.Errorf("the page is not made of the results (-made, +page); write notes to results/NOTES.md and make it anew:\n%s", diff)
	}
}
