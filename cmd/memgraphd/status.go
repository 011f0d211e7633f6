package main

import (
	"errors"

	"memgraphd/bolt"
	"memgraphd/cypher"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// statusOf returns the GQL status of an error, or nothing where its class says enough.
func statusOf(e *cypher.Error) string {
	if errors.Is(e, engine.ErrConflict) {
		return bolt.StatusSerialization
	}
	if _, ok := errors.AsType[*parser.Error](e); ok {
		return bolt.StatusSyntax
	}
	if _, ok := errors.AsType[*semantic.Error](e); ok {
		return bolt.StatusRule
	}
	if _, ok := errors.AsType[*engine.ConstraintError](e); ok {
		return bolt.StatusConstraintBroken
	}
	if _, ok := errors.AsType[*value.Error](e); ok {
		return bolt.StatusData
	}
	return ""
}
