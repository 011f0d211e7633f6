"""Kùzu, a library in this process."""
import os

try:
    import kuzu
except ImportError:  # only needed for Kùzu
    kuzu = None


class Peer:
    def __init__(self, path):
        self.connection = kuzu.Connection(kuzu.Database(path))
        self.prepared = {}

    def query(self, text, params):
        if text not in self.prepared:
            self.tables_for(text)
            try:
                self.prepared[text] = self.connection.prepare(text, params)
            except TypeError:
                self.prepared[text] = self.connection.prepare(text)
        return self.connection.execute(self.prepared[text], params or {})

    def tables_for(self, text):
        """Makes what writes need; reads must not pay for more tables."""
        if "Fresh" not in text:
            return
        self.connection.execute("CREATE NODE TABLE IF NOT EXISTS Fresh(pk SERIAL, id INT64, age INT64, name STRING, PRIMARY KEY(pk))")
        self.connection.execute("CREATE REL TABLE IF NOT EXISTS FreshFriend(FROM User TO User)")

    def run(self, text, params):
        return len(self.query(text, params).get_all())

    def rows(self, text, params):
        return [[cell(c) for c in row] for row in self.query(text, params).get_all()]

    def load(self, folder, clock):
        run = self.connection.execute
        run("CREATE NODE TABLE User(id INT64, age INT64, gender STRING, completion_percentage INT64, name STRING, fresh INT64, PRIMARY KEY(id))")
        run("CREATE REL TABLE Friend(FROM User TO User, since INT64)")
        run(f"COPY User(id, age, gender, completion_percentage, name) FROM '{os.path.join(folder, 'users.csv')}' (header=true)")
        done = clock()
        run(f"COPY Friend FROM '{os.path.join(folder, 'friendships.csv')}' (header=true)")
        count = lambda text: run(text).get_next()[0]
        return count("MATCH (n:User) RETURN count(*)"), count("MATCH (:User)-[r:Friend]->(:User) RETURN count(r)"), done


def cell(value):
    if isinstance(value, dict):
        key = "since" if "_src" in value else "id"
        return f"{key} {value.get(key)}"
    return value
