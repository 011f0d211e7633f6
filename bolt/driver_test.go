package bolt

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"
)

// openDriver connects the official driver. scheme is bolt or neo4j.
func openDriver(t *testing.T, scheme, addr string, auth neo4j.AuthToken) neo4j.DriverWithContext {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(scheme+"://"+addr, auth, func(c *config.Config) {
		c.MaxTransactionRetryTime = 200 * time.Millisecond
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := driver.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return driver
}

// forBothSchemes runs a test with a direct and with a routing driver.
func forBothSchemes(t *testing.T, test func(t *testing.T, driver neo4j.DriverWithContext)) {
	for _, scheme := range []string{"bolt", "neo4j"} {
		t.Run(scheme, func(t *testing.T) {
			addr, _, _ := listen(t, Options{})
			test(t, openDriver(t, scheme, addr, neo4j.BasicAuth("ann", "secret", "")))
		})
	}
}

// TestDriverValues sends parameters of every type there and back.
func TestDriverValues(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here")
	}
	at := time.Date(2024, 3, 5, 6, 7, 8, 9000, time.UTC)
	values := map[string]any{
		"null": nil, "bool": true, "int": int64(-1 << 40), "float": 2.5, "string": "ünicode",
		"list": []any{int64(1), "a", nil, []any{}}, "map": map[string]any{"a": map[string]any{"b": int64(1)}},
		"date": neo4j.Date(at.Truncate(24 * time.Hour)), "local time": neo4j.LocalTimeOf(at),
		"time":           neo4j.OffsetTimeOf(at.In(time.FixedZone("Offset", 3600))),
		"local datetime": neo4j.LocalDateTimeOf(at), "datetime": at.In(time.FixedZone("Offset", -5400)),
		"zoned datetime": at.In(berlin), "duration": neo4j.DurationOf(1, 2, 3, 4),
		"point":    neo4j.Point2D{X: 1, Y: 2, SpatialRefId: 7203},
		"3D point": neo4j.Point3D{X: 1, Y: 2, Z: 3, SpatialRefId: 4979},
		"enum":     map[string]any{"__type": "mg_enum", "__value": "Status::Good"},
	}
	forBothSchemes(t, func(t *testing.T, driver neo4j.DriverWithContext) {
		for name, want := range values {
			result, err := neo4j.ExecuteQuery(context.Background(), driver, "echo", map[string]any{"x": want}, neo4j.EagerResultTransformer)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			got, _ := result.Records[0].Get("x")
			if instant, ok := want.(time.Time); ok {
				if at, ok := got.(time.Time); !ok || !at.Equal(instant) || at.Format(time.RFC3339) != instant.Format(time.RFC3339) {
					t.Errorf("%s: got %v, want %v", name, got, want)
				}
			} else if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %#v, want %#v", name, got, want)
			}
		}
		if _, err := neo4j.ExecuteQuery(context.Background(), driver, "echo", map[string]any{"x": []byte{1}}, neo4j.EagerResultTransformer); err == nil {
			t.Error("bytes were accepted")
		}
	})
}

