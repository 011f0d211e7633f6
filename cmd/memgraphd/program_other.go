//go:build !linux

package main

// forgetProgram is of use on Linux only.
func forgetProgram() {}
