package value

import "time"

func Equal(a, b Value) Value                  { return Null }
func Equivalent(a, b Value) bool              { return false }
func Hash(seed uint64, v Value) uint64        { return 0 }
func HashInt(seed uint64, i int64) uint64     { return 0 }
func HashFloat(seed uint64, f float64) uint64 { return 0 }
func HashString(seed uint64, s string) uint64 { return 0 }

const Incomparable = 2

func Compare(a, b Value) (cmp int, ok bool)                            { return 0, false }
func Less(a, b Value) Value                                            { return Null }
func LessEqual(a, b Value) Value                                       { return Null }
func Order(a, b Value) int                                             { return 0 }
func Add(a, b Value) (Value, error)                                    { return Null, nil }
func Sub(a, b Value) (Value, error)                                    { return Null, nil }
func Mul(a, b Value) (Value, error)                                    { return Null, nil }
func Div(a, b Value) (Value, error)                                    { return Null, nil }
func Mod(a, b Value) (Value, error)                                    { return Null, nil }
func Pow(a, b Value) (Value, error)                                    { return Null, nil }
func Neg(a Value) (Value, error)                                       { return Null, nil }
func Format(v Value) string                                            { return "" }
func AppendFormat(dst []byte, v Value) []byte                          { return dst }
func Literal(v Value) string                                           { return "" }
func AppendCypher(dst []byte, v Value) []byte                          { return dst }
func ParseDate(s string) (Date, error)                                 { return Date{}, nil }
func ParseLocalTime(s string) (LocalTime, error)                       { return LocalTime{}, nil }
func ParseTime(s string, zone *time.Location) (Time, error)            { return Time{}, nil }
func ParseLocalDateTime(s string) (LocalDateTime, error)               { return LocalDateTime{}, nil }
func ParseDateTime(s string, zone *time.Location) (DateTime, error)    { return DateTime{}, nil }
func ParseDuration(s string) (Duration, error)                         { return Duration{}, nil }
func NewTemporal(kind Kind, arg Value, now time.Time) (Value, error)   { return Null, nil }
func TemporalNow(kind Kind, now time.Time) Value                       { return Null }
func ParseTemporal(kind Kind, s string, now time.Time) (Value, error)  { return Null, nil }
func TemporalFromMap(kind Kind, m Value, now time.Time) (Value, error) { return Null, nil }
func ConvertTemporal(kind Kind, v Value, now time.Time) (Value, error) { return Null, nil }
func TruncateTemporal(kind Kind, unit string, v, overrides Value, now time.Time) (Value, error) {
	return Null, nil
}
func TemporalField(v Value, name string) (Value, bool)            { return Null, false }
func DurationBetween(a, b Value) (Value, error)                   { return Null, nil }
func DurationInMonths(a, b Value) (Value, error)                  { return Null, nil }
func DurationInDays(a, b Value) (Value, error)                    { return Null, nil }
func DurationInSeconds(a, b Value) (Value, error)                 { return Null, nil }
func DateTimeFromEpoch(seconds, nanos int64) (Value, error)       { return Null, nil }
func DateTimeFromEpochMillis(ms int64) (Value, error)             { return Null, nil }
func LoadZone(name string) (*time.Location, error)                { return nil, nil }
func PointFromMap(m Value) (Value, error)                         { return Null, nil }
func PointField(p Point, name string) (Value, error)              { return Null, nil }
func Distance(a, b Point) (metres float64, ok bool)               { return 0, false }
func WithinBBox(p, lowerLeft, upperRight Point) (inside, ok bool) { return false, false }

type StringMode uint8

const (
	CopyStrings StringMode = iota
	AliasInput
)

func AppendBinary(dst []byte, v Value) ([]byte, error) { return dst, nil }
func DecodeBinary(src []byte, mode StringMode) (v Value, rest []byte, err error) {
	return Null, nil, nil
}
func MemoryUsage(v Value) int  { return 0 }
func (v Value) Storable() bool { return false }
