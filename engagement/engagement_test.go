package engagement_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func TestTheLanguageThatSuitsBestIsChosen(t *testing.T) {
	all := engagement.Languages()
	for wanted, want := range map[string]engagement.Language{
		"nl-BE": engagement.Dutch, "it-CH": engagement.Italian, "en-IE": engagement.English,
		"de, nl;q=0.8, en;q=0.5": engagement.Dutch, "zh": engagement.Italian, "": engagement.Italian, "!!": engagement.Italian,
	} {
		require.Equal(t, want, engagement.MatchLanguage(all, wanted), wanted)
	}
	require.Equal(t, engagement.Dutch, engagement.MatchLanguage(all, "fi", "nl", "it"), "the first that is available")
	require.Equal(t, engagement.English, engagement.MatchLanguage(nil, "nl"))
}

func TestATextNeverFallsBackToAnotherLanguage(t *testing.T) {
	text := engagement.Text{It: "ciao", En: "hello"}
	require.Equal(t, "ciao", text.In(engagement.Italian))
	require.Equal(t, "hello", text.In(engagement.English))
	require.Empty(t, text.In(engagement.Dutch))
	require.Empty(t, text.In("de"))
	require.Equal(t, []engagement.Language{engagement.Dutch}, text.Missing(engagement.Languages()))
	require.False(t, text.IsZero())
	require.True(t, engagement.Text{}.IsZero())
}

func TestCharactersAreCountedAsPeopleSeeThem(t *testing.T) {
	for text, want := range map[string]int{"": 0, "perché": 6, "perche\u0301": 6, "👩🏽‍🔧 ok": 4, "🇮🇹🇳🇱": 2} {
		require.Equal(t, want, engagement.Characters(text), text)
	}
}

func TestDates(t *testing.T) {
	require.True(t, engagement.Date("2028-02-29").Valid())
	require.False(t, engagement.Date("2027-02-29").Valid())
	require.Equal(t, engagement.Date("2027-03-01"), engagement.Date("2027-02-28").AddDays(1))
	require.Equal(t, engagement.Date("2026-12-31"), engagement.Date("2027-01-01").AddDays(-1))
	require.Equal(t, engagement.Date("soon"), engagement.Date("soon").AddDays(1))
	n, ok := engagement.Date("2027-01-01").DaysUntil("2027-12-31")
	require.True(t, ok)
	require.Equal(t, 364, n)
	_, ok = engagement.Date("2027-01-01").DaysUntil("")
	require.False(t, ok)
}

func TestEachLevelKnowsTheOneAbove(t *testing.T) {
	levels := engagement.Levels()
	for i := 1; i < len(levels); i++ {
		above, has := levels[i].Above()
		require.True(t, has)
		require.Equal(t, levels[i-1], above)
	}
	_, has := levels[0].Above()
	require.False(t, has)
}

func TestListsHoldEveryKindOnce(t *testing.T) {
	require.Len(t, unique(t, engagement.DriverKinds()), 5)
	require.Len(t, unique(t, engagement.Needs()), 5)
	require.Len(t, unique(t, engagement.Reasons()), 4)
	require.Len(t, unique(t, engagement.Factors()), 4)
	require.Len(t, unique(t, engagement.Parties()), 2)
	require.Len(t, unique(t, engagement.Units()), 11)
	require.Len(t, unique(t, engagement.EvidenceKinds()), 4)
}

func unique[S ~string](t *testing.T, list []S) map[S]bool {
	t.Helper()
	set := map[S]bool{}
	for _, s := range list {
		require.False(t, set[s], s)
		set[s] = true
	}
	return set
}

func TestFindingsJoinIntoOneError(t *testing.T) {
	fs := engagement.Findings{
		{Code: "OSM-X-001", Severity: engagement.SeverityError, Path: "/a", Message: engagement.Text{It: "uno", Nl: "een", En: "one"}},
		{Code: "OSM-X-002", Severity: engagement.SeverityAdvice, Path: "/b", Message: engagement.Text{It: "due", Nl: "twee", En: "two"}},
		{Code: "OSM-X-003", Severity: engagement.SeverityError, Message: engagement.Text{It: "tre", Nl: "drie", En: "three"}},
	}
	require.EqualError(t, fs.Err(), "OSM-X-001 at /a: one\nOSM-X-003 at /: three")
	var one *engagement.Finding
	require.True(t, errors.As(fs.Err(), &one))
	require.Equal(t, "OSM-X-001", one.Code)
	require.Len(t, fs.Errors(), 2)
	require.Equal(t, "OSM-X-002", fs.Advice()[0].Code)
	require.NoError(t, fs.Advice().Err())
	require.Equal(t, 3, strings.Count(fs.In(engagement.Dutch), "\n"))
	require.Contains(t, fs.In(engagement.Dutch), "OSM-X-002 /b: twee")
}
