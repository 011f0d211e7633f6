package literal

import "strings"

// Name decodes a name: a plain one is itself, a backticked one loses its
// backticks, and a doubled backtick within stands for one.
func Name(token string) (string, error) {
	if token == "" || token[0] != '`' {
		return token, nil
	}
	body := token[1 : len(token)-1]
	if body == "" {
		return "", &Error{Msg: "A name can't be empty."}
	}
	return strings.ReplaceAll(body, "``", "`"), nil
}
