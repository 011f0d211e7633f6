# syntax=docker/dockerfile:1
#
# docker build -t memgraphd .
# docker run -p 7687:7687 -v memgraph:/var/lib/memgraph --stop-timeout 1800 memgraphd [FLAGS]

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ARG VERSION=dev
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    make build VERSION="$VERSION" BIN=/out/usr/bin
# The runtime image has no shell, so its user and directories are laid out here. 101:103 are the numbers
# of Memgraph's image: its volumes can be mounted as they are.
RUN mkdir -p /out/usr/lib/memgraph /out/etc/memgraph \
 && ln -s /usr/bin/memgraphd /out/usr/lib/memgraph/memgraph \
 && cp deploy/memgraph.conf /out/etc/memgraph/memgraph.conf \
 && printf 'root:x:0:0:root:/root:/sbin/nologin\nmemgraph:x:101:103::/var/lib/memgraph:/sbin/nologin\n' > /out/etc/passwd \
 && printf 'root:x:0:\nmemgraph:x:103:\n' > /out/etc/group \
 && install -d -o 101 -g 103 -m 0750 /state/var/lib/memgraph /state/var/log/memgraph

FROM gcr.io/distroless/static-debian12
COPY --from=build /out/ /
COPY --from=build --chown=101:103 /state/var/lib/memgraph /var/lib/memgraph
COPY --from=build --chown=101:103 /state/var/log/memgraph /var/log/memgraph
USER 101:103
WORKDIR /var/lib/memgraph
VOLUME ["/var/lib/memgraph", "/var/log/memgraph", "/etc/memgraph"]
EXPOSE 7687 7444 9091
STOPSIGNAL SIGTERM
# Recovery of a large graph may take hours; until it is done the container is starting, not unhealthy.
HEALTHCHECK --interval=10s --timeout=5s --start-period=2h --retries=3 \
    CMD ["/usr/bin/memgraphd", "healthcheck"]
ENTRYPOINT ["/usr/bin/memgraphd"]
CMD []
