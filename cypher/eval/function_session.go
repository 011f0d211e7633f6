package eval

import (
	"crypto/md5"
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"memgraphd/engine/value"
)

var sessionFunctions = []function{
	{
		name: "randomUUID", aliases: []string{"apoc.create.uuid"}, result: "STRING", volatile: true,
		doc: "A random UUID.", call: randomUUID,
	},
	{
		name: "counter", params: params("name STRING", "start INTEGER", "step NON-ZERO"), optional: 1, result: "INTEGER", volatile: true,
		doc: "The next value of a counter of this query.", call: counter,
	},
	{
		name: "assert", params: params("condition BOOLEAN", "message STRING"), optional: 1, result: "BOOLEAN", volatile: true, nulls: true,
		doc: "True, or an error if the condition does not hold.", call: assert,
	},
	{
		name: "getHopsCounter", result: "INTEGER", volatile: true,
		doc: "The number of relationships followed so far.", call: hops,
	},
	{
		name: "description", params: params("property STRING", "value"), result: "STRING", volatile: true,
		doc: "What SET DESCRIPTION ON PROPERTY … VALUE says of a value of a property.", call: description,
	},
	{
		name: "username", result: "STRING",
		doc: "The user of the session.", call: username,
	},
	{
		name: "roles", params: params("database STRING"), optional: 1, result: "LIST OF STRING",
		doc: "The roles of the user of the session.", call: roles,
	},
	{
		name: "util_module.md5", aliases: []string{"apoc.util.md5"}, params: params("value"), result: "STRING",
		doc: "The MD5 checksum of a value, or of the values of a list together, in hexadecimal digits.", call: sure(md5Sum),
	},
	{
		name: "mgps.version", aliases: []string{"apoc.version"}, result: "STRING",
		doc: "The version of Neo4j whose clients and libraries this server serves.", call: neoVersion,
	},
	{
		name: "mgps.validate_predicate", aliases: []string{"apoc.util.validatePredicate"}, params: params("condition BOOLEAN", "message STRING", "params LIST"), result: "BOOLEAN", volatile: true,
		doc: "True, or an error if the condition holds.", call: validatePredicate,
	},
}

// NeoVersion is the version of Neo4j that tools are told, which ask for one.
const NeoVersion = "5.9.0"

func neoVersion(*Context, []value.Value) (value.Value, error) { return value.String(NeoVersion), nil }

func randomUUID(*Context, []value.Value) (value.Value, error) {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		return value.Null, err
	}
	b[6] = b[6]&0x0f | 0x40 // version 4
	b[8] = b[8]&0x3f | 0x80 // RFC 9562
	return value.String(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])), nil
}

func counter(x *Context, args []value.Value) (value.Value, error) {
	step := int64(1)
	if len(args) == 3 {
		step = args[2].AsInt()
	}
	name := args[0].AsString()
	n, ok := x.Counters[name]
	if !ok {
		if x.Counters == nil {
			x.Counters = make(map[string]int64)
		}
		n = args[1].AsInt()
	}
	x.Counters[name] = n + step
	return value.Int(n), nil
}

func assert(_ *Context, args []value.Value) (value.Value, error) {
	switch {
	case !args[0].IsNull() && args[0].AsBool():
		return args[0], nil
	case optional(args, 1).IsNull():
		return value.Null, &Located{Err: argumentErrorf("Assertion failed.")}
	}
	// The text is the user's own: nothing is added to it.
	return value.Null, &Located{Err: argumentErrorf("Assertion failed: %s.", args[1].AsString())}
}

func hops(x *Context, _ []value.Value) (value.Value, error) { return value.Int(x.Hops), nil }

func username(x *Context, _ []value.Value) (value.Value, error) {
	if x.Session.User == "" {
		return value.Null, nil
	}
	return value.String(x.Session.User), nil
}

func roles(x *Context, _ []value.Value) (value.Value, error) {
	return value.Strings(x.Session.Roles), nil
}

func md5Sum(v value.Value) value.Value {
	list := []value.Value{v}
	if v.Kind() == value.KindList {
		list = v.AsList()
	}
	var text []byte
	for _, e := range list {
		text = value.AppendFormat(text, e)
	}
	sum := md5.Sum(text)
	return value.String(hex.EncodeToString(sum[:]))
}

func validatePredicate(x *Context, args []value.Value) (value.Value, error) {
	if !args[0].AsBool() {
		return value.Bool(true), nil
	}
	text, err := formatText(&growth{x: x}, args[1].AsString(), args[2].AsList())
	if err != nil {
		return value.Null, err
	}
	return value.Null, &Located{Err: argumentErrorf("%s", text)}
}
