package audience_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

func explained() []audience.Trait {
	return []audience.Trait{
		{Name: "department", Kind: audience.TextTrait, Values: []string{"sales", "care"}, Label: engagement.Text{It: "Reparto", Nl: "Afdeling", En: "Department"},
			ValueLabels: map[string]engagement.Text{"sales": {It: "Vendite", Nl: "Verkoop", En: "Sales"}, "care": {It: "Cura", Nl: "Zorg", En: "Care"}}},
		{Name: audience.TraitHired, Kind: audience.DateTrait, Label: engagement.Text{It: "Assunzione", Nl: "In dienst gekomen", En: "Hired"}},
		{Name: audience.TraitLeaders, Kind: audience.ListTrait},
		{Name: "fte", Kind: audience.NumberTrait, Label: engagement.Text{It: "FTE", Nl: "FTE", En: "FTE"}},
		{Name: "skills", Kind: audience.ListTrait, Label: engagement.Text{It: "Competenze", Nl: "Vaardigheden", En: "Skills"}},
		{Name: "client", Kind: audience.TextTrait},
		{Name: "mentor", Kind: audience.FlagTrait, Label: engagement.Text{It: "«Fa da guida»", Nl: "‘Is mentor’", En: "“Is a mentor”"}},
		{Name: "did.lift", Kind: audience.TextTrait, Label: engagement.Text{It: "Sollevare bene", Nl: "Goed tillen", En: "Lifting well"}},
	}
}

func TestConditionsSayWhatTheyMean(t *testing.T) {
	for _, c := range []struct{ condition, it, nl, en string }{
		{`{}`, "tutte le persone", "iedereen", "everyone"},
		{`{"$or":[]}`, "tutte le persone", "iedereen", "everyone"},
		{`{"$nor":[]}`, "nessuna persona", "niemand", "nobody"},
		{`{"department":{"$in":[]}}`, "nessuna persona", "niemand", "nobody"},
		{`{"department":"sales"}`, "persone per cui vale: reparto Vendite", "mensen voor wie geldt: afdeling is Verkoop", "people for whom this holds: department is Sales"},
		{`{"department":"sales","hired":{"$since":"-P90D"}}`, "persone per cui vale: reparto Vendite e assunzione non più di 90 giorni fa",
			"mensen voor wie geldt: afdeling is Verkoop en in dienst gekomen hoogstens 90 dagen geleden", "people for whom this holds: department is Sales and hired no more than 90 days ago"},
		{`{"hired":{"$before":"-P1Y1M"}}`, "persone per cui vale: assunzione più di 1 anno e 1 mese fa", "mensen voor wie geldt: in dienst gekomen meer dan 1 jaar en 1 maand geleden",
			"people for whom this holds: hired more than 1 year and 1 month ago"},
		{`{"hired":{"$lt":"2027-01-11"}}`, "persone per cui vale: assunzione prima del giorno 11 gennaio 2027", "mensen voor wie geldt: in dienst gekomen vóór 11 januari 2027", "people for whom this holds: hired before 11 January 2027"},
		{`{"fte":{"$gte":0.5,"$lt":1200}}`, "persone per cui vale: FTE di almeno 0,5 e FTE inferiore a 1.200", "mensen voor wie geldt: FTE is minstens 0,5 en FTE is minder dan 1.200",
			"people for whom this holds: FTE is at least 0.5 and FTE is less than 1,200"},
		{`{"$not":{"department":{"$in":["sales","care"]}},"manager":false}`, "persone per cui vale: reparto che non è Vendite o Cura; e non guida un team",
			"mensen voor wie geldt: afdeling is niet Verkoop of Zorg; en geeft geen leiding aan een team", "people for whom this holds: department is not Sales or Care; and does not lead a team"},
		{`{"skills":{"$all":["go","sql"]},"did.lift":"completed"}`, "persone per cui vale: competenze, tra cui go e sql; e ha completato «Sollevare bene»",
			"mensen voor wie geldt: vaardigheden, waaronder go en sql; en heeft ‘Goed tillen’ afgerond", "people for whom this holds: skills include go and sql; and has completed “Lifting well”"},
		{`{"$or":[{"leaders.0":"anna"},{"leaders":{"$in":["bo"]},"department":"care"}]}`, "persone per cui vale: riporta a anna o (nel team di bo, a qualsiasi livello; e reparto Cura)",
			"mensen voor wie geldt: valt rechtstreeks onder anna of (in het team van bo, op welk niveau ook; en afdeling is Zorg)",
			"people for whom this holds: reports to anna or (in the team of bo, directly or further down; and department is Care)"},
		{`{"needs":{"$in":["career"]},"did.push":{"$exists":false}}`, "persone per cui vale: bisogni, tra cui fare carriera; e non ha fatto nulla con «push»",
			"mensen voor wie geldt: behoeften, waaronder verder komen in je loopbaan; en heeft niets met ‘push’ gedaan", "people for whom this holds: needs include getting ahead in a career and has done nothing with “push”"},
		{`{"did.lift":{"$nin":["started","completed"]},"did.push":"dismissed"}`, "persone per cui vale: non ha «Sollevare bene» in corso e non ha completato «Sollevare bene»; e ha rimandato «push»",
			"mensen voor wie geldt: is niet bezig met ‘Goed tillen’ en heeft ‘Goed tillen’ niet afgerond; en heeft ‘push’ uitgesteld", "people for whom this holds: is not in the middle of “Lifting well” and has not completed “Lifting well”; and has put off “push”"},
		{`{"stance":{"$in":["sceptical","unaware"]},"manager":{"$ne":true}}`, "persone per cui vale: quanto all’iniziativa, non ci crede o non la conosce; e non guida un team", "mensen voor wie geldt: wat het initiatief betreft: ziet er niets in of kent het niet; en geeft geen leiding aan een team",
			"people for whom this holds: as to the initiative, doubts it or does not know it; and does not lead a team"},
		{`{"stance":{"$ne":"sceptical"},"tenureDays":{"$lt":90},"mentor":true}`, "persone per cui vale: non vale «quanto all’iniziativa, non ci crede»; tempo in azienda inferiore a 90 giorni; e «fa da guida»",
			"mensen voor wie geldt: ‘wat het initiatief betreft: ziet er niets in’ geldt niet, tijd in dienst is minder dan 90 dagen en ‘is mentor’", "people for whom this holds: “as to the initiative, doubts it” does not hold; time since joining is less than 90 days; and “is a mentor”"},
		{`{"client":{"$vgte":"2.10.0"},"department":{"$exists":true}}`, "persone per cui vale: client di almeno versione 2.10.0 e dato presente (reparto)", "mensen voor wie geldt: client is minstens versie 2.10.0 en afdeling is bekend",
			"people for whom this holds: client is at least version 2.10.0 and department is known"},
	} {
		condition, err := audience.ParseCondition(c.condition)
		require.NoError(t, err)
		for l, want := range map[engagement.Language]string{engagement.Italian: c.it, engagement.Dutch: c.nl, engagement.English: c.en} {
			require.Equal(t, want, condition.Explain(l, explained()), c.condition)
		}
	}
}

