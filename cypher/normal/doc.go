// Package normal finds the key under which a statement's plan is cached: its
// text without comments and needless blanks, and with its literals lifted out
// into parameters, so that statements that differ in nothing else share a plan.
package normal
