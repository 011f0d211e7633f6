// Package schema runs the statements on what a database knows of its data: indexes, constraints, enumerations and
// descriptions. It shows them, names them, surveys the data for SHOW SCHEMA INFO, and writes each of them as the
// statement that makes it again.
package schema
