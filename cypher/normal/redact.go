package normal

import (
	"strings"
	"unicode/utf8"
)

// Hidden stands where a secret stood.
const Hidden = "'***'"

// secretWords are what the names of secrets contain, without their underscores.
var secretWords = []string{"password", "passwd", "secret", "token", "accesskey", "apikey", "credential", "authorization", "license"}

// Redact returns a statement as it may be shown and logged, and the literals that
// were taken out of it: the strings of statements on users, those of keys,
// properties and settings whose names say that they are secrets, and the user of
// a URL that is loaded from.
//
// Which literals are secrets depends on the key of a statement alone, see
// [Normalize]. It reads words, not grammar, so that it also redacts what is no statement. A
// statement without secrets is returned as it is.
func Redact(text string) (shown string, secrets []string) {
	r := redactor{text: text}
	for r.pos < len(text) {
		r.next()
	}
	if r.secrets == nil {
		return text, nil
	}
	r.shown.WriteString(text[r.kept:])
	return r.shown.String(), r.secrets
}

// RedactError returns what an error says about a statement without the secrets
// of the statement, which it may quote.
func RedactError(err error, text string) string {
	said := err.Error()
	_, secrets := Redact(text)
	for _, s := range secrets {
		said = strings.ReplaceAll(said, s, Hidden)
	}
	return said
}

type redactor struct {
	text    string
	pos     int
	kept    int // up to where the text is shown
	words   int // so far
	first   string
	named   bool // the last word or string names a secret
	told    bool // and a colon or equals sign, or TO, follows it
	from    bool // the last word is FROM
	users   bool // the statement is on users: every string is a secret
	shown   strings.Builder
	secrets []string
}

// next reads a token.
func (r *redactor) next() {
	at := blankEnd(r.text, r.pos)
	if at < 0 || at == len(r.text) {
		r.pos = len(r.text)
		return
	}
	r.pos = at
	switch c := r.text[at]; classes[c] {
	case letter, beyond:
		_, size := utf8.DecodeRuneInString(r.text[at:])
		r.pos = wordEnd(r.text, at+size)
		r.word(strings.ToLower(r.text[at:r.pos]))
	case backtick, quote:
		r.quoted(at)
	default:
		r.pos++
		r.told = r.named && (c == ':' || c == '=')
		r.named = false
	}
}

func (r *redactor) word(word string) {
	r.words++
	switch r.words {
	case 1:
		r.first = word
	case 2:
		r.users = (r.first == "create" || r.first == "alter") && word == "user" || r.first == "set" && word == "password"
	}
	r.from = word == "from"
	if word == "to" {
		r.told, r.named = r.named, false
		return
	}
	r.told, r.named = false, namesSecret(word)
}

// quoted reads a string or a quoted name, which may have no end.
func (r *redactor) quoted(at int) {
	end := quotedEnd(r.text, at)
	if end < 0 {
		end = len(r.text)
	}
	r.pos = end
	literal := r.text[at:end]
	switch {
	case literal[0] != '`' && (r.users || r.told):
		r.hide(at, end, Hidden)
	case r.from:
		r.address(at, literal)
	}
	r.from = false
	r.told, r.named = false, namesSecret(strings.ToLower(literal))
}

// address hides the user, and with it the password, of a URL.
func (r *redactor) address(at int, literal string) {
	scheme := strings.Index(literal, "://")
	if scheme < 0 {
		return
	}
	host := literal[scheme+3:]
	if end := strings.IndexAny(host, "/?#"); end >= 0 {
		host = host[:end]
	}
	if user := strings.LastIndexByte(host, '@'); user > 0 {
		r.hide(at+scheme+3, at+scheme+3+user, "***")
	}
}

func (r *redactor) hide(from, to int, by string) {
	r.shown.WriteString(r.text[r.kept:from])
	r.shown.WriteString(by)
	r.secrets = append(r.secrets, r.text[from:to])
	r.kept = to
}

// namesSecret reports whether a name, in lower case, is that of a secret.
func namesSecret(name string) bool {
	if strings.ContainsAny(name, "_-.") {
		name = strings.NewReplacer("_", "", "-", "", ".", "").Replace(name)
	}
	for _, w := range secretWords {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
