//go:build !race

package exchange

const slower = 1
