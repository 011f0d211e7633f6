#!/bin/sh
# Regenerates internal/grammar from grammar/Cypher.g4. Needs Java; the ANTLR
# tool is downloaded from Maven Central unless ANTLR_JAR names it.
set -eu
cd "$(dirname "$0")"
version=4.13.1
jar=${ANTLR_JAR:-}
if [ -z "$jar" ]; then
	jar=${TMPDIR:-/tmp}/antlr-$version-complete.jar
	[ -s "$jar" ] || {
		curl -fsSL -o "$jar.part" \
			"https://repo1.maven.org/maven2/org/antlr/antlr4/$version/antlr4-$version-complete.jar"
		mv "$jar.part" "$jar"
	}
fi
rm -f internal/grammar/cypher_*.go
(cd grammar && java -jar "$jar" -Dlanguage=Go -package grammar -no-listener -no-visitor \
	-o ../internal/grammar Cypher.g4)
rm -f internal/grammar/*.interp internal/grammar/*.tokens