func TestDriverGraph(t *testing.T) {
	forBothSchemes(t, func(t *testing.T, driver neo4j.DriverWithContext) {
		ctx := context.Background()
		session := driver.NewSession(ctx, neo4j.SessionConfig{})
		defer session.Close(ctx)
		get := func(query string) any {
			t.Helper()
			result, err := session.Run(ctx, query, nil)
			if err != nil {
				t.Fatal(err)
			}
			record, err := result.Single(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return record.Values[0]
		}
		node := get("node").(neo4j.Node)
		if node.ElementId != "1" || !reflect.DeepEqual(node.Labels, []string{"A"}) || node.Props["n"] != int64(1) {
			t.Errorf("node %+v", node)
		}
		rel := get("rel").(neo4j.Relationship)
		if rel.ElementId != "3" || rel.StartElementId != "1" || rel.EndElementId != "2" || rel.Type != "T" || rel.Props["w"] != 0.5 {
			t.Errorf("relationship %+v", rel)
		}
		path := get("path").(neo4j.Path)
		if len(path.Nodes) != 2 && len(path.Nodes) != 3 || len(path.Relationships) != 2 {
			t.Errorf("path %+v", path)
		}
	})
}

// TestDriverTransaction has several results open and pulls them in pieces.
func TestDriverTransaction(t *testing.T) {
	forBothSchemes(t, func(t *testing.T, driver neo4j.DriverWithContext) {
		ctx := context.Background()
		session := driver.NewSession(ctx, neo4j.SessionConfig{FetchSize: 2})
		defer session.Close(ctx)
		tx, err := session.BeginTransaction(ctx, neo4j.WithTxTimeout(time.Second), neo4j.WithTxMetadata(map[string]any{"a": 1}))
		if err != nil {
			t.Fatal(err)
		}
		first, err := tx.Run(ctx, "count 5", nil)
		if err != nil {
			t.Fatal(err)
		}
		second, err := tx.Run(ctx, "count 7", nil)
		if err != nil {
			t.Fatal(err)
		}
		n, m := 0, 0
		for second.Next(ctx) {
			m++
			if n < 5 && first.Next(ctx) {
				n++
			}
		}
		if err := errors.Join(first.Err(), second.Err(), tx.Commit(ctx)); err != nil || n != 5 || m != 7 {
			t.Errorf("%d and %d records, %v", n, m, err)
		}
		if marks := session.LastBookmarks(); len(marks) != 1 || marks[0] != "mark" {
			t.Errorf("bookmarks %v", marks)
		}
	})
}

func TestDriverSummary(t *testing.T) {
	forBothSchemes(t, func(t *testing.T, driver neo4j.DriverWithContext) {
		ctx := context.Background()
		result, err := neo4j.ExecuteQuery(ctx, driver, "stats", nil, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatal(err)
		}
		if c := result.Summary.Counters(); c.NodesCreated() != 2 || c.PropertiesSet() != 1 || !c.ContainsUpdates() {
			t.Errorf("counters %+v", c)
		}
		if v := result.Summary.Server(); v.ProtocolVersion().Major != 5 || v.ProtocolVersion().Minor != 8 {
			t.Errorf("protocol %+v", v.ProtocolVersion())
		}
		result, err = neo4j.ExecuteQuery(ctx, driver, "profile", nil, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatal(err)
		}
		if p := result.Summary.Profile(); p == nil || p.Operator() != "Produce" || p.DbHits() != 2 || len(p.Children()) != 1 {
			t.Errorf("profile %+v", p)
		}
		session := driver.NewSession(ctx, neo4j.SessionConfig{NotificationsMinSeverity: notifications.WarningLevel})
		defer session.Close(ctx)
		run, err := session.Run(ctx, "notify", nil)
		if err != nil {
			t.Fatal(err)
		}
		summary, err := run.Consume(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if list := summary.Notifications(); len(list) != 1 || list[0].Code() != "IndexDoesNotExist" {
			t.Errorf("notifications %+v", list)
		}
	})
}

// TestDriverErrors sees which errors the driver would try again.
func TestDriverErrors(t *testing.T) {
	forBothSchemes(t, func(t *testing.T, driver neo4j.DriverWithContext) {
		ctx := context.Background()
		for class, want := range map[string]bool{"client": false, "transient": true, "database": false} {
			for _, query := range []string{"fail ", "late "} {
				session := driver.NewSession(ctx, neo4j.SessionConfig{})
				result, err := session.Run(ctx, query+class, nil)
				if err == nil {
					_, err = result.Collect(ctx)
				}
				failure, ok := errors.AsType[*neo4j.Neo4jError](err)
				if !ok || neo4j.IsRetryable(err) != want {
					t.Errorf("%s%s: %v", query, class, err)
				} else if failure.Code != "Memgraph."+failure.Classification()+".MemgraphError.MemgraphError" {
					t.Errorf("%s%s: %s", query, class, failure.Code)
				}
				if err := session.Close(ctx); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

// TestDriverCancels gives up a query; the server notices and the driver goes on.
func TestDriverCancels(t *testing.T) {
	addr, _, backend := listen(t, Options{halfClosedGrace: 10 * time.Millisecond})
	driver := openDriver(t, "bolt", addr, neo4j.NoAuth())
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(time.Minute))
	defer cancel()
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	result, err := session.Run(ctx, "block", nil) // does not wait for the end of the query
	if err != nil {
		t.Fatal(err)
	}
	<-backend.blocked
	cancel()
	if _, err := result.Consume(ctx); err == nil {
		t.Error("the query ended")
	}
	_ = session.Close(context.Background()) // its connection is gone
	eventually(t, "the session ends", func() bool { return backend.open.Load() == 0 })
	if _, err := neo4j.ExecuteQuery(context.Background(), driver, "count 1", nil, neo4j.EagerResultTransformer); err != nil {
		t.Error(err)
	}
}

// TestDriverResets leaves a large result half read; closing the session discards it.
func TestDriverResets(t *testing.T) {
	forBothSchemes(t, func(t *testing.T, driver neo4j.DriverWithContext) {
		ctx := context.Background()
		for range 3 {
			session := driver.NewSession(ctx, neo4j.SessionConfig{FetchSize: 10})
			result, err := session.Run(ctx, "count 1000000000", nil)
			if err != nil || !result.Next(ctx) {
				t.Fatal(err)
			}
			if err := session.Close(ctx); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestDriverLogin(t *testing.T) {
	addr, _, backend := listen(t, Options{Prefix: PrefixNeo})
	ctx := context.Background()
	driver := openDriver(t, "bolt", addr, neo4j.BasicAuth("ann", "wrong", ""))
	err := driver.VerifyConnectivity(ctx)
	failure, ok := errors.AsType[*neo4j.Neo4jError](err)
	if !ok || !failure.IsAuthenticationFailed() {
		t.Errorf("wrong credentials: %v", err)
	}
	driver = openDriver(t, "bolt", addr, neo4j.BasicAuth("ann", "secret", ""))
	other := neo4j.BasicAuth("bob", "secret", "")
	for _, opts := range []neo4j.SessionConfig{{}, {Auth: &other}} {
		session := driver.NewSession(ctx, opts)
		if _, err := session.Run(ctx, "count 1", nil); err != nil {
			t.Error(err)
		}
		if err := session.Close(ctx); err != nil {
			t.Error(err)
		}
	}
	if user := backend.sessions[len(backend.sessions)-1].user; user != "bob" {
		t.Errorf("the last user was %q", user)
	}
}
