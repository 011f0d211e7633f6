//go:build !race

package bolt

import (
	"io"
	"net"
	"os"
	"syscall"
	"unsafe"
)

// directSocket reads and writes a TCP socket by system calls that Go's scheduler is not told of. They
// never block, so it could make nothing of the news; but while it believes in a blocking
// call, its monitor takes the processor away from the goroutine and wakes a thread for it as soon as the kernel
// lets the receiver run first. That is 1 to 2 µs of CPU for each answer. Waiting is left to Go.
//
// One goroutine may read while another writes.
type directSocket struct {
	raw      syscall.RawConn
	in, out  transfer
	tryRead  func(fd uintptr) bool // made once, so that a call allocates nothing
	tryWrite func(fd uintptr) bool
}

// transfer is a call that is under way.
type transfer struct {
	p    []byte
	n    int // bytes of p that are done
	fail syscall.Errno
}

// direct returns a faster way to read and write a socket; the socket itself where there is none.
func direct(sock net.Conn) io.ReadWriter {
	tcp, ok := sock.(*net.TCPConn)
	if !ok {
		return sock
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return sock
	}
	s := &directSocket{raw: raw}
	s.tryRead = func(fd uintptr) bool { return s.in.try(syscall.SYS_READ, fd, false) }
	s.tryWrite = func(fd uintptr) bool { return s.out.try(syscall.SYS_WRITE, fd, true) }
	return s
}

// Read is that of net.Conn.
func (s *directSocket) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n, err := s.in.run(p, s.raw.Read, s.tryRead, "read")
	if n == 0 && err == nil {
		err = io.EOF
	}
	return n, err
}

// Write is that of net.Conn.
func (s *directSocket) Write(p []byte) (int, error) {
	return s.out.run(p, s.raw.Write, s.tryWrite, "write")
}

// run makes Go call try until it says that it has ended, when the socket is ready for it.
func (t *transfer) run(p []byte, wait func(func(uintptr) bool) error, try func(uintptr) bool, name string) (int, error) {
	*t = transfer{p: p}
	err := wait(try)
	if err == nil && t.fail != 0 {
		err = os.NewSyscallError(name, t.fail)
	}
	t.p = nil
	return t.n, err
}

// try makes a call with what is left, again until nothing is if all must be done, and returns false if the
// socket was not ready.
func (t *transfer) try(call, fd uintptr, all bool) bool {
	for {
		rest := t.p[t.n:]
		n, _, errno := syscall.RawSyscall(call, fd, uintptr(unsafe.Pointer(unsafe.SliceData(rest))), uintptr(len(rest)))
		switch errno {
		case 0:
			if t.n += int(n); !all || t.n == len(t.p) {
				return true
			}
		case syscall.EINTR:
		case syscall.EAGAIN:
			return false
		default:
			t.fail = errno
			return true
		}
	}
}
