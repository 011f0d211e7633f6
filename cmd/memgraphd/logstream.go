package main

import (
	"encoding/json"
	"strings"
	"sync"
	"sync/atomic"

	"go.uber.org/zap/zapcore"
)

// followerLines is how many lines may wait for a follower of the log before
// lines are dropped: whoever reads slowly must not hold up the server.
const followerLines = 1024

// logStream hands the lines of the log to those who follow it.
type logStream struct {
	mu        sync.RWMutex // guards followers
	followers map[*follower]struct{}
}

// follower reads the log from the moment in which it began to follow.
type follower struct {
	lines   chan []byte  // frames as they are sent
	dropped atomic.Int64 // lines, since the last one that was not
}

func newLogStream() *logStream { return &logStream{followers: map[*follower]struct{}{}} }

func (s *logStream) follow() *follower {
	f := &follower{lines: make(chan []byte, followerLines)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.followers[f] = struct{}{}
	return f
}

func (s *logStream) leave(f *follower) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.followers, f)
}

// count returns the number of followers.
func (s *logStream) count() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.followers)
}

// send hands a frame to all followers that keep up.
func (s *logStream) send(frame []byte) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for f := range s.followers {
		select {
		case f.lines <- frame:
		default:
			f.dropped.Add(1)
		}
	}
}

// logFrame is a line as the WebSocket sends it.
type logFrame struct {
	Event   string `json:"event"`
	Level   string `json:"level"`
	Message string `json:"message"`
}

func newLogFrame(level, message string) []byte {
	frame, err := json.Marshal(logFrame{Event: "log", Level: level, Message: message})
	if err != nil {
		return nil // strings can always be marshalled
	}
	return append(frame, '\n')
}

// streamCore is the zap core that feeds a logStream. Without followers it
// formats nothing.
type streamCore struct {
	zapcore.LevelEnabler
	stream  *logStream
	encoder zapcore.Encoder // of the message and its fields
}

func newStreamCore(stream *logStream, level zapcore.LevelEnabler) zapcore.Core {
	config := lineConfig()
	config.TimeKey, config.LevelKey = zapcore.OmitKey, zapcore.OmitKey
	return &streamCore{LevelEnabler: level, stream: stream, encoder: zapcore.NewConsoleEncoder(config)}
}

// With returns a core that adds fields to every line.
func (c *streamCore) With(fields []zapcore.Field) zapcore.Core {
	encoder := c.encoder.Clone()
	for _, f := range fields {
		f.AddTo(encoder)
	}
	return &streamCore{LevelEnabler: c.LevelEnabler, stream: c.stream, encoder: encoder}
}

// Check enters the core for a line that somebody follows.
func (c *streamCore) Check(entry zapcore.Entry, checked *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if c.Enabled(entry.Level) && c.stream.count() > 0 {
		return checked.AddCore(entry, c)
	}
	return checked
}

// Write hands a line to the followers.
func (c *streamCore) Write(entry zapcore.Entry, fields []zapcore.Field) error {
	buf, err := c.encoder.EncodeEntry(entry, fields)
	if err != nil {
		return err
	}
	c.stream.send(newLogFrame(levelName(entry.Level), strings.TrimSuffix(buf.String(), "\n")))
	buf.Free()
	return nil
}

// Sync has nothing to do.
func (c *streamCore) Sync() error { return nil }
