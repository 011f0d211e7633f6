// Package auth keeps users and their passwords in the store's own key-value
// space, so that they are logged, snapshotted and recovered with the data.
package auth

//lint:file-ignore ST1005 What users see are Memgraph's texts, which tools match on.

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/crypto/bcrypt"

	"memgraphd/engine"
)

// Space is where users are kept in the store.
const Space = "user"

// What user statements and logins are refused with.
var (
	// ErrExists: there is a user of that name.
	ErrExists = errors.New("already exists")
	// ErrMissing: there is no user of that name.
	ErrMissing = errors.New("doesn't exist")
	// ErrDenied: the name or password is wrong.
	ErrDenied = errors.New("Authentication failure")
)

// Options configure the rules for names and passwords.
type Options struct {
	// NamePattern and PasswordPattern must match whole names and passwords; empty means any.
	NamePattern, PasswordPattern string
	// PermitNull allows users without a password.
	PermitNull bool
	// Algorithm is how new passwords are kept: "bcrypt" (default), "sha256" or
	// "sha256-multiple". The latter two are there for Memgraph's sake: they are weak.
	Algorithm string
}

// Users are the users of one database. It is safe for concurrent use.
type Users struct {
	db             func() *engine.Database
	name, password *regexp.Regexp
	permitNull     bool
	algorithm      string
	cost           int // of bcrypt
	attempts       *attempts
	mu             sync.Mutex // serialises changes
}

type record struct {
	Hash string `json:"hash"` // empty: any password is right
}

// New returns the users kept in the database that db returns.
func New(db func() *engine.Database, opts Options) (*Users, error) {
	u := &Users{
		db: db, permitNull: opts.PermitNull, algorithm: opts.Algorithm, cost: bcrypt.DefaultCost, attempts: newAttempts(),
	}
	var err error
	if u.name, err = whole(opts.NamePattern); err != nil {
		return nil, fmt.Errorf("auth-user-or-role-name-regex: %w", err)
	}
	if u.password, err = whole(opts.PasswordPattern); err != nil {
		return nil, fmt.Errorf("auth-password-strength-regex: %w", err)
	}
	return u, nil
}

func whole(pattern string) (*regexp.Regexp, error) {
	if pattern == "" {
		pattern = "(?s).*"
	}
	return regexp.Compile(`^(?:` + pattern + `)$`)
}

// Names returns the users' names, sorted.
func (u *Users) Names() []string { return u.db().MetaKeys(Space) }

// Any reports whether there are users; without any, everybody may log in.
func (u *Users) Any() bool { return len(u.Names()) > 0 }

// Exists reports whether there is a user of that name.
func (u *Users) Exists(name string) bool {
	_, ok := u.db().Meta(Space, fold(name))
	return ok
}

// Create adds a user; a nil password means that any is right.
func (u *Users) Create(ctx context.Context, name string, password *string) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.name.MatchString(name) {
		return fmt.Errorf("the user name %q does not conform to the name criteria (--auth-user-or-role-name-regex)", name)
	}
	if u.Exists(name) {
		return fmt.Errorf("User '%s' %w.", name, ErrExists)
	}
	return u.store(ctx, name, password)
}

// SetPassword changes a user's password; nil means that any is right.
func (u *Users) SetPassword(ctx context.Context, name string, password *string) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.Exists(name) {
		return fmt.Errorf("User '%s' %w.", name, ErrMissing)
	}
	return u.store(ctx, name, password)
}

func (u *Users) store(ctx context.Context, name string, password *string) error {
	rec := record{}
	switch {
	case password == nil && !u.permitNull:
		return errors.New("Null passwords aren't permitted!")
	case password == nil:
	case !u.password.MatchString(*password):
		return errors.New("The user doesn't conform to the required strength! (--auth-password-strength-regex)")
	default:
		hash, err := u.hash(*password)
		if err != nil {
			return err
		}
		rec.Hash = hash
	}
	data, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	return u.db().SetMeta(ctx, Space, fold(name), data)
}

// Drop removes a user.
func (u *Users) Drop(ctx context.Context, name string) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.Exists(name) {
		return fmt.Errorf("User '%s' %w.", name, ErrMissing)
	}
	return u.db().SetMeta(ctx, Space, fold(name), nil)
}

// Authenticate checks a login from an address, which may be empty. Without any
// user, every login is right and the name it gives is empty. After some failures
// it takes its time; the error is [ErrDenied] if it would take too long.
func (u *Users) Authenticate(ctx context.Context, from, name, password string) (user string, err error) {
	if !u.Any() {
		return "", nil
	}
	if err := u.attempts.admit(ctx, from, fold(name)); err != nil {
		return "", err
	}
	defer func() { u.attempts.leave(from, fold(name), err == nil) }()
	data, ok := u.db().Meta(Space, fold(name))
	var rec record
	if ok {
		if err := json.Unmarshal(data, &rec); err != nil {
			return "", fmt.Errorf("the record of user %q is damaged: %w", name, err)
		}
	} else {
		rec.Hash = absent
	}
	if rec.Hash != "" && !matches(rec.Hash, password) {
		return "", ErrDenied
	}
	return fold(name), nil
}

// absent is the hash of a password that nobody knows: an unknown name takes as
// long to refuse as a wrong password.
const absent = "bcrypt:$2a$10$ROkcpaE0jja6pk5BtXa.uuEuIaNwTywvFXfjBbWUqecxlIyLoidpi"

func fold(name string) string { return strings.ToLower(name) }

// hash returns the hash of a password, or takes over one that is a hash already,
// as Memgraph does.
func (u *Users) hash(password string) (string, error) {
	if isHash(password) {
		return password, nil
	}
	switch u.algorithm {
	case "sha256":
		return "sha256:" + hex.EncodeToString(sum(password, 1)), nil
	case "sha256-multiple":
		return "sha256-multiple:" + hex.EncodeToString(sum(password, 1024)), nil
	}
	if len(password) > 72 {
		return "", errors.New("a password may have at most 72 bytes")
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), u.cost)
	return "bcrypt:" + string(hash), err
}

func isHash(password string) bool {
	algorithm, hash, _ := strings.Cut(password, ":")
	switch algorithm {
	case "bcrypt":
		return len(hash) == 60
	case "sha256", "sha256-multiple":
		return len(hash) == 64
	}
	return false
}

func matches(stored, password string) bool {
	algorithm, hash, _ := strings.Cut(stored, ":")
	switch algorithm {
	case "bcrypt":
		return bcrypt.CompareHashAndPassword([]byte(hash), []byte(password)) == nil
	case "sha256":
		return equalHex(hash, sum(password, 1))
	case "sha256-multiple":
		return equalHex(hash, sum(password, 1024))
	}
	return false
}

func sum(password string, rounds int) []byte {
	data := []byte(password)
	for range rounds {
		h := sha256.Sum256(data)
		data = h[:]
	}
	return data
}

func equalHex(hash string, sum []byte) bool {
	want, err := hex.DecodeString(hash)
	return err == nil && subtle.ConstantTimeCompare(want, sum) == 1
}
