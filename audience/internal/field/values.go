package field

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/osmosi-learning/osmosi/engagement"
)

// Values reads languages and time zones, and remembers those it has seen: a
// workforce has many people and few of either.
type Values struct {
	fallback  engagement.Language
	matcher   language.Matcher
	languages map[string]engagement.Language
	zones     map[string]bool
}

// NewValues returns a reader of values. The fallback is the language of people
// who want one that Osmosi does not write; it may be empty.
func NewValues(fallback engagement.Language) *Values {
	var tags []language.Tag
	for _, l := range engagement.Languages() {
		tags = append(tags, language.Make(string(l)))
	}
	return &Values{fallback, language.NewMatcher(tags), map[string]engagement.Language{}, map[string]bool{}}
}

// Language returns which of Osmosi's languages suits a BCP 47 tag such as
// nl-BE, or a list of them as in an Accept-Language header. It reports false
// where the text is no such thing.
func (v *Values) Language(text string) (engagement.Language, bool) {
	if l, seen := v.languages[text]; seen {
		return l, true
	}
	wanted, _, err := language.ParseAcceptLanguage(text)
	if err != nil {
		return "", false
	}
	l := v.fallback
	if _, i, confidence := v.matcher.Match(wanted...); confidence > language.No {
		l = engagement.Languages()[i]
	}
	v.languages[text] = l
	return l, true
}

// TimeZone reports whether the machine knows an IANA time zone: what cannot be
// loaded here can't be scheduled here either.
func (v *Values) TimeZone(name string) bool {
	known, seen := v.zones[name]
	if !seen {
		_, err := time.LoadLocation(name)
		known = err == nil && name != "Local" // which differs from machine to machine
		v.zones[name] = known
	}
	return known
}

// Number reads a decimal number with a point. It reports false for anything
// else that strconv would take: hexadecimal digits, infinities, not a number.
func Number(text string) (float64, bool) {
	if strings.Trim(text, "0123456789.eE+-") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}

// NumberWithComma reads a decimal number with a comma, as Italian and Dutch have
// it. Points may set its thousands apart: 1.234,5.
func NumberWithComma(text string) (float64, bool) {
	whole, fraction, decimal := strings.Cut(text, ",")
	if strings.ContainsAny(fraction, ".,") {
		return 0, false
	}
	if groups := strings.Split(strings.TrimLeft(whole, "+-"), "."); len(groups) > 1 {
		for i, group := range groups {
			if strings.Trim(group, "0123456789") != "" || len(group) > 3 || group == "" || i > 0 && len(group) < 3 {
				return 0, false
			}
		}
		whole = strings.ReplaceAll(whole, ".", "")
	}
	if decimal {
		whole += "." + fraction
	}
	return Number(whole)
}

// Date reads a date as ISO 8601 has it, or with its day (d), month (m) and year
// (y) in the given order, such as dmy: 31-1-2027, 31/01/2027, 31.01.2027. Years
// have four digits. A midnight that databases append is no part of the date.
func Date(text, order string) (engagement.Date, bool) {
	if at := strings.IndexAny(text, " T"); at > 0 && len(text) > at+4 && strings.Trim(text[at+1:], "0:.") == "" && strings.HasPrefix(text[at+1:], "00:00") {
		text = text[:at]
	}
	if d := engagement.Date(text); d.Valid() {
		return d, true
	}
	at := strings.IndexAny(text, "-/.")
	if at < 0 || len(order) != 3 {
		return "", false
	}
	parts := strings.Split(text, text[at:at+1])
	if len(parts) != 3 {
		return "", false
	}
	var year, month, day string
	for i, part := range parts {
		switch order[i] {
		case 'y':
			year = part
		case 'm':
			month = part
		case 'd':
			day = part
		}
	}
	if len(year) != 4 || len(month) > 2 || len(day) > 2 {
		return "", false
	}
	d := engagement.Date(year + "-" + twoDigits(month) + "-" + twoDigits(day))
	return d, d.Valid()
}

func twoDigits(text string) string {
	if len(text) == 1 {
		return "0" + text
	}
	return text
}

// Flag reads yes or no as tables write it in Osmosi's languages, in any case.
func Flag(text string) (value, ok bool) {
	switch strings.ToLower(text) {
	case "true", "yes", "y", "1", "vero", "sì", "si", "s", "waar", "ja", "j":
		return true, true
	case "false", "no", "n", "0", "falso", "onwaar", "nee":
		return false, true
	}
	return false, false
}
