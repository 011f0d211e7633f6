package eval

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"memgraphd/engine/value"
)

var xmlFunctions = []function{
	{
		name: "xml_module.parse", aliases: []string{"apoc.xml.parse"}, params: params("xml STRING", "simple BOOLEAN"), optional: 1, result: "MAP", grows: true,
		doc: "An XML text as maps: the name of an element is _type, its text _text, and its elements are _children, or _name of the element if simple.", call: parseXML,
	},
}

// xmlElement is an element of an XML text that is not at its end yet.
type xmlElement struct {
	name     string
	entries  []value.Entry
	text     strings.Builder
	children []value.Value
}

func parseXML(_ *Context, args []value.Value) (value.Value, error) {
	simple := len(args) > 1 && args[1].AsBool()
	d := xml.NewDecoder(strings.NewReader(args[0].AsString()))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // a string is UTF-8, whatever it says
	root := &xmlElement{}
	open := []*xmlElement{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return value.Null, argumentErrorf("The text is not XML: %s.", strings.TrimPrefix(err.Error(), "XML syntax error on "))
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			if len(open) > value.MaxStoredNesting {
				return value.Null, argumentErrorf("The elements of an XML text may be nested up to %d deep.", value.MaxStoredNesting)
			}
			open = append(open, newXMLElement(token))
		case xml.EndElement:
			open = open[:len(open)-1]
			open[len(open)-1].children = append(open[len(open)-1].children, top.value(simple))
		case xml.CharData:
			top.text.Write(token)
		}
	}
	if len(root.children) != 1 {
		return value.Null, argumentErrorf("The text is not XML: it has %d elements that no other holds, not one.", len(root.children))
	}
	return root.children[0], nil
}

func newXMLElement(start xml.StartElement) *xmlElement {
	e := &xmlElement{name: start.Name.Local}
	for _, a := range start.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			e.entries = append(e.entries, value.Entry{Key: a.Name.Local, Value: value.String(a.Value)})
		}
	}
	return e
}

func (e *xmlElement) value(simple bool) value.Value {
	entries := append(e.entries, value.Entry{Key: "_type", Value: value.String(e.name)})
	if text := strings.TrimSpace(e.text.String()); text != "" {
		entries = append(entries, value.Entry{Key: "_text", Value: value.String(text)})
	}
	if len(e.children) > 0 {
		key := "_children"
		if simple {
			key = "_" + e.name
		}
		entries = append(entries, value.Entry{Key: key, Value: value.List(e.children)})
	}
	return value.Map(entries)
}
