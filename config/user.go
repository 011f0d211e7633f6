package config

import "strings"

// initialUser takes the user that is to be created at start from MEMGRAPH_USER and
// MEMGRAPH_PASSWORD or, if these are not both set, from the file named by MEMGRAPH_PASSFILE.
func (l *loader) initialUser(c *Config) {
	user, password := l.src.getenv("MEMGRAPH_USER"), l.src.getenv("MEMGRAPH_PASSWORD")
	if user != "" && password != "" {
		c.Auth.InitialUser, c.Auth.InitialPassword = user, password
		return
	}
	passfile := l.src.getenv("MEMGRAPH_PASSFILE")
	if passfile == "" {
		if user != "" || password != "" {
			l.warn("environment", "no user is created: MEMGRAPH_USER and MEMGRAPH_PASSWORD must both be set")
		}
		return
	}
	content, err := l.src.ReadFile(passfile)
	if err != nil {
		l.fail("environment MEMGRAPH_PASSFILE", "cannot read the file: %v", err)
		return
	}
	user, password = splitPassfile(string(content))
	if user == "" || password == "" {
		l.warn(passfile, "no user is created: the first line must be user:password, with \\: for a colon in either")
		return
	}
	c.Auth.InitialUser, c.Auth.InitialPassword = user, password
}

// splitPassfile reads user:password from the first line of a file. \: stands for a colon.
func splitPassfile(content string) (user, password string) {
	line, _, _ := strings.Cut(content, "\n")
	line = strings.TrimSuffix(line, "\r")
	for i := range len(line) {
		if line[i] == ':' && (i == 0 || line[i-1] != '\\') {
			return unescapeColons(line[:i]), unescapeColons(line[i+1:])
		}
	}
	return "", ""
}

func unescapeColons(text string) string { return strings.ReplaceAll(text, `\:`, ":") }
