package main

import (
	"context"
	"strings"

	"go.uber.org/zap"

	"memgraphd/cypher"
	"memgraphd/cypher/normal"
	"memgraphd/engine/value"
)

func (s *server) runInitFile(ctx context.Context) error { return s.runScript(ctx, s.cfg.Init.File) }

func (s *server) runInitDataFile(ctx context.Context) error {
	return s.runScript(ctx, s.cfg.Init.DataFile)
}

// runScript runs a file of one statement per line. A line that fails is logged and the rest goes on; a missing
// file is no error.
func (s *server) runScript(ctx context.Context, path string) error {
	if path == "" {
		return nil
	}
	data, err := readScript(path)
	if err != nil {
		return err
	}
	session := s.interpreter.NewSession("")
	defer session.Close()
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := runStatement(ctx, session, line); err != nil {
			s.log.Warn("A statement of an init file failed.", zap.String("file", path), zap.Int("line", number), zap.String("error", normal.RedactError(err, line)))
		}
	}
	return nil
}

func runStatement(ctx context.Context, session *cypher.Session, text string) error {
	r, err := session.Run(ctx, text, value.Map(nil), cypher.TxOptions{})
	if err != nil {
		return err
	}
	defer r.Close()
	for {
		b, err := r.Next(ctx)
		if err != nil || b == nil {
			return err
		}
	}
}
