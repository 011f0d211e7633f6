package main

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// forgetProgram lets go of the pages of the program itself. The kernel maps 64 KB around each
// that is touched, so that after a start nearly all of its 20 MB are resident, of which
// a server needs few. Those come back from the page cache when they are touched again.
func forgetProgram() {
	path, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return
	}
	smaps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		return
	}
	for _, m := range unchanged(string(smaps), path) {
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, m.from, m.to-m.from, unix.MADV_DONTNEED) // or they stay
	}
}

// mapping is a part of the address space.
type mapping struct{ from, to uintptr }

// unchanged returns where a file is mapped, for what can't be written and was never changed
// (by relocations, say): other pages would not come back as they were.
func unchanged(smaps, path string) []mapping {
	var list []mapping
	var at mapping
	for line := range strings.Lines(smaps) {
		f := strings.Fields(line)
		switch {
		case len(f) >= 5 && len(f[1]) == 4: // it begins: addresses, permissions, offset, device, inode, path
			at = mapping{}
			if len(f) == 6 && f[5] == path && f[1][1] == '-' && f[1][3] == 'p' {
				at = parseMapping(f[0])
			}
		case len(f) == 3 && f[0] == "Anonymous:" && f[1] == "0" && at.to > 0:
			list = append(list, at)
		}
	}
	return list
}

// parseMapping reads addresses as 00400000-00de9000; zero if they can't be read.
func parseMapping(s string) mapping {
	from, to, _ := strings.Cut(s, "-")
	a, errFrom := strconv.ParseUint(from, 16, 64)
	b, errTo := strconv.ParseUint(to, 16, 64)
	if errFrom != nil || errTo != nil || b <= a {
		return mapping{}
	}
	return mapping{uintptr(a), uintptr(b)}
}
