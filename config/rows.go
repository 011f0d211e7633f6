package config

// Row is a line of SHOW CONFIG.
type Row struct {
	Name, Default, Current, Description string
}

// mask stands for a secret.
const mask = "********"

// Settings returns one row for every visible setting, sorted by name. Secrets are masked.
func (c *Config) Settings() []Row {
	rows := make([]Row, 0, len(table))
	for _, s := range table {
		if s.Hidden {
			continue
		}
		current := c.values[s.Name]
		if s.Secret && current != "" {
			current = mask
		}
		rows = append(rows, Row{Name: s.Name, Default: s.Default, Current: current, Description: s.Doc})
	}
	return rows
}

// Origin says where a setting's value came from, as in [Error], or "default".
func (c *Config) Origin(name string) string {
	if where, given := c.origins[name]; given {
		return where
	}
	return "default"
}

// Explicit reports whether a setting was given by any source. Only the others may be replaced by
// run-time settings that were stored in an earlier run.
func (c *Config) Explicit(name string) bool {
	_, given := c.origins[name]
	return given
}
