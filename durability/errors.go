package durability

//lint:file-ignore ST1005 What users see are Memgraph's texts, which tools match on.

import (
	"errors"
	"fmt"
	"time"

	"memgraphd/durability/format"
)

// CorruptError names a damaged or missing file.
type CorruptError = format.CorruptError

// ErrCorrupt is matched by every CorruptError.
var ErrCorrupt = format.ErrCorrupt

// The ways in which a snapshot is not made.
var (
	errSnapshotRunning = errors.New("Another snapshot creation is already in progress")
	errAborted         = errors.New("Failed to create snapshot. The current snapshot needs to be aborted.")
	errNothingNew      = errors.New("Nothing has been written since the last snapshot")
)

// The ways in which RECOVER SNAPSHOT fails.
var (
	errNotClean   = errors.New("Failed to recover a snapshot. Storage is not clean. Try using FORCE.")
	errNoSuchFile = errors.New("Failed to find the defined snapshot file.")
	errOwnChanged = errors.New("The data were not replaced: users or settings were changed while the snapshot was being loaded. Repeat the statement.")
	errNotMoved   = errors.New("The snapshot was recovered, but the old wal and snapshots directories could not be archived. Please clean them manually, or re-run RECOVER SNAPSHOT ... FORCE.")
)

func notRecovered(cause error) error {
	return fmt.Errorf("Couldn't recover from the snapshot because of: %w", cause)
}

func notCopied(cause error) error {
	return fmt.Errorf("Failed to copy snapshot over to local snapshots directory: %w", cause)
}

func directoryInUse(dir string, waited time.Duration, cause error) error {
	return fmt.Errorf("Couldn't acquire lock on the storage directory %s within %ds! "+
		"Another process is currently running with the same storage directory, please stop it first before restarting this process! (%w)",
		dir, int(waited.Seconds()), cause)
}
