package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"memgraphd/engine/value"
)

// constraint is a live constraint.
type constraint struct {
	spec   ConstraintSpec
	label  *LabelFilter
	unique *Index // of ConstraintUnique: an index of its own, which is not listed
	kind   value.Kind
	ready  atomic.Bool // it is in the catalog; it is enforced before
}

func (db *Database) newConstraint(spec ConstraintSpec) *constraint {
	spec.Properties = slices.Clone(spec.Properties)
	k := &constraint{spec: spec, kind: dataTypes[spec.DataType]}
	ix := db.newIndex(IndexSpec{Kind: IndexLabelProps, Label: spec.Label, Properties: spec.Properties})
	k.label = ix.filter
	if spec.Kind == ConstraintUnique {
		k.unique, ix.whole = ix, true
	}
	return k
}

// dataTypes are the types that ConstraintType knows, under the names that SHOW
// CONSTRAINT INFO and the statements use.
var dataTypes = map[string]value.Kind{
	"STRING": value.KindString, "BOOL": value.KindBool, "BOOLEAN": value.KindBool,
	"INTEGER": value.KindInt, "FLOAT": value.KindFloat, "LIST": value.KindList, "MAP": value.KindMap,
	"DURATION": value.KindDuration, "DATE": value.KindDate, "LOCAL TIME": value.KindLocalTime, "LOCALTIME": value.KindLocalTime,
	"LOCAL DATE TIME": value.KindLocalDateTime, "LOCALDATETIME": value.KindLocalDateTime,
	"ZONED DATE TIME": value.KindDateTime, "ZONEDDATETIME": value.KindDateTime,
	"ENUM": value.KindEnum, "POINT": value.KindPoint,
}

// check refuses specifications that make no sense.
func (s *ConstraintSpec) check() error {
	n := len(s.Properties)
	switch s.Kind {
	case ConstraintExists:
		if n != 1 {
			return fmt.Errorf("an existence constraint is on one property, not on %d", n)
		}
	case ConstraintUnique:
		if n < 1 || n > maxProperties {
			return fmt.Errorf("a unique constraint is on 1 to %d properties, not on %d", maxProperties, n)
		}
	case ConstraintType:
		if n != 1 {
			return fmt.Errorf("a type constraint is on one property, not on %d", n)
		}
		if _, ok := dataTypes[s.DataType]; !ok {
			return fmt.Errorf("%q is not a type that a constraint can demand", s.DataType)
		}
	default:
		return errors.New("there is no such kind of constraint")
	}
	return distinctProperties(s.Properties)
}

// same reports whether two constraints are in each other's place: the order of
// the properties does not matter, and a property has but one type.
func (s *ConstraintSpec) same(o *ConstraintSpec) bool {
	return s.Kind == o.Kind && s.Label == o.Label && slices.Equal(sorted(s.Properties), sorted(o.Properties))
}

func sorted(keys []PropertyID) []PropertyID {
	keys = slices.Clone(keys)
	slices.Sort(keys)
	return keys
}

// Constraints returns the constraints, in order of creation.
func (db *Database) Constraints() []ConstraintSpec {
	_, specs := db.schema.Load().specs()
	return specs
}

// ConstraintError says which constraint a commit or the existing data violate.
type ConstraintError struct {
	Spec ConstraintSpec
	Msg  string
	// Created: the node that violates it was made by the transaction, rather than changed.
	Created bool
}

// Error returns Memgraph's text.
func (e *ConstraintError) Error() string { return e.Msg }

var constraintWords = [...]string{ConstraintExists: "existence", ConstraintUnique: "unique"}

// on returns the label and the properties as texts show them: ":L(a, b)".
func (k *constraint) on(db *Database) string {
	names := make([]string, len(k.spec.Properties))
	for i, key := range k.spec.Properties {
		names[i] = db.PropertyName(key)
	}
	return fmt.Sprintf(":%s(%s)", db.LabelName(k.spec.Label), strings.Join(names, ", "))
}

// violated is the error of a transaction that violates k.
func (k *constraint) violated(db *Database) *ConstraintError {
	if k.spec.Kind == ConstraintType {
		return &ConstraintError{Spec: k.spec, Msg: fmt.Sprintf("IS TYPED %s violation on %s", k.spec.DataType, k.on(db)[1:])}
	}
	return &ConstraintError{Spec: k.spec, Msg: fmt.Sprintf("Unable to commit due to %s constraint violation on %s", constraintWords[k.spec.Kind], k.on(db))}
}

// refused is the error of a constraint that existing data violate.
func (k *constraint) refused(db *Database) error {
	word := "IS TYPED " + k.spec.DataType
	if k.spec.Kind != ConstraintType {
		word = constraintWords[k.spec.Kind]
	}
	return &ConstraintError{Spec: k.spec, Msg: fmt.Sprintf("Unable to create %s constraint %s, because an existing node violates it.", word, k.on(db))}
}

// allows reports whether one node, with its label set and its values of the
// constraint's properties, satisfies k by itself.
func (k *constraint) allows(labels LabelSet, v value.Value) bool {
	if !k.label.Matches(labels) {
		return true
	}
	switch k.spec.Kind {
	case ConstraintExists:
		return !v.IsNull()
	case ConstraintType:
		return v.IsNull() || v.Kind() == k.kind
	}
	return true
}
