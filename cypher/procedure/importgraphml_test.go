package procedure

import "testing"

func FuzzGraphML(f *testing.F) {
	f.Add([]byte(`<graphml><key id="a" attr.name="b" attr.type="long"/><graph><node id="n0" labels=":A"><data key="a">1</data></node></graph></graphml>`))
	f.Add([]byte(`<edge source="x" target="y" label="R"/>`))
	f.Add([]byte(`<node><node><data key="x"><b/></data>`))
	f.Add([]byte(`<!DOCTYPE x [<!ENTITY a "b">]><key id="&a;"/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if g, err := readGraphML(data); (g == nil) == (err == nil) {
			t.Fatalf("%v, %v", g, err)
		}
	})
}
