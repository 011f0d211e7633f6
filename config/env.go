package config

import (
	"slices"
	"strings"
)

// envPrefix begins the variables that stand for any flag.
const envPrefix = "MEMGRAPHD_"

// envAlias is a variable of Memgraph's that stands for a flag. Quiet ones are set for many programs
// or are moot, and so are no reason for a warning.
type envAlias struct {
	variable, setting string
	quiet             bool
}

var envAliases = []envAlias{
	{variable: "MEMGRAPH_BOLT_PORT", setting: "bolt_port"},
	{variable: "MEMGRAPH_ENTERPRISE_LICENSE", setting: "license_key", quiet: true},
	{variable: "MEMGRAPH_ORGANIZATION_NAME", setting: "organization_name", quiet: true},
	{variable: "MEMGRAPH_EXPERIMENTAL_ENABLED", setting: "experimental_enabled"},
	{variable: "MEMGRAPH_COORDINATOR_PORT", setting: "coordinator_port"},
	{variable: "MEMGRAPH_COORDINATOR_ID", setting: "coordinator_id"},
	{variable: "MEMGRAPH_COORDINATOR_HOSTNAME", setting: "coordinator_hostname"},
	{variable: "MEMGRAPH_MANAGEMENT_PORT", setting: "management_port"},
	{variable: "MEMGRAPH_NURAFT_LOG_FILE", setting: "nuraft_log_file"},
	{variable: "AWS_REGION", setting: "aws_region", quiet: true},
	{variable: "AWS_ACCESS_KEY", setting: "aws_access_key", quiet: true},
	{variable: "AWS_SECRET_KEY", setting: "aws_secret_key", quiet: true},
	{variable: "AWS_ENDPOINT_URL", setting: "aws_endpoint_url", quiet: true},
}

// environment reads Memgraph's variables and then ours.
func (l *loader) environment() {
	for _, alias := range envAliases {
		text, where := l.src.getenv(alias.variable), "environment "+alias.variable
		if text == "" || l.isServiceLink(text, where) {
			continue
		}
		l.setFromEnv(index[alias.setting], text, where)
	}
	for _, entry := range l.src.Environ {
		if variable, text, ok := strings.Cut(entry, "="); ok && strings.HasPrefix(variable, envPrefix) {
			l.ownVariable(variable, text)
		}
	}
}

// ownVariable reads one MEMGRAPHD_<FLAG_NAME>. Unknown ones are only mentioned: the environment is
// shared with others, and Kubernetes names variables after services.
func (l *loader) ownVariable(variable, text string) {
	where, name := "environment "+variable, strings.ToLower(strings.TrimPrefix(variable, envPrefix))
	s, known := index[name]
	switch {
	case !known && isServiceVariable(name):
	case !known:
		l.warn(where, "ignored, there is no such flag"+didYouMean(name))
	case text == "" && s.Type != String:
	case l.isServiceLink(text, where):
	default:
		l.setFromEnv(s, text, where)
	}
}

func (l *loader) setFromEnv(s *Setting, text, where string) {
	value, err := s.parse(text)
	if err != nil {
		l.fail(where, "%v", err)
		return
	}
	l.merged.merge(s, value, where)
}

// isQuiet reports whether a value came from a variable that is no reason for a warning.
func isQuiet(where string) bool {
	return slices.ContainsFunc(envAliases, func(a envAlias) bool {
		return a.quiet && where == "environment "+a.variable
	})
}

// isServiceLink recognises the address that Kubernetes puts into X_PORT for a service named x.
func (l *loader) isServiceLink(text, where string) bool {
	if !strings.HasPrefix(text, "tcp://") && !strings.HasPrefix(text, "udp://") {
		return false
	}
	l.warn(where, "ignored, it is the address of a Kubernetes service; enableServiceLinks: false keeps it away")
	return true
}

// isServiceVariable recognises the names of those variables, for a service named memgraphd or memgraphd-x.
func isServiceVariable(name string) bool {
	return strings.HasSuffix(name, "service_host") || strings.Contains(name, "service_port") ||
		name == "port" || strings.HasPrefix(name, "port_") || strings.Contains(name, "_port_")
}
