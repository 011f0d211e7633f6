package eval

var mapFunctions = []function{}
