package config

import (
	"strconv"
	"time"
)

// assign puts a parsed value into the setting's field, in base units.
func (s *Setting) assign(c *Config, value any) {
	switch field := s.field(c).(type) {
	case *bool:
		*field = value.(bool)
	case *string:
		*field = value.(string)
	case *int:
		*field = int(value.(int64))
	case *uint64:
		*field = uint64(value.(int64) * s.Unit.scale())
	case *time.Duration:
		*field = s.duration(value)
	default:
		panic("config: field of " + s.Name + " has a type that nobody assigns")
	}
}

func (s *Setting) duration(value any) time.Duration {
	if f, ok := value.(float64); ok {
		return time.Duration(f * float64(s.Unit.scale()))
	}
	return time.Duration(value.(int64) * s.Unit.scale())
}

// schedule settles which of the two interval flags counts.
func (s *Snapshot) schedule() {
	if s.interval == "" {
		s.Every = s.period
		return
	}
	if n, err := strconv.Atoi(s.interval); err == nil {
		s.Every = time.Duration(n) * time.Second
		return
	}
	s.Cron = s.interval
}
