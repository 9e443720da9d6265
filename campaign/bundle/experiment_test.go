package bundle_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

func TestABundleHasTheTextsOfVariantsAndWhatIsHeldBack(t *testing.T) {
	p, _ := plan(t)
	before, err := bundle.New(p)
	require.NoError(t, err)
	require.NotContains(t, string(before[bundle.Index]), "holdouts")
	require.NotContains(t, string(before["content.en.json"]), "variants")

	name, title := engagement.Text{It: "a", Nl: "b", En: "c"}, engagement.Text{It: "Altro", Nl: "Anders", En: "Other"}
	p.Brief.Experiments = []campaign.Experiment{
		{ID: "half", Name: name, Seed: "half", Holdout: &campaign.Holdout{Share: 0.5, Touchpoints: []string{"your-hour", "first-month"}}},
		{ID: "words", Name: name, Seed: "words", Comparison: &campaign.Comparison{Touchpoint: "your-hour", Control: 0.5, Variants: []campaign.Variant{{ID: "b", Weight: 0.5, Title: &title}}}},
	}
	b, err := bundle.New(p)
	require.NoError(t, err)
	var index struct{ Holdouts map[string][]string }
	require.NoError(t, json.Unmarshal(b[bundle.Index], &index))
	require.ElementsMatch(t, []string{"your-hour", "first-month"}, index.Holdouts["half"])
	var content struct {
		Touchpoints map[string]struct {
			Title    string
			Body     json.RawMessage
			Variants map[string]struct {
				Title string
				Body  json.RawMessage
			}
		}
	}
	require.NoError(t, json.Unmarshal(b["content.nl.json"], &content))
	for id, one := range content.Touchpoints {
		if id != "your-hour" {
			require.Empty(t, one.Variants, id)
			continue
		}
		require.Len(t, one.Variants, 1)
		require.Equal(t, "Anders", one.Variants["words:b"].Title)
		require.JSONEq(t, string(one.Body), string(one.Variants["words:b"].Body))
	}

	// What the shell tells the engine is held back is not shown.
	var engine exchange.Engine
	engine.Call("load", b[bundle.Index])
	at := ""
	for _, one := range p.Touchpoints {
		if one.ID == "your-hour" {
			at = `"at":"` + string(one.Date) + "T" + p.Touchpoint(one.ID).Time + `"`
		}
	}
	held, err := json.Marshal(index.Holdouts["half"])
	require.NoError(t, err)
	require.Contains(t, string(engine.Call("decide", []byte(`{`+at+`}`))), `"touchpoint":"your-hour"`)
	require.NotContains(t, string(engine.Call("decide", []byte(`{`+at+`,"held":`+string(held)+`}`))), "your-hour")
}
