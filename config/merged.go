package config

import "github.com/spf13/viper"

// merged is the state of all settings while the sources are read in order.
type merged struct {
	viper   *viper.Viper
	origins map[string]string
}

// storeFunc stores a parsed value that was given at a place.
type storeFunc func(s *Setting, value any, where string)

func newMerged() *merged {
	m := &merged{viper: viper.New(), origins: make(map[string]string)}
	for _, s := range table {
		value, err := s.parse(s.Default)
		if err != nil {
			panic("config: built-in default of " + s.Name + ": " + err.Error())
		}
		m.viper.SetDefault(s.Name, value)
	}
	return m
}

// merge stores a value from a file or a variable; a later one replaces it.
func (m *merged) merge(s *Setting, value any, where string) {
	// A map of one plain value has nothing that could conflict.
	_ = m.viper.MergeConfigMap(map[string]any{s.Name: value})
	m.origins[s.Name] = where
}

// override stores a value from the command line, above whatever else there is.
func (m *merged) override(s *Setting, value any, where string) {
	m.viper.Set(s.Name, value)
	m.origins[s.Name] = where
}

func (m *merged) bool(name string) bool { return m.viper.GetBool(name) }

// config fills in a Config.
func (m *merged) config() *Config {
	c := &Config{values: make(map[string]string, len(table)), origins: m.origins}
	for _, s := range table {
		value := m.viper.Get(s.Name)
		c.values[s.Name] = format(value)
		if s.field != nil {
			s.assign(c, value)
		}
	}
	c.Snapshot.schedule()
	return c
}
