package field

import (
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
)

// units are the units by what people write beside a number, in lower case.
var units = map[string]engagement.Unit{
	"%": engagement.Percent, "percent": engagement.Percent, "procent": engagement.Percent, "percento": engagement.Percent, "per cento": engagement.Percent,
	"min": engagement.Minutes, "mins": engagement.Minutes, "minute": engagement.Minutes, "minutes": engagement.Minutes, "minuto": engagement.Minutes, "minuti": engagement.Minutes, "minuut": engagement.Minutes, "minuten": engagement.Minutes,
	"h": engagement.Hours, "hr": engagement.Hours, "hrs": engagement.Hours, "hour": engagement.Hours, "hours": engagement.Hours, "ora": engagement.Hours, "ore": engagement.Hours, "uur": engagement.Hours, "uren": engagement.Hours, "u": engagement.Hours,
	"d": engagement.Days, "day": engagement.Days, "days": engagement.Days, "giorno": engagement.Days, "giorni": engagement.Days, "gg": engagement.Days, "dag": engagement.Days, "dagen": engagement.Days,
	"wk": engagement.Weeks, "wks": engagement.Weeks, "week": engagement.Weeks, "weeks": engagement.Weeks, "settimana": engagement.Weeks, "settimane": engagement.Weeks, "weken": engagement.Weeks,
	"mo": engagement.Months, "month": engagement.Months, "months": engagement.Months, "mese": engagement.Months, "mesi": engagement.Months, "maand": engagement.Months, "maanden": engagement.Months, "mnd": engagement.Months,
	"y": engagement.Years, "yr": engagement.Years, "yrs": engagement.Years, "year": engagement.Years, "years": engagement.Years, "anno": engagement.Years, "anni": engagement.Years, "jaar": engagement.Years, "jaren": engagement.Years, "a": engagement.Years,
	"km": engagement.Kilometres, "kms": engagement.Kilometres, "kilometre": engagement.Kilometres, "kilometres": engagement.Kilometres, "kilometer": engagement.Kilometres, "kilometers": engagement.Kilometres, "chilometro": engagement.Kilometres, "chilometri": engagement.Kilometres,
	"€": engagement.Euro, "eur": engagement.Euro, "euro": engagement.Euro, "euros": engagement.Euro,
	"pt": engagement.Score, "score": engagement.Score, "pts": engagement.Score, "point": engagement.Score, "points": engagement.Score, "punto": engagement.Score, "punti": engagement.Score, "punt": engagement.Score, "punten": engagement.Score,
}

// Measure splits a text such as "12 km", "€ 40" or "3 anni" into its number, as
// it stands there, and its unit: none where the number stands alone. It returns
// false where there is no number, or beside it what no unit is called.
func Measure(text string) (number string, unit engagement.Unit, ok bool) {
	const digits = "0123456789"
	from, last := strings.IndexAny(text, "+-.,"+digits), strings.LastIndexAny(text, digits)
	if from < 0 || last < from {
		return text, "", false
	}
	before, after := strings.TrimSpace(text[:from]), strings.TrimSpace(strings.TrimSuffix(text[last+1:], "."))
	if before == "" && after == "" {
		return text[from : last+1], "", true
	}
	if before != "" && after != "" {
		return text, "", false
	}
	unit, ok = units[strings.ToLower(before+after)]
	return text[from : last+1], unit, ok
}
