package ast

// TriggerEvent is what a trigger waits for.
type TriggerEvent uint8

// The events.
const (
	AnyEvent TriggerEvent = iota
	CreateEvent
	UpdateEvent
	DeleteEvent
)

// TriggerObject is what the event of a trigger is about.
type TriggerObject uint8

// The objects of events.
const (
	AnyObject          TriggerObject = iota
	NodeObject                       // ()
	RelationshipObject               // -->
)

// CreateTrigger is CREATE TRIGGER name … EXECUTE query.
type CreateTrigger struct {
	Pos     Pos
	Name    string
	Invoker bool // SECURITY INVOKER
	Event   TriggerEvent
	Object  TriggerObject
	Before  bool // BEFORE COMMIT, or else AFTER
	Query   *Query
	Text    string // of the query
}

// DropTrigger is DROP TRIGGER name.
type DropTrigger struct {
	Pos  Pos
	Name string
}

func (*CreateTrigger) statement() {}
func (*DropTrigger) statement()   {}

// triggerVariables are the variables that say what has happened, by event and object.
var triggerVariables = []struct {
	name   string
	event  TriggerEvent
	object TriggerObject
}{
	{"createdVertices", CreateEvent, NodeObject},
	{"createdEdges", CreateEvent, RelationshipObject},
	{"createdObjects", CreateEvent, AnyObject},
	{"deletedVertices", DeleteEvent, NodeObject},
	{"deletedEdges", DeleteEvent, RelationshipObject},
	{"deletedObjects", DeleteEvent, AnyObject},
	{"setVertexProperties", UpdateEvent, NodeObject},
	{"setEdgeProperties", UpdateEvent, RelationshipObject},
	{"removedVertexProperties", UpdateEvent, NodeObject},
	{"removedEdgeProperties", UpdateEvent, RelationshipObject},
	{"setVertexLabels", UpdateEvent, NodeObject},
	{"removedVertexLabels", UpdateEvent, NodeObject},
	{"updatedVertices", UpdateEvent, NodeObject},
	{"updatedEdges", UpdateEvent, RelationshipObject},
	{"updatedObjects", UpdateEvent, AnyObject},
}

// Variables returns the names of the variables that the query of a trigger finds.
func (t *CreateTrigger) Variables() []string {
	var names []string
	for _, v := range triggerVariables {
		if (t.Event == AnyEvent || t.Event == v.event) && (t.Object == AnyObject || t.Object == v.object) {
			names = append(names, v.name)
		}
	}
	return names
}

// TriggerParameter returns the name of the parameter that stands for such a variable in
// the query. No statement can write it.
func TriggerParameter(variable string) string { return "#" + variable }
