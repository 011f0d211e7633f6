package message

import "fmt"

// Version is a version of the Bolt protocol.
type Version struct{ Major, Minor uint8 }

// The oldest and the newest version that are spoken.
var (
	Oldest = Version{4, 1}
	Newest = Version{5, 8}
)

// Supported reports whether the version is spoken: 4.1 to 4.4 and 5.0 to 5.8, but for 5.5, which was withdrawn
// and must not be agreed on.
func (v Version) Supported() bool {
	return v.Major == 4 && v.Minor >= 1 && v.Minor <= 4 || v.Major == 5 && v.Minor <= Newest.Minor && v.Minor != 5
}

// AtLeast reports whether v is major.minor or later.
func (v Version) AtLeast(major, minor uint8) bool {
	return v.Major > major || v.Major == major && v.Minor >= minor
}

// String returns the version as "5.8".
func (v Version) String() string { return fmt.Sprintf("%d.%d", v.Major, v.Minor) }
