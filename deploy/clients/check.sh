#!/usr/bin/env bash
#
# Tries a server with clients that are not written in Go: pymgclient (the library of mgconsole), and the
# Neo4j drivers for Python and JavaScript, over bolt:// and neo4j://. It installs them in a temporary
# directory, from the package registries, and starts a server of its own. Needs python3 and npm.

set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
port=${PORT:-17687}
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

go build -o "$work/memgraphd" ../../cmd/memgraphd
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet pymgclient neo4j
npm install --silent --prefix "$work" neo4j-driver

"$work/memgraphd" --data-directory="$work/data" --bolt-address=127.0.0.1 --bolt-port="$port" \
	--metrics-port=0 --monitoring-port=0 >"$work/log" 2>&1 &
server=$!
until "$work/memgraphd" healthcheck --bolt-port="$port" 2>/dev/null; do sleep 0.1; done

"$work/python/bin/python" mgclient_check.py "$port"
for scheme in bolt neo4j; do
	"$work/python/bin/python" neo4j_check.py "$scheme://127.0.0.1:$port"
	NODE_PATH="$work/node_modules" node neo4j_check.js "$scheme://127.0.0.1:$port"
done
echo "all clients are content"
