package load

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"memgraphd/engine/value"
)

// JSONLReader reads JSON objects, one behind the other.
type JSONLReader struct {
	dec *json.Decoder
	row int
}

// JSONL returns a reader.
func JSONL(r io.Reader) *JSONLReader {
	dec := json.NewDecoder(r)
	dec.UseNumber()
	return &JSONLReader{dec: dec}
}

// Next implements [Reader].
func (j *JSONLReader) Next(dst []value.Value, limit int) ([]value.Value, error) {
	for range limit {
		tok, err := j.dec.Token()
		if err == io.EOF {
			return dst, nil
		}
		j.row++
		if err == nil && tok != json.Delim('{') {
			err = fmt.Errorf("a record must be an object")
		}
		var v value.Value
		if err == nil {
			v, err = j.object(1)
		}
		if err != nil {
			return dst, fmt.Errorf("JSONL reader: record %d: %w", j.row, err)
		}
		dst = append(dst, v)
	}
	return dst, nil
}

// value reads the value that begins with a token.
func (j *JSONLReader) value(tok json.Token, depth int) (value.Value, error) {
	if depth > value.MaxNesting {
		return value.Null, fmt.Errorf("nested more than %d deep", value.MaxNesting)
	}
	switch tok := tok.(type) {
	case bool:
		return value.Bool(tok), nil
	case string:
		return value.String(tok), nil
	case json.Number:
		return number(string(tok))
	case json.Delim:
		if tok == '{' {
			return j.object(depth + 1)
		}
		return j.array(depth + 1)
	}
	return value.Null, nil
}

func number(s string) (value.Value, error) {
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return value.Int(i), nil
	}
	f, err := strconv.ParseFloat(s, 64)
	return value.Float(f), err
}

func (j *JSONLReader) object(depth int) (value.Value, error) {
	var entries []value.Entry
	for j.dec.More() {
		key, err := j.dec.Token()
		if err != nil {
			return value.Null, err
		}
		name, ok := key.(string)
		if !ok {
			return value.Null, fmt.Errorf("a key must be a string")
		}
		tok, err := j.dec.Token()
		if err != nil {
			return value.Null, err
		}
		v, err := j.value(tok, depth)
		if err != nil {
			return value.Null, err
		}
		entries = append(entries, value.Entry{Key: name, Value: v})
	}
	_, err := j.dec.Token()
	return value.Map(entries), unexpected(err)
}

func (j *JSONLReader) array(depth int) (value.Value, error) {
	var list []value.Value
	for j.dec.More() {
		tok, err := j.dec.Token()
		if err != nil {
			return value.Null, unexpected(err)
		}
		v, err := j.value(tok, depth)
		if err != nil {
			return value.Null, err
		}
		list = append(list, v)
	}
	_, err := j.dec.Token()
	return value.List(list), unexpected(err)
}

// unexpected turns the end of the file inside of a record into an error.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
