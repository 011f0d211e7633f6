package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestForgetProgram: the program goes on without the pages that it has let go of.
func TestForgetProgram(t *testing.T) {
	resident := func() int64 {
		data, err := os.ReadFile("/proc/self/status")
		if err != nil {
			t.Fatal(err)
		}
		_, rest, ok := strings.Cut(string(data), "\nRssFile:")
		line, _, _ := strings.Cut(rest, "\n")
		if !ok {
			t.Skip("the kernel does not tell")
		}
		return kibibytes(line)
	}
	before := resident()
	forgetProgram()
	if after := resident(); after > before/2 {
		t.Errorf("%d bytes of files are still resident of %d", after, before)
	}
}

func TestUnchanged(t *testing.T) {
	const smaps = `00400000-00de9000 r-xp 00000000 fe:00 12 /bin/memgraphd
Rss: 4 kB
Anonymous: 0 kB
00de9000-0195b000 r--p 009e9000 fe:00 12 /bin/memgraphd
Anonymous: 4 kB
0195b000-01a13000 rw-p 0155b000 fe:00 12 /bin/memgraphd
Anonymous: 0 kB
01b00000-01c00000 r--s 0155b000 fe:00 12 /bin/memgraphd
Anonymous: 0 kB
36df53800000-36df5c800000 rw-p 00000000 00:00 0
Anonymous: 0 kB
7f3936037000-7f39360a9000 r-xp 00000000 fe:00 13 /lib/libc.so.6
Anonymous: 0 kB
7f4936037000-7f49360a9000 r--p 00000000 fe:00 12 /bin/memgraphd
Anonymous: 0 kB
`
	want := []mapping{{0x400000, 0xde9000}, {0x7f4936037000, 0x7f49360a9000}}
	if got := unchanged(smaps, "/bin/memgraphd"); !slices.Equal(got, want) {
		t.Errorf("got %x, want %x", got, want)
	}
}
