package fetch

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"
)

// emptyBody is the SHA-256 of no bytes.
const emptyBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// signature signs a request without a body by AWS Signature Version 4, as the reference of
// Amazon S3 documents it under "Authenticating Requests: Using the Authorization Header".
type signature struct {
	store S3
	at    time.Time // in UTC
}

// scope is what a signature is good for: a day, a region and a service.
func (s signature) scope() string {
	return s.at.Format("20060102") + "/" + s.store.Region + "/s3/aws4_request"
}

// sign adds the headers of a signature. It covers all headers that the request has.
func (s signature) sign(req *http.Request) {
	req.Header.Set("X-Amz-Date", s.at.Format("20060102T150405Z"))
	req.Header.Set("X-Amz-Content-Sha256", emptyBody)
	names, headers := canonicalHeaders(req)
	canonical := strings.Join([]string{
		req.Method, req.URL.EscapedPath(), canonicalQuery(req), headers, names, emptyBody,
	}, "\n")
	hashed := sha256.Sum256([]byte(canonical))
	text := "AWS4-HMAC-SHA256\n" + s.at.Format("20060102T150405Z") + "\n" + s.scope() + "\n" + hex.EncodeToString(hashed[:])
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+s.store.AccessKey+"/"+s.scope()+
		",SignedHeaders="+names+",Signature="+hex.EncodeToString(mac(s.key(), text)))
}

// key derives the key of a scope.
func (s signature) key() []byte {
	key := []byte("AWS4" + s.store.SecretKey)
	for part := range strings.SplitSeq(s.scope(), "/") {
		key = mac(key, part)
	}
	return key
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// canonicalHeaders returns the names of the headers, sorted, and the headers themselves, each in a line.
func canonicalHeaders(req *http.Request) (names, headers string) {
	lines := map[string]string{"host": req.URL.Host}
	all := []string{"host"}
	for name, values := range req.Header {
		name = strings.ToLower(name)
		all = append(all, name)
		lines[name] = strings.Join(values, ",")
	}
	slices.Sort(all)
	var b strings.Builder
	for _, name := range all {
		b.WriteString(name + ":" + strings.TrimSpace(lines[name]) + "\n")
	}
	return strings.Join(all, ";"), b.String()
}

// canonicalQuery returns the parameters of the URL, sorted and each with a value.
func canonicalQuery(req *http.Request) string {
	return strings.ReplaceAll(req.URL.Query().Encode(), "+", "%20")
}

// escapePath escapes all but what the signature takes as it is, and slashes.
func escapePath(path string) string {
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(path) {
		switch c := path[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString("%" + hexDigits[c>>4:c>>4+1] + hexDigits[c&15:c&15+1])
		}
	}
	return b.String()
}
