// Package field reads the single values that tables and SCIM resources have in
// common, and gathers what went wrong.
package field
