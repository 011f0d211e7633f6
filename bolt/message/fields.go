package message

import "memgraphd/bolt/packstream"

// optionalString reads a string or null, which is the empty string. A value of
// another type is refused.
func optionalString(d *packstream.Decoder, name string) string {
	switch d.Peek() {
	case packstream.TypeString:
		return d.Key()
	case packstream.TypeNull:
		d.Null()
	default:
		d.Skip()
		d.Refuse("The field %q must be a string.", name)
	}
	return ""
}

// optionalStrings reads a list of strings or null. Anything else is refused.
func optionalStrings(d *packstream.Decoder, name string) []string {
	switch d.Peek() {
	case packstream.TypeList:
		n := d.List()
		if n == 0 {
			return nil
		}
		var list []string
		for range n {
			if d.Peek() != packstream.TypeString {
				d.Skip()
				d.Refuse("The field %q must be a list of strings.", name)
				continue
			}
			list = append(list, d.String())
		}
		return list
	case packstream.TypeNull:
		d.Null()
	default:
		d.Skip()
		d.Refuse("The field %q must be a list of strings.", name)
	}
	return nil
}

// requiredInt reads an integer. A value of another type is refused.
func requiredInt(d *packstream.Decoder, name string) int64 {
	if d.Peek() == packstream.TypeInt {
		return d.Int()
	}
	d.Skip()
	d.Refuse("The field %q must be an integer.", name)
	return -1
}
