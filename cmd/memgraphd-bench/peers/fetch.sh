#!/bin/sh
# fetch.sh DIR: fetches the peers into DIR from npm, PyPI and Maven Central.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dir=${1:?usage: fetch.sh DIR}
mkdir -p "$dir" && cd "$dir"

# FalkorDB: a redis-server and its module.
[ -f package.json ] || npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts @falkordblite/linux-x64
mkdir -p falkordb
cp node_modules/@falkordblite/linux-x64/bin/* falkordb/
if ! falkordb/redis-server --version >/dev/null 2>&1; then
	python3 "$here/weaken.py" falkordb/redis-server
	cc -shared -fPIC -O2 -o falkordb/shim.so "$here/shim.c"
fi

# Kùzu: a library for Python.
[ -d python ] || python3 -m venv python
python/bin/pip install --quiet kuzu

# Neo4j Community: an embedded server with Bolt.
mkdir -p neo4j
cp "$here/pom.xml" "$here/Neo4jServer.java" neo4j/
(cd neo4j && mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime)
echo "fetched into $dir"
