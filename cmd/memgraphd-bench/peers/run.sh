#!/bin/bash
# run.sh DIR SIZE ROUNDS SECONDS [SERVER ...]: measures memgraphd and the peers that fetch.sh fetched into DIR.
# The servers take turns; results go to ../results, or to $RESULTS. PARTS is "reads writes" unless it says less.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dir=$(cd "${1:?usage: run.sh DIR SIZE ROUNDS SECONDS [SERVER ...]}" && pwd)
size=${2:-small} rounds=${3:-3} seconds=${4:-1}
shift 4 || true
servers=${*:-floor memgraphd falkordb kuzu neo4j}
results=${RESULTS:-$here/../results}
work=$(mktemp -d "${TMPDIR:-/tmp}/peers.XXXXXX")
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$work"' EXIT
mkdir -p "$results"
(cd "$here/../../.." && CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$work/memgraphd" ./cmd/memgraphd && go build -o "$work/bench" ./cmd/memgraphd-bench)
"$work/bench" export --size "$size" --dir "$work"
declare -A pid port=([floor]=17801 [memgraphd]=17802 [falkordb]=17803 [kuzu]=0 [neo4j]=17804)
declare -A name=([floor]=floor [memgraphd]=memgraphd [falkordb]=FalkorDB [kuzu]=Kùzu [neo4j]=Neo4j)
flags=(--bolt-address=127.0.0.1 --bolt-port="${port[memgraphd]}" --metrics-address=127.0.0.1 --metrics-port=17812
	--monitoring-address=127.0.0.1 --monitoring-port=17822 --log-file= --storage-wal-file-flush-every-n-tx=100000
	--storage-snapshot-interval= --storage-snapshot-interval-sec=0 --storage-snapshot-on-exit=false)

start() {
	case $1 in
	floor) "$work/bench" floor --listen "127.0.0.1:${port[floor]}" & ;;
	memgraphd)
		"$work/memgraphd" --data-directory="$work/memgraphd.d" "${flags[@]}" &
		;;
	falkordb)
		LD_PRELOAD=$( [ -f "$dir/falkordb/shim.so" ] && echo "$dir/falkordb/shim.so" || true) "$dir/falkordb/redis-server" --port "${port[falkordb]}" \
			--loadmodule "$dir/falkordb/falkordb.so" TIMEOUT_MAX 0 RESULTSET_SIZE -1 --save "" --dir "$work" &
		;;
	neo4j) java -Xmx4g -cp "$dir/neo4j/lib/*" "$dir/neo4j/Neo4jServer.java" "$work/neo4j.d" "${port[neo4j]}" & ;;
	kuzu) return ;;
	esac
	pid[$1]=$!
	for _ in $(seq 300); do
		(exec 3<>"/dev/tcp/127.0.0.1/${port[$1]}") 2>/dev/null && return
		sleep 0.2
	done
	echo "$1 does not answer" >&2
	exit 1
}

# measure SERVER PART
measure() {
	local json=$results/$1-$size.json
	case $1 in
	falkordb)
		python3 "$here/runner.py" falkordb --port "${port[falkordb]}" --pid "${pid[falkordb]}" --part "$2" \
			--data "$work" --size "$size" --name FalkorDB --json "$json" --seconds "$seconds"
		;;
	kuzu)
		"$dir/python/bin/python" "$here/runner.py" kuzu --db "$work/kuzu.d" --part "$2" \
			--data "$work" --size "$size" --name Kùzu --json "$json" --seconds "$seconds"
		;;
	*)
		local dialect=memgraph command=run part="--part $2"
		[ "$1" = neo4j ] && dialect=neo4j
		[ "$2" = load ] && command=load part=
		[ "$1$2" = floorload ] && return
		[ "$1" = floor ] && part="--only return_1"
		# Neo4j enumerates the paths of four hops: minutes for each on more than small data.
		[ "$1" = neo4j ] && [ "$size" != tiny ] && [ "$size" != small ] && [ "$2" != load ] && part="$part --heavy=false"
		# shellcheck disable=SC2086 # part is words
		"$work/bench" "$command" --uri "127.0.0.1:${port[$1]}" --pid "${pid[$1]}" --dialect "$dialect" $part \
			--size "$size" --name "${name[$1]}" --json "$json" --seconds "$seconds"
		;;
	esac
}

for server in $servers; do
	rm -f "$results/$server-$size.json"
	start "$server"
	echo "== $server: load"
	measure "$server" load
done
for part in ${PARTS:-reads writes}; do
	for round in $(seq "$rounds"); do
		for server in $servers; do
			echo "== $server: $part, round $round"
			measure "$server" $part
		done
	done
done

# The whole database is measured when nobody else is left.
case " $servers " in *" memgraphd "*)
	kill $(jobs -p)
	wait
	"$work/bench" whole --uri "127.0.0.1:${port[memgraphd]}" --size "$size" --name memgraphd --json "$results/memgraphd-$size.json" -- \
		"$work/memgraphd" --data-directory="$work/whole.d" "${flags[@]}"
	;;
esac
