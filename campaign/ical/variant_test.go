package ical_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/ical"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestACalendarHasTheTextsOfThePersonsVariant(t *testing.T) {
	b := brief(t, hour)
	title := engagement.Text{It: "Altro", Nl: "Anders", En: "Another hour"}
	b.Experiments = []campaign.Experiment{{ID: "words", Name: title, Seed: "words", Comparison: &campaign.Comparison{
		Touchpoint: "thursday-hour", Control: 0.5, Variants: []campaign.Variant{{ID: "b", Weight: 0.5, Title: &title}},
	}}}
	seen := map[bool]int{}
	for _, id := range []string{"anna", "bram", "chiara", "daan", "elif", "femke"} {
		s := schedule(t, b, somebody(id, "Europe/Rome", "ferrara"))
		made, err := ical.Invite(s, id, "thursday-hour", edition)
		require.NoError(t, err)
		taken, err := ical.Cancel(s, id, "thursday-hour", edition)
		require.NoError(t, err)
		in := s.Arms(id)["words"] == "b"
		require.Equal(t, in, strings.Contains(string(made), "Another hour"))
		require.Equal(t, in, strings.Contains(string(taken), "Another hour"))
		seen[in]++
	}
	require.Len(t, seen, 2)
}
