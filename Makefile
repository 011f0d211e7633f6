# What CI runs, by name. .ci/run is the gate and needs no make.

VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BIN      ?= bin
PREFIX   ?= /usr
FUZZTIME ?= 10s
CRASHTIME ?= 1m

.PHONY: all build test race lint check fuzz bench tck crash clients generate install clean

all: build

build: ## the static binary
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o $(BIN)/memgraphd ./cmd/memgraphd

test:
	go test ./...

race:
	.ci/race

lint:
	.ci/lint

check: ## the whole gate
	.ci/run

fuzz: ## every fuzz target for FUZZTIME
	.ci/fuzz $(FUZZTIME)

bench:
	go test -run '^$$' -bench . -benchmem ./...

tck: ## the openCypher acceptance scenarios
	go test -count=1 -run 'TCK' -v ./cypher/... ./cmd/memgraphd

crash: ## crash, fault and recovery tests; CRASHTIME for killing servers
	go test -count=1 -run 'Crash|Fail|Fault|Recover|PowerCut' ./durability/... ./cmd/...
	go test -count=1 -run 'TestKill' -v ./cmd/memgraphd -crash.duration=$(CRASHTIME) -timeout=0

clients: ## pymgclient and the Neo4j drivers for Python and JavaScript, which it installs
	deploy/clients/check.sh

generate: ## golden files and generated sources
	go generate ./...

install: build
	install -D -m 0755 $(BIN)/memgraphd $(DESTDIR)$(PREFIX)/bin/memgraphd
	install -D -m 0644 deploy/systemd/memgraphd.service $(DESTDIR)$(PREFIX)/lib/systemd/system/memgraphd.service
	install -D -m 0644 deploy/systemd/sysusers.conf $(DESTDIR)$(PREFIX)/lib/sysusers.d/memgraphd.conf
	install -D -m 0644 deploy/systemd/tmpfiles.conf $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/memgraphd.conf
	install -D -m 0644 deploy/systemd/sysctl.conf $(DESTDIR)$(PREFIX)/lib/sysctl.d/60-memgraphd.conf
	test -e $(DESTDIR)/etc/memgraph/memgraph.conf || install -D -m 0644 deploy/memgraph.conf $(DESTDIR)/etc/memgraph/memgraph.conf

clean:
	rm -rf bin
