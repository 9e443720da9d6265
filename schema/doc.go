// Package schema holds the JSON Schemas (2020-12) of Osmosi's documents and
// validates documents against them.
//
// The schemas are generated from the Go types and their comments:
//
//	go generate ./schema
package schema

//go:generate go run ./generate
