package vector

import (
	"maps"
	"math"
	"slices"
)

// Metric says how far two vectors are apart.
type Metric uint8

// The metrics. Their numbers are written to files: they never change.
const (
	L2sq       Metric = 0 // square of the Euclidean distance
	IP         Metric = 1 // 1 - inner product
	Cos        Metric = 2 // 1 - cosine of the angle; 1 if one of the vectors is zero, 0 if both are
	Haversine  Metric = 3 // radians between two points (latitude, longitude) given in degrees
	Divergence Metric = 4 // Jensen-Shannon divergence of two distributions
	Pearson    Metric = 5 // 1 - coefficient of correlation
	Hamming    Metric = 6 // number of coordinates that are set in one only
	Tanimoto   Metric = 7 // 1 - set in both / set in any
	Sorensen   Metric = 8 // 1 - twice set in both / sum of those set in each
)

// The last three take a coordinate for set if it is above zero.

var metricNames = [...]string{"l2sq", "ip", "cos", "haversine", "divergence", "pearson", "hamming", "tanimoto", "sorensen"}

var metricAliases = map[string]Metric{
	"euclidean_sq": L2sq, "inner": IP, "dot": IP, "angular": Cos, "jaccard": Tanimoto,
	"cosine": Cos, "euclidean": L2sq, // as Neo4j calls them
}

// ParseMetric finds a metric by one of its names, in lower case.
func ParseMetric(name string) (Metric, bool) {
	for i, n := range metricNames {
		if n == name {
			return Metric(i), true
		}
	}
	m, ok := metricAliases[name]
	return m, ok
}

// MetricNames returns all names of metrics.
func MetricNames() []string {
	return slices.AppendSeq(metricNames[:len(metricNames):len(metricNames)], maps.Keys(metricAliases))
}

// String returns the name of the metric.
func (m Metric) String() string {
	if int(m) < len(metricNames) {
		return metricNames[m]
	}
	return "unknown"
}

// Similarity turns a distance into a number that grows the nearer two vectors
// are: what the distance was subtracted from 1 to get, and otherwise 1 / (1 + distance).
func (m Metric) Similarity(distance float64) float64 {
	switch m {
	case IP, Cos, Pearson, Tanimoto, Sorensen:
		return 1 - distance
	}
	return 1 / (1 + distance)
}

// distance returns the distance of two vectors of the same dimension.
func (m Metric) distance(a, b []float32) float64 {
	switch m {
	case L2sq:
		return squares(a, b)
	case IP:
		return 1 - inner(a, b)
	case Cos:
		return angular(a, b)
	case Haversine:
		return haversine(a, b)
	case Divergence:
		return divergence(a, b)
	case Pearson:
		return correlation(a, b)
	}
	return m.ofSets(a, b)
}

func squares(a, b []float32) float64 {
	sum := 0.0
	for i, x := range a {
		d := float64(x) - float64(b[i])
		sum += d * d
	}
	return sum
}

func inner(a, b []float32) float64 {
	sum := 0.0
	for i, x := range a {
		sum += float64(x) * float64(b[i])
	}
	return sum
}

func angular(a, b []float32) float64 {
	ab, aa, bb := inner(a, b), inner(a, a), inner(b, b)
	switch {
	case aa == 0 && bb == 0:
		return 0
	case aa == 0 || bb == 0:
		return 1
	}
	return max(0, 1-ab/math.Sqrt(aa*bb))
}

func haversine(a, b []float32) float64 {
	const degree = math.Pi / 180
	lat1, lat2 := float64(a[0])*degree, float64(b[0])*degree
	lat, lon := math.Sin((lat2-lat1)/2), math.Sin((float64(b[1])-float64(a[1]))*degree/2)
	return 2 * math.Asin(math.Sqrt(min(1, lat*lat+math.Cos(lat1)*math.Cos(lat2)*lon*lon)))
}

// divergence takes coordinates that are not positive for zero.
func divergence(a, b []float32) float64 {
	sum := 0.0
	for i, x := range a {
		p, q := max(0, float64(x)), max(0, float64(b[i]))
		mean := (p + q) / 2
		if p > 0 {
			sum += p * math.Log(p/mean)
		}
		if q > 0 {
			sum += q * math.Log(q/mean)
		}
	}
	return sum / 2
}

// correlation is 1 where a vector is constant: it goes with nothing.
func correlation(a, b []float32) float64 {
	n := float64(len(a))
	var sumA, sumB float64
	for i, x := range a {
		sumA += float64(x)
		sumB += float64(b[i])
	}
	var ab, aa, bb float64
	for i, x := range a {
		p, q := float64(x)-sumA/n, float64(b[i])-sumB/n
		ab, aa, bb = ab+p*q, aa+p*p, bb+q*q
	}
	if aa == 0 || bb == 0 {
		return 1
	}
	return max(0, 1-ab/math.Sqrt(aa*bb))
}

// ofSets is the distance of two sets. Empty sets are alike.
func (m Metric) ofSets(a, b []float32) float64 {
	var both, left, right float64
	for i, x := range a {
		y := b[i]
		switch {
		case x > 0 && y > 0:
			both++
		case x > 0:
			left++
		case y > 0:
			right++
		}
	}
	switch any := both + left + right; {
	case m == Hamming:
		return left + right
	case any == 0:
		return 0
	case m == Tanimoto:
		return 1 - both/any
	}
	return 1 - 2*both/(2*both+left+right)
}
