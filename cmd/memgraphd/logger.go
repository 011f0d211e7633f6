package main

import (
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"memgraphd/config"
)

// logging is the server's log, with what can be changed while it runs.
type logging struct {
	*zap.Logger
	level    zap.AtomicLevel
	toStderr atomic.Bool
	stream   *logStream
	file     *dailyFile // nil: none
}

// newLogging opens a log with Memgraph's levels and line form, which goes to
// stderr, a file for each day and the followers of the stream.
func newLogging(cfg config.Log, stderr io.Writer) (*logging, error) {
	parsed, err := parseLevel(cfg.Level)
	if err != nil {
		return nil, err
	}
	l := &logging{level: zap.NewAtomicLevelAt(parsed), stream: newLogStream()}
	l.toStderr.Store(cfg.ToStderr || cfg.File == "")
	cores := []zapcore.Core{
		newStreamCore(l.stream, l.level),
		zapcore.NewCore(lineEncoder(), zapcore.Lock(zapcore.AddSync(stderr)), zap.LevelEnablerFunc(l.passesToStderr)),
	}
	if cfg.File != "" {
		if l.file, err = openDaily(cfg.File, cfg.RetentionDays, time.Now); err != nil {
			return nil, fmt.Errorf("log-file: %w: give --log-file a path that this user can write, or leave it empty to log to stderr only", err)
		}
		cores = append(cores, zapcore.NewCore(lineEncoder(), l.file, l.level))
	}
	l.Logger = zap.New(zapcore.NewTee(cores...))
	return l, nil
}

func (l *logging) passesToStderr(level zapcore.Level) bool {
	return l.toStderr.Load() && l.level.Enabled(level)
}

// close closes the file.
func (l *logging) close() {
	if l.file != nil {
		_ = l.file.Close() // every line was handed to the kernel
	}
}

// levels are Memgraph's names for zap's levels; trace has none below debug.
var levels = map[string]zapcore.Level{
	"TRACE": zapcore.DebugLevel, "DEBUG": zapcore.DebugLevel, "INFO": zapcore.InfoLevel,
	"WARNING": zapcore.WarnLevel, "ERROR": zapcore.ErrorLevel, "CRITICAL": zapcore.DPanicLevel,
}

func parseLevel(name string) (zapcore.Level, error) {
	l, ok := levels[strings.ToUpper(name)]
	if !ok {
		return l, fmt.Errorf("unknown log level %q: use TRACE, DEBUG, INFO, WARNING, ERROR or CRITICAL", name)
	}
	return l, nil
}

func levelName(l zapcore.Level) string {
	switch l {
	case zapcore.WarnLevel:
		return "warning"
	case zapcore.DPanicLevel, zapcore.PanicLevel, zapcore.FatalLevel:
		return "critical"
	}
	return l.String()
}

func lineEncoder() zapcore.Encoder { return zapcore.NewConsoleEncoder(lineConfig()) }

// lineConfig describes Memgraph's line: [time] [memgraph_log] [level] message.
func lineConfig() zapcore.EncoderConfig {
	return zapcore.EncoderConfig{
		TimeKey: "time", LevelKey: "level", NameKey: "name", MessageKey: "message",
		ConsoleSeparator: " ",
		EncodeTime: func(t time.Time, enc zapcore.PrimitiveArrayEncoder) {
			enc.AppendString(t.Format("[2006-01-02 15:04:05.000]"))
		},
		EncodeLevel: func(l zapcore.Level, enc zapcore.PrimitiveArrayEncoder) {
			enc.AppendString("[memgraph_log] [" + levelName(l) + "]")
		},
		EncodeName:     func(name string, enc zapcore.PrimitiveArrayEncoder) { enc.AppendString(name + ":") },
		EncodeDuration: zapcore.StringDurationEncoder,
	}
}
