package normal

import (
	"slices"
	"strings"
	"testing"
)

func TestRedact(t *testing.T) {
	for text, want := range map[string]string{
		"CREATE USER ann IDENTIFIED BY 'se\\'cret'":           "CREATE USER ann IDENTIFIED BY '***'",
		"create  user if not exists `a` identified by \"x\";": "create  user if not exists `a` identified by '***';",
		"SET PASSWORD TO 'new' REPLACE 'old'":                 "SET PASSWORD TO '***' REPLACE '***'",
		"SET PASSWORD FOR ann TO 'new' // it's":               "SET PASSWORD FOR ann TO '***' // it's",
		"CREATE USER ann IDENTIFIED BY 'open":                 "CREATE USER ann IDENTIFIED BY '***'",
		"SET DATABASE SETTING 'aws.secret_key' TO 'x'":        "SET DATABASE SETTING 'aws.secret_key' TO '***'",
		"SET DATABASE SETTING 'aws.access_key' TO \"x\"":      "SET DATABASE SETTING 'aws.access_key' TO '***'",
		"SET DATABASE SETTING 'enterprise.license' TO 'x'":    "SET DATABASE SETTING 'enterprise.license' TO '***'",
		"SET DATABASE SETTING 'log.level' TO 'INFO'":          "SET DATABASE SETTING 'log.level' TO 'INFO'",
		"LOAD CSV FROM 's3://b/k' WITH CONFIG {aws_region: 'eu', aws_secret_key: 's', 'aws_access_key': 'a'} NO HEADER AS r RETURN r": "LOAD CSV FROM 's3://b/k' WITH CONFIG {aws_region: 'eu', aws_secret_key: '***', 'aws_access_key': '***'} NO HEADER AS r RETURN r",
		"LOAD JSONL FROM 'https://me:pw@host/a@b' AS r RETURN r":                                                                      "LOAD JSONL FROM 'https://***@host/a@b' AS r RETURN r",
		"LOAD JSONL FROM 'https://host/a@b' AS r RETURN r":                                                                            "LOAD JSONL FROM 'https://host/a@b' AS r RETURN r",
		"MATCH (u {`password`: 'x'}) SET u.apiToken = 'y'":                                                                            "MATCH (u {`password`: '***'}) SET u.apiToken = '***'",
		"MATCH (u) WHERE u.name = 'x' RETURN 'password'":                                                                              "MATCH (u) WHERE u.name = 'x' RETURN 'password'",
		"CREATE (u:User {password: $p, token: 5})":                                                                                    "CREATE (u:User {password: $p, token: 5})",
		"/* open": "/* open",
		"":        "",
	} {
		got, secrets := Redact(text)
		if got != want {
			t.Errorf("%s\n shows %s\n want  %s", text, got, want)
		}
		if (len(secrets) > 0) != (got != text) {
			t.Errorf("%s: secrets %q", text, secrets)
		}
	}
	if _, secrets := Redact("SET PASSWORD TO 'new' REPLACE 'old'"); !slices.Equal(secrets, []string{"'new'", "'old'"}) {
		t.Errorf("secrets %q", secrets)
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("CREATE USER a IDENTIFIED BY 'x")
	f.Add("{`token`:\"\\")
	f.Fuzz(func(t *testing.T, text string) {
		shown, secrets := Redact(text)
		if secrets == nil && shown != text {
			t.Fatalf("%q became %q", text, shown)
		}
		if strings.HasPrefix(text, "CREATE USER ") && strings.Contains(strings.ReplaceAll(shown, Hidden, ""), "\"") && !strings.ContainsAny(text, "`/") {
			t.Fatalf("%q shows %q", text, shown)
		}
	})
}
