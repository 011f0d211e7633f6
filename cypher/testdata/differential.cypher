// LIMIT 0 behind ORDER BY must not keep an update from happening.
CREATE (:A {i: 1})-[:R]->(:A {i: 2})
MATCH (n:A) MERGE (m:B {i: n.i}) RETURN m ORDER BY m.i LIMIT 0

// A constant may stand beside an aggregation, though it is also a column of its own.
CREATE (:A {i: 1}), (:A)
MATCH (n) RETURN 1 AS a, count(*) AS b, min(n.i) + 1 AS c

// What CREATE computes properties from does not see what CREATE creates.
CREATE (a:A)-[:R]->(:A), (a)-[:R]->(a), (:B)
MATCH (n) CREATE (n)-[:R {w: degree(n)}]->(:N {all: COUNT { MATCH (x:N) }, of: [(n)-[r:R]->() | r.w]})

// What stands beside a counted relationship counts as well.
CREATE (a)-[:R]->(a), (a)-[:R]->(), ()
MATCH ()-[]->(n), () RETURN count(*) AS c

// A row of SET sees what the rows before it have set.
CREATE (:A {i: 1})-[:R]->(:A {i: 2})-[:R]->(:A {i: 3})
MATCH (a)-[:R]->(b) WITH a, b ORDER BY a.i DESC SET a.i = b.i
