// Package format holds what all files of a data directory have in common: the
// header that says what a file is and to whom it belongs, the checksum, and the
// error that names a damaged file. FORMAT.md one folder up draws the bytes.
package format
