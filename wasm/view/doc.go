// Package view draws the widget's first view on the server, as a declarative
// shadow root: a page shows the card before any script has loaded, and also
// where none ever does. The choice is the engine's own, for a person of whom
// nothing is known, so that the page needs no profile to be rendered and may be
// cached for everyone. When the element comes to life it takes the shadow root
// over and draws the person's own card in its place.
package view
