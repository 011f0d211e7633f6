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

// All of a SET has happened before what writes to the same property behind it.
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) SET a.i = a.i + 1 SET b.i = 7

// The same of labels, and of REMOVE.
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) SET a:D REMOVE b:D

// The same of a subquery that reads and writes it,
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) SET a += {i: 3} CALL (a) { SET a.i = a.i + 1 }

// of FOREACH,
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) SET a += {i: 3} FOREACH (x IN [1] | SET a.i = a.i + 1)

// and of MERGE.
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) MERGE (a)-[:R]->(b) ON MATCH SET b.i = b.i + 1 SET a.i = 1

// What CREATE has computed is of before the SET behind it.
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) CREATE (a)-[:S {w: a.i}]->(b) SET b.i = 1

// A row of MERGE asks for what the rows before it have left.
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) WITH a, b ORDER BY a, b MERGE (n:D {i: a.i + 1}) ON CREATE SET b.i = 9

CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) MERGE (n:D {i: COUNT { MATCH (x)-[*0..1]->() }})

// What MERGE asks for is of after the SET before it.
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) SET a.i = 5 MERGE (n:D {i: a.i + b.i})

// A row of SET overwrites what the rows before it have set.
CREATE (a:A {i: 1})-[:R]->(b:B {i: 2})-[:R]->(c:C {i: 3})-[:R]->(a), (a)-[:R]->(c)
MATCH (a)-->(b) WITH a, b ORDER BY a, b SET a.i = 5, b = {j: 6}

// A label that is computed from the node itself is tested when the node is there.
CREATE (n0:A:C {i: 0})-[:R]->(:A:C {i: 1}), (n0)-[:R]->(n0), (:B {i: 0})-[:R]->(n0)
MATCH ()-[]->(n) MATCH (n:$(['A', 'B'][coalesce(n.i, 1) % 2])) RETURN n.i AS i

// A row has found nothing only when all branches of what was called have been asked.
CREATE ({i: 1}), ({i: 2}), ({i: 3}), ({b: true, i: 4})
MATCH (n) OPTIONAL CALL (*) { WHEN n.b THEN MATCH () RETURN count(*) AS c ELSE RETURN n.i AS c } RETURN n.i, c

// Virtual graphs: what nodes and relationships of them have.
CREATE (a:A {n: 1}), (b:A:B {n: 2}), (c:B {n: 3, m: 'x'}), (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (a)-[:S {w: 3}]->(c), (c)-[:R]->(c)
MATCH p = (x)-[*1..2]->(y) WITH derive(p, {virtualEdgeType: 'V', relationshipProperties: {n: length(p), a: x.n, none: null}}) AS g UNWIND g.edges AS r RETURN startNode(r).n AS a, type(r) AS t, r.n AS n, properties(r) AS p, endNode(r).m AS m

CREATE (a:A {n: 1}), (b:A:B {n: 2}), (c:B {n: 3, m: 'x'}), (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (a)-[:S {w: 3}]->(c), (c)-[:R]->(c)
MATCH p = (x)-[r]->(y) WITH type(r) AS t, derive(p, {virtualEdgeType: type(r), undirectedEdgeTypes: ['R'], targetNodeLabels: ['T'], sourceNodeProperties: {k: 1}}) AS g UNWIND g.nodes AS v RETURN t, size(labels(v)) AS l, v:T AS target, v.k AS k, v.n IS NULL AS own, size(g.edges) AS m

CREATE (a:A {n: 1}), (b:A:B {n: 2}), (c:B {n: 3, m: 'x'}), (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (a)-[:S {w: 3}]->(c), (c)-[:R]->(c)
MATCH (x:A) OPTIONAL MATCH p = (x)-[:R*0..1]->(y:B) UNWIND [1, 2] AS twice WITH derive(DISTINCT p, {virtualEdgeType: 'V'}) AS g RETURN size(g.nodes) AS n, size(g.edges) AS m

// Indexes on what lies in maps.
CREATE (:A:B {i: 1, j: {k: 1}}), (:A {i: 2, j: {k: 'a'}}), (:A:B {i: 2, j: {k: {d: 2}}}), (:A {i: 3, j: {k: null}}), (:B {i: 4, j: {l: 1}}), (:B:C {d: date('2024-02-29'), j: {k: 1, l: 1}})
MATCH (n:A) WHERE n.j.k = 1 OR n.j.k = 'a' RETURN n.i AS i

CREATE (:A:B {i: 1, j: {k: 1}}), (:A:B {i: 1, j: {k: 2}}), (:B {i: 2, j: {k: 1}}), (:B {j: {k: 1}}), (:B {i: 1, j: {l: 1}})
MATCH (n:B) WHERE n.i = 1 AND n.j.k >= 1 RETURN n.j.k AS k ORDER BY k

CREATE (:A {i: 1, j: {k: 1}}), (:A {i: 2, j: {k: 2}}), (:A {i: 3})
MATCH (n:A) WHERE n.j.k > 0 SET n.j.k = n.j.k + 1, n.i = 0 WITH n MATCH (m:A) WHERE m.j.k = 2 RETURN n.j.k AS k, m.i AS i
