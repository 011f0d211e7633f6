package value

// DateTimeFromEpoch returns the instant so many seconds and nanoseconds after
// 1970-01-01T00:00Z, in UTC: datetime.fromepoch().
func DateTimeFromEpoch(seconds, nanos int64) (Value, error) {
	return dateTimeInZone(Zone{}, seconds, nanos)
}

// DateTimeFromEpochMillis returns the instant so many milliseconds after
// 1970-01-01T00:00Z, in UTC: datetime.fromepochmillis().
func DateTimeFromEpochMillis(millis int64) (Value, error) {
	return dateTimeInZone(Zone{}, floorDiv(millis, 1000), floorMod(millis, 1000)*1_000_000)
}

func dateTimeInZone(zone Zone, seconds, nanos int64) (Value, error) {
	seconds, ok := addInt64(seconds, floorDiv(nanos, nanosPerSecond))
	if _, err := (Date{Days: floorDiv(seconds, secondsPerDay)}).checked(); !ok || err != nil {
		return Null, argumentError("The instant %d seconds from the epoch is out of range.", seconds)
	}
	return DateTimeValue(zone.At(seconds, int32(floorMod(nanos, nanosPerSecond)))), nil
}
