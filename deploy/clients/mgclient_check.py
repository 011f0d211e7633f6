"""pymgclient, which speaks Bolt 4.x and sends BEGIN and COMMIT as statements."""
import datetime
import sys

import mgclient


def connect():
    return mgclient.connect(host="127.0.0.1", port=int(sys.argv[1]))


def rows(cursor, query, parameters=None):
    cursor.execute(query, parameters or {})
    return cursor.fetchall()


one, two = connect(), connect()
a, b = one.cursor(), two.cursor()

values = {
    "i": -(2**63), "f": 2.5, "s": "ü'\"\\", "l": [1, "a", None, [True]], "m": {"k": {"n": 1}}, "none": None,
    "date": datetime.date(2020, 1, 2), "time": datetime.time(1, 2, 3, 4),
    "local": datetime.datetime(2020, 1, 2, 3, 4, 5, 6), "duration": datetime.timedelta(days=1, seconds=5),
}
for name, value in values.items():
    assert rows(a, "RETURN $x", {"x": value}) == [(value,)], name

node = rows(a, "CREATE (n:Client $all)-[r:R {k: 1}]->(:Other) RETURN n", {"all": values})[0][0]
assert node.labels == {"Client"} and node.properties["s"] == values["s"] and "none" not in node.properties
path = rows(a, "MATCH p = (:Client)-[:R]->(:Other) RETURN p")[0][0]
assert len(path.nodes) == 2 and path.relationships[0].properties == {"k": 1}
assert rows(b, "MATCH (n:Client) RETURN count(n)") == [(0,)]
two.rollback()
one.rollback()
assert rows(a, "MATCH (n:Client) RETURN count(n)") == [(0,)]
one.commit()

try:
    rows(a, "RETURN 1 / 0")
    raise SystemExit("division by zero was answered")
except mgclient.DatabaseError as e:
    assert "Division by zero" in str(e)
one.rollback()

rows(a, "CREATE (:Counter {n: 0})")
one.commit()
rows(a, "MATCH (c:Counter) SET c.n = 1")
try:
    rows(b, "MATCH (c:Counter) SET c.n = 2")
    raise SystemExit("a conflict was not noticed")
except mgclient.DatabaseError as e:
    assert "Cannot resolve conflicting transactions" in str(e)
two.rollback()
one.commit()
assert rows(b, "MATCH (c:Counter) RETURN c.n") == [(1,)]
two.commit()

lazy = mgclient.connect(host="127.0.0.1", port=int(sys.argv[1]), lazy=True)
c = lazy.cursor()
c.execute("UNWIND range(1, 10000) AS x RETURN x")
assert len(c.fetchmany(10)) == 10 and c.fetchone() == (11,) and len(c.fetchall()) == 9989
lazy.commit()

one.autocommit = True
for statement in ("LOCK DATA DIRECTORY", "DATA DIRECTORY LOCK STATUS", "UNLOCK DATA DIRECTORY", "CREATE SNAPSHOT", "SHOW SNAPSHOTS"):
    assert len(rows(a, statement)) == 1, statement
print("pymgclient: content")
