package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// parse turns a flag's text into a value of the setting's type: bool, int64, float64 or string.
// Numbers stay in the setting's unit.
func (s *Setting) parse(text string) (any, error) {
	switch s.Type {
	case Bool:
		return parseBool(text)
	case Int, Uint:
		return s.parseInteger(text)
	case Double:
		return s.parseDouble(text)
	default:
		return s.parseString(text)
	}
}

func parseBool(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "true", "t", "yes", "y", "1":
		return true, nil
	case "false", "f", "no", "n", "0":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither true nor false", text)
}

func (s *Setting) parseInteger(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("%q is not a whole number", text)
	}
	if err != nil || n < s.Min || n > s.upper() {
		return 0, fmt.Errorf("%s is out of range, it must be %s", text, s.bounds())
	}
	if s.check != nil {
		return n, s.check(text)
	}
	return n, nil
}

func (s *Setting) parseDouble(text string) (float64, error) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(f) {
		return 0, fmt.Errorf("%q is not a number", text)
	}
	if f < float64(s.Min) || f > float64(s.upper()) {
		return 0, fmt.Errorf("%s is out of range, it must be %s", text, s.bounds())
	}
	return f, nil
}

func (s *Setting) parseString(text string) (string, error) {
	text, err := s.choose(text)
	if err != nil {
		return "", err
	}
	if s.check != nil {
		return text, s.check(text)
	}
	return text, nil
}

// choose returns the table's spelling of text.
func (s *Setting) choose(text string) (string, error) {
	if len(s.Choices) == 0 {
		return text, nil
	}
	for _, choice := range s.Choices {
		if strings.EqualFold(choice, text) {
			return choice, nil
		}
	}
	return "", fmt.Errorf("%q is not one of %s", text, strings.Join(s.Choices, ", "))
}

// bounds describes the permitted range, with the unit.
func (s *Setting) bounds() string {
	text := fmt.Sprintf("%d to %d", s.Min, s.upper())
	if s.Max == 0 {
		text = fmt.Sprintf("at least %d and at most %d", s.Min, s.upper())
	}
	if s.Unit == "" {
		return text
	}
	return text + " " + string(s.Unit)
}

// format prints a parsed value as gflags does.
func format(value any) string {
	if f, ok := value.(float64); ok {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return fmt.Sprint(value)
}
