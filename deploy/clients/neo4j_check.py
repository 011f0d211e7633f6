"""The Neo4j driver for Python."""
import logging
import sys
import threading

import neo4j

logging.getLogger("neo4j").setLevel(logging.ERROR)  # it warns of every retry
driver = neo4j.GraphDatabase.driver(sys.argv[1], auth=None)
driver.verify_connectivity()

values = [
    None, True, 0, -(2**63), 2**63 - 1, 2.5, float("inf"), "", "ü", "x" * 100000, [1, "a", None, [2]], {"a": {"b": [1]}},
    neo4j.time.Date(2020, 1, 2), neo4j.time.DateTime(2020, 1, 2, 3, 4, 5, 6000), neo4j.time.Time(1, 2, 3, 4000),
    neo4j.time.Duration(days=2, seconds=3, nanoseconds=4000),
    neo4j.spatial.CartesianPoint((1, 2)), neo4j.spatial.WGS84Point((1, 2, 3)),
]
for value in values:
    assert driver.execute_query("RETURN $x AS x", x=value).records[0]["x"] == value, repr(value)[:80]
try:
    driver.execute_query("RETURN $x AS x", x=b"bytes")
    raise SystemExit("bytes were accepted")
except neo4j.exceptions.ClientError as e:
    assert "Byte arrays" in e.message

with driver.session(fetch_size=3) as session:
    with session.begin_transaction() as tx:
        results = [tx.run("UNWIND range(1, 50) AS x RETURN x * $i AS y", i=i) for i in range(4)]
        assert [[record["y"] for record in row] for row in zip(*results)] == [[x * i for i in range(4)] for x in range(1, 51)]
    session.run("MERGE (c:Counter {name: 'python'}) SET c.n = 0").consume()


def add():
    with driver.session() as session:
        for _ in range(20):
            session.execute_write(lambda tx: tx.run("MATCH (c:Counter {name: 'python'}) SET c.n = c.n + 1").consume())


threads = [threading.Thread(target=add) for _ in range(5)]
[t.start() for t in threads]
[t.join() for t in threads]
assert driver.execute_query("MATCH (c:Counter {name: 'python'}) RETURN c.n AS n").records[0]["n"] == 100

summary = driver.execute_query("CREATE (a:A {x: 1})-[:R]->(:B)").summary
assert (summary.counters.nodes_created, summary.counters.relationships_created, summary.query_type) == (2, 1, "w")
driver.close()
print("neo4j for Python,", sys.argv[1] + ": content")
