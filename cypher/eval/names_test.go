package eval

import (
	"strings"
	"testing"
)

// What Memgraph and Neo4j 5 have. Functions of modules are not among them.
const (
	functionsOfMemgraph = `isEmpty description degree inDegree outDegree startNode endNode head last id elementId properties
		propertySize randomUUID size length timestamp toBoolean toFloat toInteger toString toStringOrNull toBooleanOrNull
		toFloatOrNull toIntegerOrNull toBooleanList toFloatList toIntegerList toStringList type valueType keys values labels
		nodes relationships range tail reverse toSet uniformSample abs ceil floor round sign rand e pi exp log log10 sqrt sin
		cos tan asin acos atan atan2 startsWith endsWith contains left right substring lTrim rTrim trim replace split toLower
		toUpper assert counter toByteString fromByteString date localTime localDateTime datetime duration toEnum point
		point.distance point.withinbbox getHopsCounter username roles coalesce nullIf`

	functionsOfNeo4j = `isNaN cot degrees radians haversin normalize char_length character_length lower upper btrim time
		date.truncate datetime.truncate localdatetime.truncate localtime.truncate time.truncate duration.between
		duration.inMonths duration.inDays duration.inSeconds datetime.fromepoch datetime.fromepochmillis
		date.transaction date.statement date.realtime datetime.transaction datetime.statement datetime.realtime
		localdatetime.transaction localdatetime.statement localdatetime.realtime localtime.transaction localtime.statement
		localtime.realtime time.transaction time.statement time.realtime sinh cosh tanh coth vector.similarity.cosine
		vector.similarity.euclidean exists distance`

	aggregationsOfBoth = `count sum avg min max collect project derive percentileCont percentileDisc stDev stDevP`
)

// missing are the names that are to come.
var missing = map[string]bool{}

func TestNamesOfFunctions(t *testing.T) {
	for name := range missing {
		if _, ok := LookupFunction(name); ok {
			t.Errorf("%s is not missing any more", name)
		}
	}
	for name := range strings.FieldsSeq(functionsOfMemgraph + " " + functionsOfNeo4j) {
		if f, ok := LookupFunction(name); (!ok || f.Aggregation) && !missing[name] {
			t.Errorf("there is no function %s", name)
		}
	}
	for name := range strings.FieldsSeq(aggregationsOfBoth) {
		if f, ok := LookupFunction(name); (!ok || !f.Aggregation) && !missing[name] {
			t.Errorf("there is no aggregation %s", name)
		}
	}
}
