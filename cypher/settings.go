package cypher

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// Setting is a run-time setting of SHOW DATABASE SETTINGS.
type Setting struct {
	Name, Value string
	// Apply checks and applies a new value; nil makes the setting read-only.
	Apply func(value string) error
	// Persistent settings are kept over a restart, unless Given says that the
	// value was given at start, by a flag or a file.
	Persistent, Given bool
	// Secret values are not shown.
	Secret bool
}

// shown is the value as statements show it.
func (s Setting) shown() string {
	if s.Secret && s.Value != "" {
		return "********"
	}
	return s.Value
}

// settings are the run-time settings by name.
type settings struct {
	mu   sync.Mutex // guards list
	list []Setting  // sorted by name
}

func (s *settings) init(list []Setting) {
	s.list = slices.Clone(list)
	slices.SortFunc(s.list, func(a, b Setting) int { return strings.Compare(a.Name, b.Name) })
}

// find finds a setting; those of the query log are also called as their flags.
func (s *settings) find(name string) (int, bool) {
	if rest, ok := strings.CutPrefix(name, "log_"); ok {
		name = "log." + rest
	}
	return slices.BinarySearchFunc(s.list, name, func(x Setting, n string) int { return strings.Compare(x.Name, n) })
}

func (s *settings) all() []Setting {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.list)
}

func (s *settings) get(name string) (Setting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.find(name)
	if !ok {
		return Setting{}, s.unknown(name)
	}
	return s.list[i], nil
}

// unknown is the error of a setting that is not there. The mutex is held.
func (s *settings) unknown(name string) error {
	var known []string
	for _, k := range s.list {
		known = append(known, k.Name)
	}
	return clientErrorf("%s", hinted(fmt.Sprintf("Unknown setting name '%s'", name), name, known))
}

func (s *settings) set(name, val string) (Setting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.find(name)
	switch {
	case !ok:
		return Setting{}, s.unknown(name)
	case s.list[i].Apply == nil:
		return Setting{}, clientErrorf("The setting '%s' can only be changed at start, by its flag", name)
	}
	if err := s.list[i].Apply(val); err != nil {
		return Setting{}, clientErrorf("'%s' is not a valid value for '%s': %v", val, name, err)
	}
	s.list[i].Value = val
	return s.list[i], nil
}

// RestoreSettings applies the persistent settings of earlier runs, except for
// those that were given at start. It is called once, before the first session.
// The error, if any, names a value that can't be applied any more; the others are.
func (in *Interpreter) RestoreSettings() error {
	var failed error
	for _, s := range in.settings.all() {
		stored, ok := in.Database().Meta(SettingSpace, s.Name)
		if !s.Persistent || s.Given || !ok {
			continue
		}
		if _, err := in.settings.set(s.Name, string(stored)); err != nil {
			failed = fmt.Errorf("a stored setting is not applied: %w", err)
		}
	}
	return failed
}

// SettingSpace is where persistent settings are kept in the store.
const SettingSpace = "setting"

func (in *Interpreter) showSettings(call) (*Result, error) {
	var rows [][]value.Value
	for _, s := range in.settings.all() {
		rows = append(rows, []value.Value{value.String(s.Name), value.String(s.shown())})
	}
	return newTable([]string{"setting_name", "setting_value"}, rows...), nil
}

func (in *Interpreter) showSetting(c call, st *ast.ShowDatabaseSetting) (*Result, error) {
	name, err := c.text(st.Name, "The setting name")
	if err != nil {
		return nil, err
	}
	s, err := in.settings.get(name)
	if err != nil {
		return nil, clientErrorAt(st.Name.Position(), "%s", err)
	}
	return newTable([]string{"setting_value"}, []value.Value{value.String(s.shown())}), nil
}

func (in *Interpreter) setSetting(c call, st *ast.SetDatabaseSetting) (*Result, error) {
	name, err := c.text(st.Name, "The setting name")
	if err != nil {
		return nil, err
	}
	val, err := c.text(st.Value, "The value of a setting")
	if err != nil {
		return nil, err
	}
	s, err := in.settings.set(name, val)
	if err != nil {
		return nil, clientErrorAt(st.Name.Position(), "%s", err)
	}
	if s.Persistent {
		if err := in.Database().SetMeta(c.ctx, SettingSpace, s.Name, []byte(val)); err != nil {
			return nil, err
		}
	}
	return newTable(nil), nil
}
