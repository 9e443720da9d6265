package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

// A proposition that has words of its own for a segment is told in them on the
// page too, and not in those for everyone.
func TestTheWidgetSpeaksInTheWordsOfTheSegment(t *testing.T) {
	c := lumentaCompany(t)
	in, page := start(t), open(t)
	p := who(t, c, "production", "en")
	const decided = `document.querySelector("osmosi-widget").decision`
	page.visit(in.url("/?%s", query(p, "", string(c.plan.Brief.Frame.Retain.AddDays(14)))))
	page.until(decided + ` !== null`)
	for range 8 { // what is for production alone comes first
		proposition, wording := page.text(decided+`.proposition ?? ""`), page.text(decided+`.wording ?? ""`)
		require.NotEmpty(t, proposition)
		if wording == "" {
			page.press("not-now")
			page.until(decided + `.proposition !== "` + proposition + `"`)
			continue
		}
		q := c.plan.Brief.Proposition(proposition)
		text := strings.Join(strings.Fields(page.text(shadow+".textContent")), " ")
		require.Contains(t, text, q.GainFor(wording).In(engagement.English))
		require.NotContains(t, text, q.Gain.In(engagement.English))
		page.quiet()
		return
	}
	t.Fatal("the widget shows nothing that has words of its own for a segment")
}
