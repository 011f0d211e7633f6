package parser

import (
	"regexp"
	"strings"
)

// foreign are the beginnings of Memgraph's statements that are not understood,
// and what they are about.
var foreign = []struct {
	what    string
	opening *regexp.Regexp
}{
	{"Streams", opening(`(CREATE (KAFKA|PULSAR)|START|STOP|DROP|CHECK|START ALL|STOP ALL) STREAMS?`)},
	{"Roles and privileges", opening(`(CREATE|DROP|CLEAR|GRANT|REVOKE|SET|SHOW|SHOW CURRENT) ROLES?`,
		`GRANT|DENY|REVOKE`, `SHOW( DATABASE)? PRIVILEGES`, `SHOW USERS FOR`, `SET MAIN DATABASE`)},
	{"Profiles", opening(`(CREATE|UPDATE|ALTER|DROP|SET|CLEAR|SHOW|REMOVE)( TENANT)? PROFILES?`, `SHOW RESOURCE USAGE`)},
	{"Several databases", opening(`(CREATE|DROP|RENAME|SUSPEND|RESUME) DATABASE`)},
	{"Replication", opening(`SET REPLICATION ROLE`, `(UN)?REGISTER (REPLICA|INSTANCE)`, `DROP REPLICA`, `SHOW REPLICATION LAG`,
		`(ADD|REMOVE|SET|SHOW) COORDINATOR`, `(SET|DEMOTE|SHOW) INSTANCES?`, `SHOW ROUTING TABLE`, `YIELD LEADERSHIP`,
		`FORCE RESET CLUSTER`, `UPDATE CONFIG`)},
	{"Lookup indexes", opening(`CREATE LOOKUP INDEX`)},
	{"Edge import mode", opening(`EDGE IMPORT MODE`)},
}

// opening matches text that begins with one of some forms, blanks being any.
func opening(forms ...string) *regexp.Regexp {
	all := strings.ReplaceAll(strings.Join(forms, "|"), " ", `\s+`)
	return regexp.MustCompile(`(?i)^\s*(` + all + `)\b`)
}

// unsupported returns what a statement is about that Memgraph knows but the
// grammar does not, or "".
func unsupported(text string) string {
	for _, f := range foreign {
		if f.opening.MatchString(text) {
			return f.what
		}
	}
	return ""
}
