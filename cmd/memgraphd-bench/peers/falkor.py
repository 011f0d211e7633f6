"""A minimal client of FalkorDB: RESP and the compact form of results."""
import csv
import os
import socket

NULL, STRING, INTEGER, BOOLEAN, DOUBLE, ARRAY, EDGE, NODE = 1, 2, 3, 4, 5, 6, 7, 8
BATCH = 10_000


def literal(value):
    """Writes a parameter as Cypher."""
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, list):
        return "[" + ",".join(map(literal, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{literal(v)}" for key, v in value.items()) + "}"
    return str(value)


class Peer:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.file = self.socket.makefile("rb", 1 << 16)
        self.keys = []

    def call(self, *words):
        parts = [b"*%d\r\n" % len(words)]
        for word in words:
            word = word.encode()
            parts.append(b"$%d\r\n%s\r\n" % (len(word), word))
        self.socket.sendall(b"".join(parts))
        reply = self.read()
        if isinstance(reply, Exception):
            raise reply
        return reply

    def read(self):
        line = self.file.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b"*":
            items = [self.read() for _ in range(int(rest))]
            return next((item for item in items if isinstance(item, Exception)), items)
        if kind == b"$":
            return self.file.read(int(rest) + 2)[:-2].decode() if int(rest) >= 0 else None
        if kind == b":":
            return int(rest)
        if kind == b"-":
            return RuntimeError(rest.decode())
        return rest.decode()

    def query(self, text, params):
        if params:
            text = "CYPHER " + " ".join(f"{key}={literal(value)}" for key, value in params.items()) + " " + text
        return self.call("GRAPH.QUERY", "g", text, "--compact")

    def run(self, text, params):
        reply = self.query(text, params)
        return len(reply[1]) if len(reply) == 3 else 0

    def rows(self, text, params):
        reply = self.query(text, params)
        return [[self.cell(cell) for cell in row] for row in reply[1]] if len(reply) == 3 else []

    def cell(self, cell):
        kind, value = cell
        if kind == NULL:
            return None
        if kind == BOOLEAN:
            return value == "true"
        if kind == DOUBLE:
            return float(value)
        if kind in (NODE, EDGE):
            key = "id" if kind == NODE else "since"
            for index, _, content in value[-1]:
                if self.key(index) == key:
                    return f"{key} {content}"
        return value

    def key(self, index):
        while index >= len(self.keys):
            self.keys = [row[0][1] for row in self.query("CALL db.propertyKeys()", None)[1]]
        return self.keys[index]

    def load(self, folder, clock):
        self.query("CREATE INDEX FOR (n:User) ON (n.id)", None)
        nodes = self.batches(folder, "users.csv", "UNWIND $rows AS row CREATE (:User {id: row.id, age: row.age, gender: row.gender, "
                             "completion_percentage: row.completion_percentage, name: row.name})")
        done = clock()
        relationships = self.batches(folder, "friendships.csv", "UNWIND $rows AS row MATCH (n:User {id: row.from}), (m:User {id: row.to}) "
                                     "CREATE (n)-[:Friend {since: row.since}]->(m)")
        return nodes, relationships, done

    def batches(self, folder, name, text):
        batch, n = [], 0
        with open(os.path.join(folder, name)) as file:
            for row in csv.DictReader(file):
                batch.append({key: int(v) if v.isdigit() else v for key, v in row.items()})
                if len(batch) == BATCH:
                    n += len(batch)
                    self.run(text, {"rows": batch})
                    batch = []
        if batch:
            self.run(text, {"rows": batch})
        return n + len(batch)
