// Package tck runs the acceptance scenarios of openCypher against a [Target]:
// the interpreter itself, or a server behind a driver. It is for tests.
//
//	feature files ─ feature.Load ─▶ scenarios ─ Run ─▶ steps ─▶ Target ─▶ shapes ─ compared with ─ the notation of the scenarios
//
// Those scenarios are not part of this repository: [feature.Root] looks for them beside it. The folder features
// holds some of our own.
package tck
