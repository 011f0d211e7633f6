package ast

import "reflect"

// sameTree reports whether two patterns, queries or other pieces of a tree are written alike. It looks
// at all that they have but where they stand and the text that they were made of.
func sameTree(a, b any) bool { return sameValue(reflect.ValueOf(a), reflect.ValueOf(b)) }

func sameValue(a, b reflect.Value) bool {
	if !a.IsValid() || !b.IsValid() || a.Type() != b.Type() {
		return a.IsValid() == b.IsValid() && !a.IsValid()
	}
	switch a.Kind() {
	case reflect.Interface, reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		if x, ok := a.Interface().(Expr); ok {
			return Equal(x, b.Interface().(Expr))
		}
		return sameValue(a.Elem(), b.Elem())
	case reflect.Slice:
		return sameElements(a, b)
	case reflect.Struct:
		return sameFields(a, b)
	}
	return a.Equal(b)
}

func sameElements(a, b reflect.Value) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !sameValue(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}

func sameFields(a, b reflect.Value) bool {
	if a.Type() == reflect.TypeFor[Pos]() || a.Type() == reflect.TypeFor[Node]() {
		return true
	}
	for i := range a.NumField() {
		text := a.Type() == reflect.TypeFor[ProjectionItem]() && a.Type().Field(i).Name == "Text"
		if !text && !sameValue(a.Field(i), b.Field(i)) {
			return false
		}
	}
	return true
}
