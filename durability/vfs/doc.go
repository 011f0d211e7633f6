// Package vfs is the door through which every data file is reached.
//
// [FS] and [File] are a small, explicit file system: writes carry their
// offset, directories are made durable with [FS.SyncDir], space is reserved
// with [File.Preallocate]. Three implementations share the interface:
//
//	OS      the operating system's files
//	Mem     files in memory that know what was synced and can be crashed
//	Inject  a wrapper that sees every operation first and may fail it
//
// No other package of the project opens data files by itself, so whatever runs
// on OS can be crashed at every single operation on Mem, in process, thousands
// of times a second.
//
// Durability follows POSIX at its strictest: the bytes of a file are durable
// after [File.Sync], its name after [FS.SyncDir] of the directory that holds
// it, and neither implies the other.
package vfs
