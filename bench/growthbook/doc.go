// Package growthbook holds Osmosi's conditions against GrowthBook's: its public
// suite of cases, the same answers on conditions made at random, and the time
// both take.
package growthbook
