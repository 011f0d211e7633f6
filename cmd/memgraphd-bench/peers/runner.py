"""Runs the exported workload on a peer that does not speak Bolt.

runner.py falkordb --port P --pid N ...   a redis-server with FalkorDB's module
runner.py kuzu     --db DIR ...           Kùzu, in this process

Both read what `memgraphd-bench export` wrote to --data and add a sample for
each query to --json, in the form of `memgraphd-bench run`.
"""
import argparse
import json
import os
import time

import falkor
import kuzudb

ANSWERED_SETS = 20


def fnv(cells):
    """FNV-1a over the texts of the cells, a zero byte behind each."""
    h = 0xCBF29CE484222325
    for cell in cells:
        for byte in text(cell).encode() + b"\0":
            h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def text(cell):
    if cell is None:
        return "null"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return "%.8e" % cell
    return str(cell)


def clock(pid):
    """The CPU time of a process in nanoseconds."""
    return time.clock_gettime_ns((~pid << 3) | 2)


def status(pid, name):
    with open(f"/proc/{pid}/status") as lines:
        for line in lines:
            if line.startswith(name + ":"):
                return int(line.split()[1]) / 1024
    return 0


def percentile(times, p):
    return times[min(len(times) - 1, max(0, -int(-p * len(times) // 1) - 1))] / 1000


def measure(peer, query, seconds, pid):
    answers = None
    sets = query["params"]
    if not query["writes"]:
        rows = total = 0
        for params in sets[:ANSWERED_SETS]:
            for cells in peer.rows(query["text"], params):
                rows += 1
                total += fnv(cells)
        answers = {"sets": min(ANSWERED_SETS, len(sets)), "rows": rows}
        if not query["free"]:
            answers["sum"] = "%016x" % (total & 0xFFFFFFFFFFFFFFFF)
    else:
        peer.run(query["text"], sets[0])
    times, rows, n = [], 0, 0
    used, start = clock(pid), time.perf_counter_ns()
    end = last = start
    while last - start < seconds * 1e9:
        rows += peer.run(query["text"], sets[n % len(sets)])
        n += 1
        end = time.perf_counter_ns()
        times.append(end - last)
        last = end
    used = clock(pid) - used
    times.sort()
    return {
        "runs": n, "rows": rows, "per_second": n / (end - start) * 1e9, "server_cpu_us": used / 1000 / n,
        "p50_us": percentile(times, 0.5), "p99_us": percentile(times, 0.99), "p999_us": percentile(times, 0.999),
    }, answers


def open_result(path, name, size, seconds):
    if os.path.exists(path):
        with open(path) as file:
            return json.load(file)
    return {"server": name, "size": size, "workers": 1, "seconds_per_query": seconds, "machine": {}, "load": {}, "figures": []}


def add(result, name, sample, answers, error):
    figure = next((f for f in result["figures"] if f["query"] == name), None)
    if figure is None:
        figure = {"query": name, "samples": []}
        result["figures"].append(figure)
    if error:
        figure["error"] = error
        return
    figure["samples"] = (figure["samples"] or []) + [sample]
    if answers and "answers" not in figure:
        figure["answers"] = answers


def main():
    args = argparse.ArgumentParser()
    args.add_argument("peer", choices=["falkordb", "kuzu"])
    for name in ("--data", "--size", "--name", "--json", "--db"):
        args.add_argument(name)
    args.add_argument("--port", type=int)
    args.add_argument("--pid", type=int, default=os.getpid())
    args.add_argument("--seconds", type=float, default=1)
    args.add_argument("--part", choices=["load", "reads", "writes"], default="reads")
    o = args.parse_args()
    peer = falkor.Peer(o.port) if o.peer == "falkordb" else kuzudb.Peer(o.db)
    result = open_result(o.json, o.name, o.size, o.seconds)
    if o.part == "load":
        before = clock(o.pid)
        nodes, relationships, nodes_done = peer.load(o.data, lambda: clock(o.pid))
        after = clock(o.pid)
        result["load"]["us_per_node"] = (nodes_done - before) / 1000 / nodes
        result["load"]["us_per_relationship"] = (after - nodes_done) / 1000 / relationships
        result["load"]["resident_mib"] = status(o.pid, "VmRSS")
        result["load"]["peak_mib"] = status(o.pid, "VmHWM")
        print(o.name, result["load"])
    else:
        workload(peer, o, result)
    result["when"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    result["server_peak_mib"] = status(o.pid, "VmHWM")
    with open(o.json, "w") as file:
        json.dump(result, file, indent=1)


def workload(peer, o, result):
    with open(os.path.join(o.data, "workload.json")) as file:
        queries = json.load(file)
    for query in queries:
        words = query["text"].get(o.peer)
        if not words or query["writes"] != (o.part == "writes"):
            continue
        query["text"] = words
        try:
            sample, answers = measure(peer, query, o.seconds, o.pid)
        except Exception as error:  # a peer may not know a query
            add(result, query["name"], None, None, str(error).splitlines()[0])
            print("%-30s %s" % (query["name"], error))
            continue
        add(result, query["name"], sample, answers, None)
        print("%-30s %9d runs %10.1f µs" % (query["name"], sample["runs"], sample["server_cpu_us"]))


if __name__ == "__main__":
    main()
