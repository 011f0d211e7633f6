package tck

import (
	"embed"
	"os"

	"memgraphd/internal/tck/feature"
)

// own are scenarios of our own about what only this form can say.
//
//go:embed features
var own embed.FS

// load reads all features below a root, ordered by path, and those of our own.
func load(root string) ([]feature.Feature, error) {
	ours, err := feature.Load(own)
	if err != nil || root == "" {
		return ours, err
	}
	theirs, err := feature.Load(os.DirFS(root))
	return append(ours, theirs...), err
}
