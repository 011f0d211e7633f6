package bolt

import (
	"crypto/tls"
	"time"

	"go.uber.org/zap"
)

// DefaultServerName is what the server calls itself. Drivers insist on the
// beginning, some also on the version number.
const DefaultServerName = "Neo4j/v5.11.0 compatible graph database server - Memgraph"

// Options configure a [Server]. Zero values stand for the defaults.
type Options struct {
	// Logger receives what operators want to know. Default: none.
	Logger *zap.Logger

	// ServerName is announced to clients. It can be changed with
	// [Server.SetServerName]. Default: [DefaultServerName].
	ServerName string

	// TLS makes encryption mandatory. Default: plain connections. See [Certificates].
	TLS *tls.Config

	// MaxConnections limits the connections in all, MaxConnectionsPerAddress
	// those of one remote address. More are closed at once. Default: no limit.
	MaxConnections           int
	MaxConnectionsPerAddress int

	// MaxMessageBytes limits a message, MaxLoginMessageBytes one before the
	// login, MaxMessageMemory what the values of one message take when they
	// are decoded. Limits of a message below 64 KiB count as that. Defaults:
	// 64 MiB, 1 MiB, eight times the limit of the message.
	MaxMessageBytes      int
	MaxLoginMessageBytes int
	MaxMessageMemory     int

	// MaxDepth limits how deep parameters are nested. Default: 100.
	MaxDepth int

	// MaxOpenResults limits the unfinished results of a transaction. Default: 1000.
	MaxOpenResults int

	// LoginTimeout limits the time from the connection to the end of the
	// login. Default: 10 s.
	LoginTimeout time.Duration

	// WriteTimeout limits how long a client may leave its results unread
	// before the connection is closed; the limit is exact to one half. Default: 5 min.
	WriteTimeout time.Duration

	// Prefix chooses the first part of error codes.
	Prefix CodePrefix

	// Database is the name of the default database, AdvertisedAddress the
	// address of this server, both for routing tables. Defaults: "memgraph";
	// the address that the client used.
	Database          string
	AdvertisedAddress string

	// watchAfter is how long a call of the session lasts before the socket is
	// watched for a RESET. Default: 5 ms.
	watchAfter time.Duration

	// halfClosedGrace is how long a query may go on after the client closed
	// its side of the connection: it may still want the answers. Default: 1 s.
	halfClosedGrace time.Duration
}

// Limits that have no option.
const (
	// readAhead is how many bytes of pipelined messages are kept while a query
	// runs. A RESET further behind does not interrupt.
	readAhead = 256 << 10

	// routingTTL is how long clients may keep a routing table.
	routingTTL = 5 * time.Minute
)

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = zap.NewNop()
	}
	setDefault(&o.ServerName, DefaultServerName)
	setDefault(&o.MaxMessageBytes, 64<<20)
	setDefault(&o.MaxLoginMessageBytes, 1<<20)
	o.MaxMessageBytes = max(o.MaxMessageBytes, maxChunk)
	o.MaxLoginMessageBytes = max(o.MaxLoginMessageBytes, maxChunk)
	setDefault(&o.MaxMessageMemory, 8*o.MaxMessageBytes)
	setDefault(&o.MaxDepth, 100)
	setDefault(&o.MaxOpenResults, 1000)
	setDefault(&o.LoginTimeout, 10*time.Second)
	setDefault(&o.WriteTimeout, 5*time.Minute)
	setDefault(&o.Database, "memgraph")
	setDefault(&o.watchAfter, 5*time.Millisecond)
	setDefault(&o.halfClosedGrace, time.Second)
	return o
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