func TestAMatchTellsOnlyWhatMadeItTrue(t *testing.T) {
	profile := []byte(`{"department":"sales","fte":0.8,"hired":"2026-12-01","leaders":["bo","anna"],"manager":false,"skills":["go","sql"]}`)
	for text, want := range map[string]string{
		`{}`: "because it is for everyone",
		`{"department":{"$in":["care","sales"]}}`:                                "because department is Sales",
		`{"$or":[{"department":"care"},{"fte":{"$lt":1}}]}`:                      "because FTE is less than 1",
		`{"$or":[{"department":"sales"},{"fte":{"$lt":1}}]}`:                     "because department is Sales or FTE is less than 1",
		`{"skills":{"$in":["sql","rust"]},"hired":{"$since":"-P90D"}}`:           "because skills include sql and hired no more than 90 days ago",
		`{"$nor":[{"department":"care"},{"manager":true}]}`:                      "because department is not Care and does not lead a team",
		`{"$not":{"$and":[{"department":"sales"},{"fte":{"$gte":1}}]}}`:          "because “FTE is at least 1” does not hold",
		`{"$not":{"skills":{"$size":{"$gt":2}}}}`:                                "because “the number of skills is more than 2” does not hold",
		`{"leaders":{"$in":["anna","cees"]},"did.lift":{"$ne":"completed"}}`:     "because in the team of anna, directly or further down; and has not completed “Lifting well”",
		`{"$or":[{"department":{"$regx":"x"}},{"department":{"$regex":"^sa"}}]}`: "because department matches the pattern ^sa",
	} {
		c, err := audience.ParseCondition(text)
		require.NoError(t, err)
		because, met, err := c.Because(engagement.English, explained(), profile, "2027-01-11", map[string]string{"lift": "started"})
		require.NoError(t, err)
		require.True(t, met, text)
		require.Equal(t, want, because)
	}
	because, met, err := audience.Is("department", "care").Because(engagement.Dutch, explained(), profile, "2027-01-11", nil)
	require.NoError(t, err)
	require.False(t, met)
	require.Empty(t, because)
	_, _, err = audience.Condition{}.Because(engagement.Dutch, nil, []byte(`[]`), "2027-01-11", nil)
	require.EqualError(t, err, "profile: expected an object, found []")
}

// A segment says whom it is about, and somebody learns why they are in it.
func ExampleCondition_Because() {
	condition := audience.All(audience.In("department", "sales", "care"), audience.Since(audience.TraitHired, "-P90D"))
	fmt.Println(condition.Explain(engagement.English, explained()))
	because, _, _ := condition.Because(engagement.English, explained(), []byte(`{"department":"sales","hired":"2026-12-01"}`), "2027-01-11", nil)
	fmt.Println(because)
	// Output:
	// people for whom this holds: department is Sales or Care; and hired no more than 90 days ago
	// because department is Sales and hired no more than 90 days ago
}
