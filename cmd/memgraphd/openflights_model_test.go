package main

import (
	"container/heap"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// flights is the OpenFlights data set as this test reads it, to compute the
// answers that the server must give.
type flights struct {
	dir      string
	airports map[int64]*airport
	byIATA   map[string]*airport
	airlines [][]string
	routes   []route
	out      map[int64][]route // by source
}

type airport struct {
	id                        int64
	name, city, country, iata string
	lat, lon                  float64
	altitude                  int64
}

type route struct {
	airline  string // IATA or ICAO
	from, to int64
	stops    int64
	metres   float64
}

// findFlights reads the data set from beside the repository, or skips the test.
func findFlights(t *testing.T) *flights {
	t.Helper()
	return readFlights(t, findData(t, "openflights"))
}

func readFlights(t *testing.T, dir string) *flights {
	f := &flights{dir: dir, airports: map[int64]*airport{}, byIATA: map[string]*airport{}, out: map[int64][]route{}}
	for _, row := range readCSV(t, f.file("airports.dat")) {
		a := &airport{
			id: integerIn(row[0]), name: row[1], city: row[2], country: row[3], iata: row[4],
			lat: floatIn(row[6]), lon: floatIn(row[7]), altitude: integerIn(row[8]),
		}
		f.airports[a.id] = a
		if a.iata != `\N` {
			f.byIATA[a.iata] = a
		}
	}
	f.airlines = readCSV(t, f.file("airlines.dat"))
	for _, row := range readCSV(t, f.file("routes.dat")) {
		from, to := f.airports[integerIn(row[3])], f.airports[integerIn(row[5])]
		if from == nil || to == nil {
			continue
		}
		r := route{airline: row[0], from: from.id, to: to.id, stops: integerIn(row[7]), metres: metres(from, to)}
		f.routes = append(f.routes, r)
		f.out[from.id] = append(f.out[from.id], r)
	}
	return f
}

func (f *flights) file(name string) string { return filepath.Join(f.dir, name) }

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	check(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	check(t, err)
	return rows
}

func integerIn(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return math.MinInt64 // \N
	}
	return n
}

func floatIn(text string) float64 {
	x, _ := strconv.ParseFloat(text, 64)
	return x
}

// metres is the distance on a sphere.
func metres(a, b *airport) float64 {
	const radius, degree = 6378140, math.Pi / 180
	sinLat, sinLon := math.Sin((b.lat-a.lat)*degree/2), math.Sin((b.lon-a.lon)*degree/2)
	h := sinLat*sinLat + math.Cos(a.lat*degree)*math.Cos(b.lat*degree)*sinLon*sinLon
	return 2 * radius * math.Asin(math.Sqrt(h))
}

// hops are the numbers of flights to all that can be reached.
func (f *flights) hops(from int64) map[int64]int64 {
	hops := map[int64]int64{from: 0}
	for queue := []int64{from}; len(queue) > 0; queue = queue[1:] {
		for _, r := range f.out[queue[0]] {
			if _, seen := hops[r.to]; !seen {
				hops[r.to] = hops[queue[0]] + 1
				queue = append(queue, r.to)
			}
		}
	}
	return hops
}

// shortest are the lengths of the shortest ways to all that can be reached.
func (f *flights) shortest(from int64) map[int64]float64 {
	done := map[int64]float64{}
	queue := &distances{{from, 0}}
	for queue.Len() > 0 {
		next := heap.Pop(queue).(distance)
		if _, seen := done[next.to]; seen {
			continue
		}
		done[next.to] = next.metres
		for _, r := range f.out[next.to] {
			heap.Push(queue, distance{r.to, next.metres + r.metres})
		}
	}
	return done
}

type distance struct {
	to     int64
	metres float64
}

type distances []distance

func (d distances) Len() int           { return len(d) }
func (d distances) Less(i, j int) bool { return d[i].metres < d[j].metres }
func (d distances) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }
func (d *distances) Push(x any)        { *d = append(*d, x.(distance)) }
func (d *distances) Pop() any {
	last := len(*d) - 1
	x := (*d)[last]
	*d = (*d)[:last]
	return x
}
