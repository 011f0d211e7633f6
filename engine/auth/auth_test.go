package auth

import (
	"context"
	"errors"
	"strings"
	"testing"

	"golang.org/x/crypto/bcrypt"

	"memgraphd/engine"
)

func open(t *testing.T, opts Options) (*Users, *engine.Database) {
	t.Helper()
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	u, err := New(func() *engine.Database { return db }, opts)
	if err != nil {
		t.Fatal(err)
	}
	u.cost = bcrypt.MinCost
	return u, db
}

func text(s string) *string { return &s }

func TestUsers(t *testing.T) {
	ctx := context.Background()
	u, _ := open(t, Options{NamePattern: "[a-z]+", PasswordPattern: ".{3,}", PermitNull: true})
	if name, err := u.Authenticate(t.Context(), "", "anyone", "anything"); name != "" || err != nil {
		t.Errorf("without users: %q, %v", name, err)
	}
	for _, c := range []struct {
		name     string
		password *string
		refused  string
	}{
		{"ann", text("secret"), ""},
		{"ann", text("other"), "already exists"},
		{"bob", nil, ""},
		{"b0b", text("secret"), "name criteria"},
		{"eve", text("x"), "required strength"},
		{"long", text(strings.Repeat("x", 73)), "72 bytes"},
	} {
		err := u.Create(ctx, c.name, c.password)
		if (err == nil) != (c.refused == "") || err != nil && !strings.Contains(err.Error(), c.refused) {
			t.Errorf("%s: %v, want %q", c.name, err, c.refused)
		}
	}
	for _, c := range []struct {
		name, password string
		ok             bool
	}{
		{"ann", "secret", true},
		{"ANN", "secret", true},
		{"ann", "Secret", false},
		{"ann", "", false},
		{"bob", "anything", true},
		{"nobody", "secret", false},
		{"", "", false},
	} {
		name, err := u.Authenticate(t.Context(), "", c.name, c.password)
		if (err == nil) != c.ok || err != nil && !errors.Is(err, ErrDenied) || c.ok && name != strings.ToLower(c.name) {
			t.Errorf("%s with %q: %q, %v", c.name, c.password, name, err)
		}
	}
	if err := u.SetPassword(ctx, "ann", text("changed")); err != nil {
		t.Error(err)
	}
	if _, err := u.Authenticate(t.Context(), "", "ann", "secret"); err == nil {
		t.Error("the old password is still good")
	}
	if err := errors.Join(u.Drop(ctx, "ann"), u.Drop(ctx, "bob")); err != nil || u.Any() {
		t.Errorf("after dropping all: %v, %v", u.Names(), err)
	}
	if err := u.Drop(ctx, "ann"); !errors.Is(err, ErrMissing) {
		t.Errorf("dropped again: %v", err)
	}
}

// TestAlgorithms keeps passwords as asked, and takes over what is a hash already.
func TestAlgorithms(t *testing.T) {
	ctx := context.Background()
	for algorithm, prefix := range map[string]string{"": "bcrypt:", "bcrypt": "bcrypt:", "sha256": "sha256:", "sha256-multiple": "sha256-multiple:"} {
		u, db := open(t, Options{Algorithm: algorithm})
		if err := u.Create(ctx, "ann", text("secret")); err != nil {
			t.Fatal(err)
		}
		stored, _ := db.Meta(Space, "ann")
		if !strings.Contains(string(stored), `"`+prefix) || strings.Contains(string(stored), "secret") {
			t.Errorf("%s is stored as %s", algorithm, stored)
		}
		if _, err := u.Authenticate(t.Context(), "", "ann", "secret"); err != nil {
			t.Errorf("%s: %v", algorithm, err)
		}
		if _, err := u.Authenticate(t.Context(), "", "ann", "guess"); err == nil {
			t.Errorf("%s: a wrong password is good", algorithm)
		}
	}
	u, _ := open(t, Options{})
	const ready = "sha256:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b" // of "secret"
	if err := u.Create(ctx, "ann", text(ready)); err != nil {
		t.Fatal(err)
	}
	if _, err := u.Authenticate(t.Context(), "", "ann", "secret"); err != nil {
		t.Errorf("a hash that was taken over: %v", err)
	}
	if err := u.SetPassword(ctx, "ann", nil); err == nil {
		t.Error("no password was accepted although none is not permitted")
	}
}
