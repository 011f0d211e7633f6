package procedure

import "memgraphd/engine/value"

// copyProcedures copy properties from one entity to another.
var copyProcedures = []Procedure{
	copyProcedure("copyPropertyNode2Node", "NODE", "NODE"),
	copyProcedure("copyPropertyNode2Rel", "NODE", "RELATIONSHIP"),
	copyProcedure("copyPropertyRel2Node", "RELATIONSHIP", "NODE"),
	copyProcedure("copyPropertyRel2Rel", "RELATIONSHIP", "RELATIONSHIP"),
}

func copyProcedure(name, from, to string) Procedure {
	return Procedure{
		Signature: "set_property." + name + "(source :: " + from + ", source_properties :: LIST OF STRING, target :: " + to + ", target_properties :: LIST OF STRING) :: (success :: BOOLEAN)",
		Doc:       "Copies properties under keys of their own, in the order of the lists.",
		Mode:      Writes, Run: copyProperties,
	}
}

func copyProperties(c *Call) error {
	from, to := c.strings(1), c.strings(3)
	if len(from) != len(to) {
		return c.errorf("there are %d keys to copy from and %d to copy to.", len(from), len(to))
	}
	for i, key := range from {
		if err := c.setProperty(c.Args[2], to[i], c.property(c.Args[0], key)); err != nil {
			return err
		}
	}
	return c.Yield(value.Bool(true))
}
