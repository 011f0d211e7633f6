package packstream

// Markers: the first byte of every value. The low four bits of a tiny marker
// are its size.
const (
	markerTinyString byte = 0x80
	markerTinyList   byte = 0x90
	markerTinyMap    byte = 0xA0
	markerTinyStruct byte = 0xB0
	markerNull       byte = 0xC0
	markerFloat      byte = 0xC1
	markerFalse      byte = 0xC2
	markerTrue       byte = 0xC3
	markerInt8       byte = 0xC8
	markerInt16      byte = 0xC9
	markerInt32      byte = 0xCA
	markerInt64      byte = 0xCB
	markerBytes8     byte = 0xCC
	markerBytes16    byte = 0xCD
	markerBytes32    byte = 0xCE
	markerString8    byte = 0xD0
	markerString16   byte = 0xD1
	markerString32   byte = 0xD2
	markerList8      byte = 0xD4
	markerList16     byte = 0xD5
	markerList32     byte = 0xD6
	markerMap8       byte = 0xD8
	markerMap16      byte = 0xD9
	markerMap32      byte = 0xDA
	markerNegative   byte = 0xF0 // and above: the integers -16 to -1
)

// Tags of the structures that stand for values.
const (
	TagNode                byte = 'N'
	TagRelationship        byte = 'R'
	TagUnboundRelationship byte = 'r'
	TagPath                byte = 'P'
	TagDate                byte = 'D'
	TagTime                byte = 'T'
	TagLocalTime           byte = 't'
	TagDateTime            byte = 'I' // UTC seconds and an offset
	TagDateTimeZone        byte = 'i' // UTC seconds and a zone's name
	TagLegacyDateTime      byte = 'F' // local seconds and an offset
	TagLegacyDateTimeZone  byte = 'f' // local seconds and a zone's name
	TagLocalDateTime       byte = 'd'
	TagDuration            byte = 'E'
	TagPoint2D             byte = 'X'
	TagPoint3D             byte = 'Y'
)

// Keys and the type word of the map that stands for an enumeration value.
const (
	enumTypeKey   = "__type"
	enumValueKey  = "__value"
	enumTypeWord  = "mg_enum"
	enumSeparator = "::"
)
