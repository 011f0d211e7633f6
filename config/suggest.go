package config

import "memgraphd/internal/spelling"

// nearest returns the visible flag name closest to name, or "" if none is close enough to be what
// was meant: at most a third of the letters may differ.
func nearest(name string) string {
	var visible []string
	for _, s := range table {
		if !s.Hidden {
			visible = append(visible, s.Name)
		}
	}
	return spelling.Nearest(name, visible, len(name)/3)
}
