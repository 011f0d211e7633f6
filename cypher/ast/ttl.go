package ast

// TTLAction is what a statement does to the time to live.
type TTLAction uint8

// The actions.
const (
	EnableTTL TTLAction = iota
	StopTTL
	DisableTTL
)

// TimeToLive is ENABLE TTL [EVERY period] [AT time], STOP TTL or DISABLE TTL.
type TimeToLive struct {
	Pos    Pos
	Action TTLAction
	Every  Expr // nil if none was given
	At     Expr
}

func (*TimeToLive) statement() {}
