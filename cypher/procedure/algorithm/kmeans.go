package algorithm

import (
	"math"
	"math/rand/v2"
)

// KMeansOptions say how clusters are looked for.
type KMeansOptions struct {
	// Clusters is how many there are to be, at most as many as there are points.
	Clusters int
	// Spread begins with centers far from one another (k-means++), else they are any points.
	Spread bool
	// Tries is how often it begins anew; the best result counts.
	Tries int
	// Rounds bounds how often points are assigned anew; Tolerance ends that earlier, when centers move by less.
	Rounds    int
	Tolerance float64
	Seed      uint64
}

// KMeans divides points into clusters around centers, so that the squares of the distances to them are small
// (Lloyd: Least Squares Quantization in PCM, 1982; Arthur, Vassilvitskii: k-means++, 2007). It returns the cluster of
// each point; the same seed gives the same result.
func KMeans(points [][]float64, o KMeansOptions, stop func() error) ([]int32, error) {
	random := rand.New(rand.NewPCG(o.Seed, 0))
	var best []int32
	least := math.Inf(1)
	for range o.Tries {
		k := &means{points: points, of: make([]int32, len(points)), stop: stop}
		k.begin(o, random)
		sum, err := k.run(o)
		if err != nil {
			return nil, err
		}
		if sum < least {
			best, least = k.of, sum
		}
	}
	return best, nil
}

type means struct {
	points  [][]float64
	centers [][]float64
	of      []int32
	stop    func() error
}

func squares(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += (a[i] - b[i]) * (a[i] - b[i])
	}
	return sum
}

// begin chooses points as centers, of which none is chosen twice.
func (k *means) begin(o KMeansOptions, random *rand.Rand) {
	if !o.Spread {
		for _, p := range random.Perm(len(k.points))[:o.Clusters] {
			k.centers = append(k.centers, append([]float64(nil), k.points[p]...))
		}
		return
	}
	far := make([]float64, len(k.points)) // square of the distance to the nearest center
	for p := range far {
		far[p] = math.Inf(1)
	}
	next := random.IntN(len(k.points))
	for {
		center := append([]float64(nil), k.points[next]...)
		k.centers = append(k.centers, center)
		if len(k.centers) == o.Clusters {
			return
		}
		total := 0.0
		for p := range far {
			far[p] = min(far[p], squares(k.points[p], center))
			total += far[p]
		}
		at := random.Float64() * total
		for next = 0; next < len(far)-1 && at >= far[next]; next++ {
			at -= far[next]
		}
	}
}

// run moves the centers until they stay, and returns the sum of the squares.
func (k *means) run(o KMeansOptions) (float64, error) {
	for range o.Rounds {
		if _, err := k.assign(); err != nil {
			return 0, err
		}
		if k.move() <= o.Tolerance*o.Tolerance {
			break
		}
	}
	return k.assign()
}

// assign gives each point to the nearest center.
func (k *means) assign() (sum float64, err error) {
	for p, point := range k.points {
		if p%1024 == 0 {
			if err := k.stop(); err != nil {
				return 0, err
			}
		}
		least := math.Inf(1)
		for c, center := range k.centers {
			if d := squares(point, center); d < least {
				least, k.of[p] = d, int32(c)
			}
		}
		sum += least
	}
	return sum, nil
}

// move puts each center into the middle of its points, and returns the largest square of a distance by which one moved.
func (k *means) move() (largest float64) {
	sums, counts := make([][]float64, len(k.centers)), make([]float64, len(k.centers))
	for c := range sums {
		sums[c] = make([]float64, len(k.centers[c]))
	}
	for p, point := range k.points {
		c := k.of[p]
		counts[c]++
		for i, x := range point {
			sums[c][i] += x
		}
	}
	for c, sum := range sums {
		if counts[c] == 0 {
			continue
		}
		for i := range sum {
			sum[i] /= counts[c]
		}
		largest = max(largest, squares(sum, k.centers[c]))
		k.centers[c] = sum
	}
	return largest
}
