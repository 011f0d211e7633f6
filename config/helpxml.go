package config

import (
	"encoding/xml"
	"io"
)

type xmlFlags struct {
	XMLName xml.Name  `xml:"AllFlags"`
	Program string    `xml:"program"`
	Usage   string    `xml:"usage"`
	Flags   []xmlFlag `xml:"flag"`
}

type xmlFlag struct {
	File    string `xml:"file"`
	Name    string `xml:"name"`
	Meaning string `xml:"meaning"`
	Default string `xml:"default"`
	Current string `xml:"current"`
	Type    string `xml:"type"`
}

// HelpXML writes the visible flags in the form of gflags' --helpxml, for tools that generate
// configurations. The group takes the place of the source file.
func HelpXML(w io.Writer) error {
	doc := xmlFlags{Program: "memgraphd", Usage: "Memgraph-compatible graph database server"}
	for _, s := range table {
		if s.Hidden {
			continue
		}
		doc.Flags = append(doc.Flags, xmlFlag{
			File: string(s.Group), Name: s.Name, Meaning: s.Doc,
			Default: s.Default, Current: s.Default, Type: string(s.Type),
		})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
