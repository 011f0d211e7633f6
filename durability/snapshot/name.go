package snapshot

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Name is the file name of a snapshot as Memgraph gives it: 20 digits of UTC
// time to the microsecond, then the last commit in it.
func Name(created time.Time, commit uint64) string {
	created = created.UTC()
	return fmt.Sprintf("%s%06d_timestamp_%d", created.Format("20060102150405"), created.Nanosecond()/1000, commit)
}

// ParseName returns the last commit that a file's name promises; false if it is
// not the name of a snapshot.
func ParseName(path string) (commit uint64, ok bool) {
	when, number, ok := strings.Cut(filepath.Base(path), "_timestamp_")
	if !ok || len(when) != 20 || strings.Trim(when, "0123456789") != "" {
		return 0, false
	}
	commit, err := strconv.ParseUint(number, 10, 64)
	return commit, err == nil
}
