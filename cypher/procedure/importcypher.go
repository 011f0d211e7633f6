package procedure

import (
	"bufio"
	"bytes"
	"strings"

	"memgraphd/engine/value"
)

// scriptProcedures run the statements of files.
var scriptProcedures = []Procedure{
	{
		Signature: "import_util.cypher(path :: STRING) :: ()",
		Doc:       "Runs the statements of a file, or of an address, such as export_util.cypher_all gives, each in a transaction of its own. A statement ends with a semicolon at the end of a line; lines that begin with // say nothing.",
		Run:       importCypher,
	},
}

// maxStatement bounds a line of a file of statements, in bytes.
const maxStatement = 16 << 20

func importCypher(c *Call) error {
	host, err := c.host()
	if err != nil {
		return err
	}
	if err := host.Implicit("Running the statements of a file"); err != nil {
		return err
	}
	data, err := c.read(c.string(0))
	if err != nil {
		return err
	}
	var statement strings.Builder
	run := func(line int) error {
		text := strings.TrimSpace(statement.String())
		statement.Reset()
		if text == "" {
			return nil
		}
		if err := host.Apart(c.Ctx, text, value.Null, nil); err != nil {
			return c.errorf("the statement that ends in line %d of '%s' failed: %v", line, c.string(0), err)
		}
		return nil
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, maxStatement)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "//") {
			continue
		}
		statement.WriteString(strings.TrimSuffix(line, ";") + "\n")
		if !strings.HasSuffix(line, ";") {
			continue
		}
		if err := run(n); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return c.errorf("'%s' can't be read: %v.", c.string(0), err)
	}
	return run(n)
}
