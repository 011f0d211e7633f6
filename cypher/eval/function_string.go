package eval

var stringFunctions = []function{}
