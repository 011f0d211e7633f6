package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"gopkg.in/natefinch/lumberjack.v2"

	"memgraphd/config"
)

// maxLogMiB is the size at which a log file is rotated before its day is over.
const maxLogMiB = 512

// newLogger returns a logger with Memgraph's levels and line form, to stderr and
// a rotated file as the settings say, and the level that can be changed later.
func newLogger(cfg config.Log, stderr io.Writer) (*zap.Logger, zap.AtomicLevel, func() error, error) {
	level := zap.NewAtomicLevel()
	parsed, err := parseLevel(cfg.Level)
	if err != nil {
		return nil, level, nil, err
	}
	level.SetLevel(parsed)
	var cores []zapcore.Core
	closeFile := func() error { return nil }
	if cfg.ToStderr || cfg.File == "" {
		cores = append(cores, zapcore.NewCore(encoder(), zapcore.Lock(zapcore.AddSync(stderr)), level))
	}
	if cfg.File != "" {
		file, err := openLog(cfg)
		if err != nil {
			return nil, level, nil, err
		}
		closeFile = file.Close
		cores = append(cores, zapcore.NewCore(encoder(), zapcore.AddSync(file), level))
	}
	return zap.New(zapcore.NewTee(cores...)), level, closeFile, nil
}

func openLog(cfg config.Log) (*lumberjack.Logger, error) {
	if err := os.MkdirAll(filepath.Dir(cfg.File), 0o750); err != nil {
		return nil, fmt.Errorf("log-file: %w: give --log-file a path that this user can write, or leave it empty to log to stderr only", err)
	}
	probe, err := os.OpenFile(cfg.File, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o640)
	if err != nil {
		return nil, fmt.Errorf("log-file: %w: give --log-file a path that this user can write, or leave it empty to log to stderr only", err)
	}
	if err := probe.Close(); err != nil {
		return nil, err
	}
	return &lumberjack.Logger{Filename: cfg.File, MaxSize: maxLogMiB, MaxAge: cfg.RetentionDays}, nil
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

func encoder() zapcore.Encoder {
	return zapcore.NewConsoleEncoder(zapcore.EncoderConfig{
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
	})
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
