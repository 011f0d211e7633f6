package load

import (
	"strings"
	"unicode/utf8"
)

// read reads the next row into c.fields; false at the end of the file. After an
// error the row is passed over. Empty lines are no rows.
func (c *CSVReader) read() (bool, error) {
	for {
		if c.plain && c.readPlain() {
			return true, nil
		}
		length, ok, err := c.line()
		if err != nil || !ok {
			return false, err
		}
		text := c.block[:length]
		c.block = c.block[length:]
		if text = trimBreak(text); text == "" {
			continue
		}
		c.row++
		if !utf8.ValidString(text) {
			return true, badRow(c.row, "the text is not UTF-8")
		}
		return true, c.split(text)
	}
}

// readPlain reads the next row if all of it is there and it is of ASCII without quotes,
// which one look at each byte tells. It does nothing, and reports false, otherwise.
func (c *CSVReader) readPlain() bool {
	text, delim, quote := c.block, c.opts.Delimiter[0], c.opts.Quote[0]
	fields, from := c.fields[:0], 0
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b == delim:
			fields = append(fields, text[from:i])
			from = i + 1
		case b == '\n':
			end := i
			if end > 0 && text[end-1] == '\r' {
				end--
			}
			if end == 0 {
				return false // an empty line is no row
			}
			c.fields = append(fields, text[from:end])
			c.block = text[i+1:]
			c.row++
			return true
		case b == quote || b >= utf8.RuneSelf:
			return false
		}
	}
	return false
}

func trimBreak(s string) string {
	return strings.TrimSuffix(strings.TrimSuffix(s, "\n"), "\r")
}

// line returns the length of the next row with its line break, and has all of it
// read; false if there is none. A break inside of quotes is none.
func (c *CSVReader) line() (length int, ok bool, err error) {
	at, open := 0, false // scanned so far, and whether in quotes there
	for {
		if i := strings.IndexByte(c.block[at:], '\n'); i >= 0 {
			open = open != (strings.Count(c.block[at:at+i], c.opts.Quote)&1 == 1)
			at += i + 1
			if !open {
				return at, true, nil
			}
			continue
		}
		more, err := c.more()
		if err != nil {
			return 0, false, err
		}
		if !more {
			return len(c.block), len(c.block) > 0, nil
		}
	}
}

// split cuts a row into its fields.
func (c *CSVReader) split(text string) error {
	c.fields = c.fields[:0]
	if !strings.Contains(text, c.opts.Quote) {
		for {
			i := strings.Index(text, c.opts.Delimiter)
			if i < 0 {
				c.fields = append(c.fields, text)
				return nil
			}
			c.fields = append(c.fields, text[:i])
			text = text[i+len(c.opts.Delimiter):]
		}
	}
	for {
		field, rest, err := c.field(text)
		if err != nil {
			return err
		}
		c.fields = append(c.fields, field)
		if rest == "" {
			return nil
		}
		text = rest[len(c.opts.Delimiter):]
	}
}

// field reads one field; rest begins with the delimiter or is empty.
func (c *CSVReader) field(text string) (field, rest string, err error) {
	if !strings.HasPrefix(text, c.opts.Quote) {
		i := strings.Index(text, c.opts.Delimiter)
		if i < 0 {
			i = len(text)
		}
		if strings.Contains(text[:i], c.opts.Quote) {
			return "", "", badRow(c.row, "a quote inside of a field that is not quoted")
		}
		return text[:i], text[i:], nil
	}
	quote := c.opts.Quote
	var parts []string
	for rest = text[len(quote):]; ; {
		i := strings.Index(rest, quote)
		if i < 0 {
			return "", "", badRow(c.row, "a quote that is not closed")
		}
		part := rest[:i]
		rest = rest[i+len(quote):]
		if !strings.HasPrefix(rest, quote) { // the end of the field
			if parts != nil {
				part = strings.Join(append(parts, part), "")
			}
			if rest != "" && !strings.HasPrefix(rest, c.opts.Delimiter) {
				return "", "", badRow(c.row, "text behind a closing quote")
			}
			return part, rest, nil
		}
		parts = append(parts, part, quote)
		rest = rest[len(quote):]
	}
}
