package packstream

import "memgraphd/engine/value"

// AppendDate appends a date.
func AppendDate(dst []byte, d value.Date) []byte {
	return AppendInt(AppendStruct(dst, 1, TagDate), d.Days)
}

// AppendLocalTime appends a time of day without a zone.
func AppendLocalTime(dst []byte, t value.LocalTime) []byte {
	return AppendInt(AppendStruct(dst, 1, TagLocalTime), t.Nanos)
}

// AppendTime appends a time of day with an offset.
func AppendTime(dst []byte, t value.Time) []byte {
	dst = AppendInt(AppendStruct(dst, 2, TagTime), t.Nanos)
	return AppendInt(dst, int64(t.Offset))
}

// AppendLocalDateTime appends a date and time without a zone.
func AppendLocalDateTime(dst []byte, t value.LocalDateTime) []byte {
	dst = AppendInt(AppendStruct(dst, 2, TagLocalDateTime), t.Seconds)
	return AppendInt(dst, int64(t.Nanos))
}

// AppendDateTime appends a date and time with a zone. If utc is set, the
// seconds are those of UTC, as Bolt 5 has them; otherwise those of the local
// clock, as Bolt 4 does.
func AppendDateTime(dst []byte, t value.DateTime, utc bool) []byte {
	offsetTag, zoneTag, seconds := TagDateTime, TagDateTimeZone, t.Seconds
	if !utc {
		offsetTag, zoneTag = TagLegacyDateTime, TagLegacyDateTimeZone
		seconds += int64(t.Offset)
	}
	if t.Zone == "" {
		dst = AppendInt(AppendStruct(dst, 3, offsetTag), seconds)
		dst = AppendInt(dst, int64(t.Nanos))
		return AppendInt(dst, int64(t.Offset))
	}
	dst = AppendInt(AppendStruct(dst, 3, zoneTag), seconds)
	dst = AppendInt(dst, int64(t.Nanos))
	return AppendString(dst, t.Zone)
}

// AppendDuration appends a duration.
func AppendDuration(dst []byte, d value.Duration) []byte {
	dst = AppendInt(AppendStruct(dst, 4, TagDuration), d.Months)
	dst = AppendInt(dst, d.Days)
	dst = AppendInt(dst, d.Seconds)
	return AppendInt(dst, int64(d.Nanos))
}

// AppendPoint appends a point of two or three dimensions.
func AppendPoint(dst []byte, p value.Point) []byte {
	n, tag := 3, TagPoint2D
	if p.SRID.Is3D() {
		n, tag = 4, TagPoint3D
	}
	dst = AppendInt(AppendStruct(dst, n, tag), int64(p.SRID))
	dst = AppendFloat(AppendFloat(dst, p.X), p.Y)
	if p.SRID.Is3D() {
		dst = AppendFloat(dst, p.Z)
	}
	return dst
}

// AppendEnum appends an enumeration value: a map that names its type and itself.
func AppendEnum(dst []byte, e value.Enum) []byte {
	dst = AppendString(AppendMap(dst, 2), enumTypeKey)
	dst = AppendString(dst, enumTypeWord)
	dst = AppendString(dst, enumValueKey)
	dst = appendSize(dst, len(e.Type)+len(enumSeparator)+len(e.Value), markerTinyString, markerString8)
	dst = append(dst, e.Type...)
	dst = append(dst, enumSeparator...)
	return append(dst, e.Value...)
}
