package tck

import (
	"errors"
	"fmt"
	"regexp"
)

// place finds in an error where in the query it is: our own demand.
var place = regexp.MustCompile(`line \d+(, column| position) \d+`)

// raised checks that the query failed, when it did and why, and that it left nothing behind.
func (r *run) raised(when, detail string) error {
	if r.failure == nil {
		return fmt.Errorf("no error was raised; rows: %v", r.answer.Rows)
	}
	r.blamed = true
	if err := r.effects(nil); err != nil {
		return fmt.Errorf("the failed query left its traces: %w", err)
	}
	if when == "compile time" {
		if err := r.refused(detail); err != nil {
			return err
		}
	}
	if known := r.failure.Detail; known != "" && detail != "*" && when != "runtime" && known != detail {
		return fmt.Errorf("the error is %s: %w", known, r.failure)
	}
	return nil
}

// refused checks that the query was refused before it ran. A server may begin to run a query before it
// answers, so EXPLAIN, which runs nothing, must refuse it as well, unless only a parameter is missing.
func (r *run) refused(detail string) error {
	if !place.MatchString(r.failure.Error()) {
		return fmt.Errorf("the error does not say where it is: %w", r.failure)
	}
	if r.failure.Running {
		return fmt.Errorf("the query was accepted and failed while it ran: %w", r.failure)
	}
	if detail == "MissingParameter" {
		return nil
	}
	_, err := r.target.Execute("EXPLAIN "+r.query, r.given())
	var failure *Failure
	switch {
	case err == nil:
		return fmt.Errorf("EXPLAIN accepts the query; its error is: %w", r.failure)
	case !errors.As(err, &failure):
		return err
	}
	return nil
}
