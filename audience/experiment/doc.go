// Package experiment shares people out over the variations of an experiment
// without keeping a list: the same person gets the same variation on every
// server and in every page. It hashes as GrowthBook does, so that hosts who
// run experiments with it get the same answers here.
package experiment
