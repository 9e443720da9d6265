// Package statistic holds figures that are pure functions of numbers: one a
// file, with its published source.
package statistic
