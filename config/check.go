package config

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones must be known in a container that has none
)

// maxSnapshotInterval is the longest period of snapshots in seconds: a week.
const maxSnapshotInterval = 604800

func notEmpty(text string) error {
	if text == "" {
		return errors.New("must not be empty")
	}
	return nil
}

func knownZone(name string) error {
	if name == "" || name == "Local" {
		return fmt.Errorf("%q is no time zone, give an IANA name such as Europe/Zagreb", name)
	}
	if _, err := time.LoadLocation(name); err != nil {
		return fmt.Errorf("%q is no time zone, give an IANA name such as Europe/Zagreb", name)
	}
	return nil
}

func regularExpression(text string) error {
	if _, err := regexp.Compile(text); err != nil {
		return fmt.Errorf("%w (RE2 syntax, which has no look-ahead)", err)
	}
	return nil
}

func resolutionBits(text string) error {
	switch text {
	case "16", "32", "64":
		return nil
	}
	return fmt.Errorf("%s is not one of 16, 32, 64", text)
}

func inMemory(mode string) error {
	if mode == "ON_DISK_TRANSACTIONAL" {
		return errors.New("ON_DISK_TRANSACTIONAL is not available; dump the database there and load it here with IN_MEMORY_TRANSACTIONAL")
	}
	return nil
}

// secondsOrCron accepts what storage.snapshot.interval does: nothing, seconds or six cron fields.
// The fields themselves are read by the scheduler.
func secondsOrCron(text string) error {
	if text == "" || len(strings.Fields(text)) == 6 {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("%q is neither a number of seconds nor six cron fields", text)
	}
	if n < 0 || n > maxSnapshotInterval {
		return fmt.Errorf("%d is out of range, it must be 0 to %d seconds", n, maxSnapshotInterval)
	}
	return nil
}
