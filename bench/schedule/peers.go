package main

import (
	"slices"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/osmosi-learning/osmosi/campaign"
)

// leads is the place of the segment of those who lead a team.
const leads = 0

// byDate plans a person as a Go programmer would by hand, with package time.
func (w *work) byDate(dst []campaign.Slot, e *employee, caps bool) []campaign.Slot {
	first := len(dst)
	var mails [64]time.Time
	sent := mails[:0]
	for i := range w.touchpoints {
		t := &w.touchpoints[i]
		if !t.fits(e, e.in>>leads&1 == 1) {
			continue
		}
		day := t.day
		if !e.briefed.IsZero() && !day.After(e.briefed) {
			day = e.briefed.AddDate(0, 0, 1)
		}
		for ; !day.After(t.until); day = day.AddDate(0, 0, 1) {
			if e.days[day.Weekday()] && (!t.push || !w.off[e.region][dateOf(day)] && (!caps || !t.mail || room(sent, day))) {
				break
			}
		}
		if day.After(t.until) {
			continue
		}
		if t.mail {
			sent = append(sent, day)
		}
		at := time.Date(day.Year(), day.Month(), day.Day(), t.hour, t.minute, 0, 0, e.zone)
		dst = append(dst, campaign.Slot{Touchpoint: t.index, Minute: uint32(at.Unix() / 60)})
	}
	sorted(dst[first:])
	return dst
}

// room reports whether one more on a day makes at most two in any seven days.
func room(sent []time.Time, day time.Time) bool {
	for first := -6; first <= 0; first++ {
		from := day.AddDate(0, 0, first)
		to := from.AddDate(0, 0, 7)
		n := 0
		for _, s := range sent {
			if !s.Before(from) && s.Before(to) {
				n++
			}
		}
		if n >= 2 {
			return false
		}
	}
	return true
}

// sorted orders slots by time; the same zone everywhere makes that the order on
// the wall too.
func sorted(slots []campaign.Slot) {
	slices.SortStableFunc(slots, func(a, b campaign.Slot) int { return int(a.Minute) - int(b.Minute) })
}

// byRule plans a person with recurrence rules: their working days less the
// holidays, from each touchpoint's first day on. It knows no caps.
func (w *work) byRule(dst []campaign.Slot, e *employee) ([]campaign.Slot, error) {
	first := len(dst)
	weekdays := [7]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}
	var days []rrule.Weekday
	for d, works := range e.days {
		if works {
			days = append(days, weekdays[d])
		}
	}
	for i := range w.touchpoints {
		t := &w.touchpoints[i]
		if !t.fits(e, e.in>>leads&1 == 1) {
			continue
		}
		day := t.day
		if !e.briefed.IsZero() && !day.After(e.briefed) {
			day = e.briefed.AddDate(0, 0, 1)
		}
		start := time.Date(day.Year(), day.Month(), day.Day(), t.hour, t.minute, 0, 0, e.zone)
		rule, err := rrule.NewRRule(rrule.ROption{Freq: rrule.DAILY, Dtstart: start, Byweekday: days, Until: time.Date(t.until.Year(), t.until.Month(), t.until.Day(), 23, 59, 0, 0, e.zone)})
		if err != nil {
			return nil, err
		}
		next := rule.Iterator()
		for {
			at, ok := next()
			if !ok {
				break
			}
			if t.push && w.off[e.region][dateOf(at)] {
				continue
			}
			dst = append(dst, campaign.Slot{Touchpoint: t.index, Minute: uint32(at.Unix() / 60)})
			break
		}
	}
	sorted(dst[first:])
	return dst, nil
}
