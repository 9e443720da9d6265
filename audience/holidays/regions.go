package holidays

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cy"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ee"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fi"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/hu"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/is"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lu"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mt"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/rs"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/us"
)

// region is a country, or a part of one with days of its own.
type region struct {
	code string // ISO 3166: the country, or the country, a dash and the part
	days []*cal.Holiday
}

// regions are all that are known, in order of their codes. The calendars are
// the library's, but for two: Italy has had Saint Francis' Day again since 2026
// (law 151 of 8 October 2025), and Good Friday is a working day in the
// Netherlands.
func regions() []region {
	saintFrancis := &cal.Holiday{Name: "San Francesco d’Assisi", StartYear: 2026, Month: time.October, Day: 4, Func: cal.CalcDayOfMonth}
	return []region{
		{"at", at.Holidays},
		{"be", be.Holidays},
		{"bg", bg.Holidays},
		{"ca", ca.Holidays},
		{"ch", ch.Holidays},
		{"ch-ag", ch.HolidaysAG},
		{"ch-ai", ch.HolidaysAI},
		{"ch-ar", ch.HolidaysAR},
		{"ch-be", ch.HolidaysBE},
		{"ch-bl", ch.HolidaysBL},
		{"ch-bs", ch.HolidaysBS},
		{"ch-fr", ch.HolidaysFR},
		{"ch-ge", ch.HolidaysGE},
		{"ch-gl", ch.HolidaysGL},
		{"ch-gr", ch.HolidaysGR},
		{"ch-ju", ch.HolidaysJU},
		{"ch-lu", ch.HolidaysLU},
		{"ch-ne", ch.HolidaysNE},
		{"ch-nw", ch.HolidaysNW},
		{"ch-ow", ch.HolidaysOW},
		{"ch-sg", ch.HolidaysSG},
		{"ch-sh", ch.HolidaysSH},
		{"ch-so", ch.HolidaysSO},
		{"ch-sz", ch.HolidaysSZ},
		{"ch-tg", ch.HolidaysTG},
		{"ch-ti", ch.HolidaysTI},
		{"ch-ur", ch.HolidaysUR},
		{"ch-vd", ch.HolidaysVD},
		{"ch-vs", ch.HolidaysVS},
		{"ch-zg", ch.HolidaysZG},
		{"ch-zh", ch.HolidaysZH},
		{"cy", cy.Holidays},
		{"cz", cz.Holidays},
		{"de", de.Holidays},
		{"de-bb", de.HolidaysBB},
		{"de-be", de.HolidaysBE},
		{"de-bw", de.HolidaysBW},
		{"de-by", de.HolidaysBY},
		{"de-hb", de.HolidaysHB},
		{"de-he", de.HolidaysHE},
		{"de-hh", de.HolidaysHH},
		{"de-mv", de.HolidaysMV},
		{"de-ni", de.HolidaysNI},
		{"de-nw", de.HolidaysNW},
		{"de-rp", de.HolidaysRP},
		{"de-sh", de.HolidaysSH},
		{"de-sl", de.HolidaysSL},
		{"de-sn", de.HolidaysSN},
		{"de-st", de.HolidaysST},
		{"de-th", de.HolidaysTH},
		{"dk", dk.Holidays},
		{"ee", ee.Holidays},
		{"es", es.Holidays},
		{"fi", fi.Holidays},
		{"fr", fr.Holidays},
		{"gb", gb.Holidays},
		{"gr", gr.Holidays},
		{"hr", hr.Holidays},
		{"hu", hu.Holidays},
		{"ie", ie.Holidays},
		{"is", is.Holidays},
		{"it", append(slices.Clone(it.Holidays), saintFrancis)},
		{"lt", lt.Holidays},
		{"lu", lu.Holidays},
		{"lv", lv.Holidays},
		{"mt", mt.Holidays},
		{"nl", slices.DeleteFunc(slices.Clone(nl.Holidays), func(h *cal.Holiday) bool { return h == nl.GoedeVrijdag })},
		{"no", no.Holidays},
		{"pl", pl.Holidays},
		{"pt", pt.Holidays},
		{"ro", ro.Holidays},
		{"rs", rs.Holidays},
		{"se", se.Holidays},
		{"si", si.Holidays},
		{"sk", sk.Holidays},
		{"us", us.Holidays},
	}
}
