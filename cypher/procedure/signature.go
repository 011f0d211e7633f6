package procedure

import (
	"fmt"
	"strconv"
	"strings"

	"memgraphd/engine/value"
)

// complete makes a row ready: it takes the signature apart and looks up the types.
func (p *Procedure) complete() error {
	if p.Signature != "" {
		if err := p.parse(p.Signature); err != nil {
			return fmt.Errorf("signature %q: %w", p.Signature, err)
		}
	}
	var err error
	if p.takes, err = typesOf(p.Params); err == nil {
		p.yields, err = typesOf(p.Results)
	}
	if err != nil {
		return fmt.Errorf("procedure %s: %w", p.Name, err)
	}
	return nil
}

func typesOf(fields []Field) ([]*valueType, error) {
	types := make([]*valueType, len(fields))
	for i, f := range fields {
		t, err := parseType(f.Type)
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", f.Name, err)
		}
		types[i] = t
	}
	return types, nil
}

// parse takes "name(fields) :: (fields)" apart. A void procedure has no second part.
func (p *Procedure) parse(text string) error {
	name, rest, ok := strings.Cut(text, "(")
	if !ok {
		return fmt.Errorf("it has no parameter list")
	}
	params, results, _ := strings.Cut(rest, ") :: (")
	p.Name = name
	var err error
	if p.Params, err = parseFields(strings.TrimSuffix(params, ")")); err != nil {
		return err
	}
	p.Results, err = parseFields(strings.TrimSuffix(results, ")"))
	return err
}

func parseFields(text string) ([]Field, error) {
	if text == "" {
		return nil, nil
	}
	var list []Field
	for part := range strings.SplitSeq(text, ", ") {
		head, typ, ok := strings.Cut(part, " :: ")
		if !ok {
			return nil, fmt.Errorf("%q has no type", part)
		}
		f := Field{Name: head, Type: typ}
		if name, text, ok := strings.Cut(head, " = "); ok {
			v, err := parseDefault(text)
			if err != nil {
				return nil, err
			}
			f.Name, f.Default = name, &v
		}
		list = append(list, f)
	}
	return list, nil
}

// parseDefault reads the literals that signatures use.
func parseDefault(text string) (value.Value, error) {
	switch text {
	case "null":
		return value.Null, nil
	case "true", "false":
		return value.Bool(text == "true"), nil
	case "[]":
		return value.List(nil), nil
	case "{}":
		return value.Map(nil), nil
	}
	if unquoted, err := strconv.Unquote(text); err == nil {
		return value.String(unquoted), nil
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return value.Int(i), nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return value.Null, fmt.Errorf("%q is no default value", text)
	}
	return value.Float(f), nil
}
