package decision

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// WorkHours are the hours in which a person works, by weekday, in a cycle of
// one week or more. They are those on the wall where the person is. Hours belong
// to the day on which they begin, also where they end on the next.
type WorkHours struct {
	First civil.Day // the Monday of the first week of a cycle
	Weeks []Week
}

// Week is the hours that begin on each day from Monday on, in order of time.
type Week [7][]Hours

// Hours are from a minute of the day to another, which is later and lies at
// most a day after it.
type Hours struct{ From, To int }

// longestCycle is how many weeks a cycle has at most.
const longestCycle = 52

// What is wrong with a text that should tell hours of work.
type HoursProblem uint8

// The problems.
const (
	HoursUnread  HoursProblem = iota + 1 // a part cannot be read
	HoursTwice                           // a part tells of time that another part has told of
	HoursAdrift                          // weeks take turns, and nothing tells from when on
	HoursMissing                         // no week has any
)

// HoursFault is a problem, the part that has it and what may stand there.
type HoursFault struct {
	Problem         HoursProblem
	Found, Expected string
	Near            []string // what the part may have meant
}

func weekdayNames() []string { return []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"} }

func longNames() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// ParseWorkHours reads hours as OpenStreetMap and schema.org write those in
// which something is open, such as "Mo-Fr 06:00-10:00,16:00-20:00; Sa
// 22:00-06:00": days as two letters or three and in any case, times as 24 hours,
// with an end that is not after the beginning on the next day. Weeks that take
// turns stand between slashes, after a date in the first of them: "2027-01-04:
// Mo-Fr 06:00-14:00 / Mo-Fr 14:00-22:00 / off". The fault is nil where there is
// none.
func ParseWorkHours(text string) (*WorkHours, *HoursFault) {
	w := &WorkHours{}
	anchored := false
	text = trim(text)
	whole := text
	if before, after, found := strings.Cut(text, ":"); found && isDigit(text[0]) && strings.Contains(before, "-") {
		day, ok := civil.Parse(before)
		if !ok {
			return nil, &HoursFault{Problem: HoursUnread, Found: before, Expected: "2027-01-04"}
		}
		w.First, text, anchored = day-civil.Day(day.Weekday()), after, true
	} else if strings.Contains(text, "/") {
		return nil, &HoursFault{Problem: HoursAdrift, Found: text, Expected: "2027-01-04: " + text}
	}
	any := false
	for more := true; more; {
		var week Week
		var part, rule string
		if part, text, more = next(text, '/'); !is(part, "off") {
			for rules := true; rules; {
				if rule, part, rules = next(part, ';'); rule == "" {
					continue
				}
				if fault := week.read(rule); fault != nil {
					return nil, fault
				}
				any = true
			}
		}
		w.Weeks = append(w.Weeks, week)
	}
	switch {
	case !any:
		return nil, &HoursFault{Problem: HoursMissing, Found: whole, Expected: "Mo-Fr 06:00-14:00"}
	case len(w.Weeks) > longestCycle:
		return nil, &HoursFault{Problem: HoursUnread, Found: light.Itoa(len(w.Weeks)), Expected: "1–" + light.Itoa(longestCycle)}
	case anchored && len(w.Weeks) == 1:
		w.First = 0 // it is the same in every week
	}
	if twice := w.twice(); twice != "" {
		return nil, &HoursFault{Problem: HoursTwice, Found: twice}
	}
	return w, nil
}

// read reads a rule: days, and the hours that begin on each.
func (w *Week) read(rule string) *HoursFault {
	at := 0
	for at < len(rule) && !isDigit(rule[at]) {
		at++
	}
	if at == 0 || at == len(rule) {
		return &HoursFault{Problem: HoursUnread, Found: rule, Expected: "Mo-Fr 06:00-14:00", Near: []string{"off"}}
	}
	days, fault := readDays(trim(rule[:at]))
	if fault != nil {
		return fault
	}
	for more, times := true, rule[at:]; more; {
		var part string
		part, times, more = next(times, ',')
		from, to, ok := cut(part)
		if !ok {
			return &HoursFault{Problem: HoursUnread, Found: part, Expected: "06:00-14:00"}
		}
		var h Hours
		if h.From, ok = civil.ParseMinute(from); !ok {
			return unreadTime(from)
		}
		if h.To, ok = civil.ParseMinute(to); to == "24:00" {
			h.To = minutesPerDay
		} else if !ok {
			return unreadTime(to)
		}
		if h.To <= h.From {
			h.To += minutesPerDay
		}
		for day := range w {
			if days&(1<<day) != 0 {
				w.add(day, h)
			}
		}
	}
	return nil
}

// add keeps the hours of a day in order.
func (w *Week) add(day int, h Hours) {
	list := append(w[day], h)
	for i := len(list) - 1; i > 0 && h.From < list[i-1].From; i-- {
		list[i], list[i-1] = list[i-1], h
	}
	w[day] = list
}

// next is what stands before a mark, without space around it, and the rest.
func next(text string, mark byte) (part, rest string, more bool) {
	for i := range len(text) {
		if text[i] == mark {
			return trim(text[:i]), text[i+1:], true
		}
	}
	return trim(text), "", false
}

// cut divides a part at a hyphen, or at the dash that programs make of one.
func cut(part string) (from, to string, ok bool) {
	if from, to, ok = strings.Cut(part, "-"); !ok {
		from, to, ok = strings.Cut(part, "–")
	}
	return trim(from), trim(to), ok
}

// unreadTime is about what is no time, and what it may have meant: 6.00 is
// near 06:00.
func unreadTime(text string) *HoursFault {
	f := &HoursFault{Problem: HoursUnread, Found: text, Expected: "06:00"}
	var digits []byte
	for i := range len(text) {
		if isDigit(text[i]) {
			digits = append(digits, text[i])
		}
	}
	if len(digits) < 3 {
		digits = append(digits, "00"...)
	}
	if len(digits) < 4 {
		digits = append([]byte{'0'}, digits...)
	}
	if len(digits) == 4 {
		meant := string(digits[:2]) + ":" + string(digits[2:])
		if _, ok := civil.ParseMinute(meant); ok {
			f.Near = []string{meant}
		}
	}
	return f
}

// readDays reads days and stretches of days, which may run past Sunday.
func readDays(text string) (days WorkDays, fault *HoursFault) {
	for more := true; more; {
		var part string
		part, text, more = next(text, ',')
		from, to, stretch := cut(part)
		first, ok := readWeekday(from)
		if !ok {
			return 0, unreadDay(from)
		}
		last := first
		if stretch {
			if last, ok = readWeekday(to); !ok {
				return 0, unreadDay(to)
			}
		}
		for day := first; ; day = (day + 1) % 7 {
			days |= 1 << day
			if day == last {
				break
			}
		}
	}
	return days, nil
}

// unreadDay is about what is no day. Of two letters nothing is near: they are
// another day in another language.
func unreadDay(text string) *HoursFault {
	f := &HoursFault{Problem: HoursUnread, Found: text, Expected: "Mo, Tu, We, Th, Fr, Sa, Su"}
	if len(text) > 2 {
		f.Near = longNames()
	}
	return f
}

func readWeekday(text string) (int, bool) {
	for day, name := range longNames() {
		if is(text, name) || is(text, name[:2]) {
			return day, true
		}
	}
	return 0, false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// is reports whether a text is a word of small letters, in any case.
func is(text, word string) bool {
	if len(text) != len(word) {
		return false
	}
	for i := range len(text) {
		if text[i]|0x20 != word[i] {
			return false
		}
	}
	return true
}

// trim takes white space off both ends.
func trim(text string) string {
	for text != "" && blank(text[:1]) {
		text = text[1:]
	}
	for text != "" && blank(text[len(text)-1:]) {
		text = text[:len(text)-1]
	}
	return text
}

func blank(c string) bool { return c == " " || c == "\t" || c == "\n" || c == "\r" }

// twice is a part whose time another has too; empty where there is none. The
// end of a cycle meets its beginning.
func (w *WorkHours) twice() string {
	const none = -1 << 30
	end := none
	cycle := len(w.Weeks) * 7 * minutesPerDay
	for turn := range 2 {
		for i := range w.Weeks {
			for day, list := range w.Weeks[i] {
				for _, h := range list {
					at := turn*cycle + (7*i+day)*minutesPerDay
					if at+h.From < end {
						return weekdayNames()[day] + " " + h.String()
					}
					end = at + h.To
				}
			}
		}
	}
	return ""
}

// String is a stretch as [ParseWorkHours] reads it.
func (h Hours) String() string {
	to := civil.FormatMinute(h.To)
	if h.To == minutesPerDay {
		to = "24:00"
	}
	return civil.FormatMinute(h.From) + "-" + to
}

// String writes the hours as [ParseWorkHours] reads them: the same hours always
// as the same text.
func (w *WorkHours) String() string {
	text := ""
	if len(w.Weeks) > 1 {
		text = w.First.String() + ": "
	}
	for i := range w.Weeks {
		if i > 0 {
			text += " / "
		}
		text += w.Weeks[i].String()
	}
	return text
}

// String writes a week, days of the same hours together.
func (w *Week) String() string {
	var rules [7]string // by day: its hours
	for day, list := range w {
		for i, h := range list {
			if i > 0 {
				rules[day] += ","
			}
			rules[day] += h.String()
		}
	}
	text := ""
	for first := range rules {
		rule := rules[first]
		if rule == "" {
			continue
		}
		if text != "" {
			text += "; "
		}
		mark := ""
		for day := first; day < 7; day++ {
			if rules[day] != rule {
				continue
			}
			text += mark + weekdayNames()[day]
			from := day
			for ; day < 7 && rules[day] == rule; day++ {
				rules[day] = ""
			}
			if day-1 > from {
				text += "-" + weekdayNames()[day-1]
			}
			mark = ","
		}
		text += " " + rule
	}
	if text == "" {
		return "off"
	}
	return text
}

// On are the hours that begin on a day.
func (w *WorkHours) On(day civil.Day) []Hours {
	n := len(w.Weeks)
	if n == 1 {
		return w.Weeks[0][day.Weekday()]
	}
	week := int(day-w.First-civil.Day(day.Weekday())) / 7 % n
	return w.Weeks[(week+n)%n][day.Weekday()]
}

// Next is the first day from one on on which hours begin.
func (w *WorkHours) Next(day civil.Day) civil.Day {
	for range 7 * len(w.Weeks) {
		if len(w.On(day)) > 0 {
			break
		}
		day++
	}
	return day
}

// Skip is time that clocks never show where a person is, since they go
// forward: from a moment, and the one that they show instead, in minutes since
// the day 0.
type Skip struct{ From, To int }

// shown is what clocks show instead of a moment: one that they skip is as much
// later as they skip.
func shown(skips []Skip, moment int) int {
	for _, s := range skips {
		if s.From <= moment && moment < s.To {
			return moment + s.To - s.From
		}
	}
	return moment
}

// during is the day on which those hours began in which a moment lies, and
// some minutes after it too; false where there are none.
func (p *placing) during(moment, minutes int) (began civil.Day, ok bool) {
	skips := p.person.Skips
	at := shown(skips, moment)
	on, _ := split(moment)
	for day := on - 2; day <= on; day++ { // where clocks skip a day, hours end on the one after the next
		for _, h := range p.hours.On(day) {
			if shown(skips, Moment(day, h.From)) <= at && at+max(minutes, 1) <= shown(skips, Moment(day, h.To)) {
				return day, true
			}
		}
	}
	return 0, false
}

// begin is the first moment after one at which hours begin, on no day off, that
// are as long as some minutes; false where there is none before the campaign is
// over.
func (p *placing) begin(moment, minutes int) (first int, ok bool) {
	skips := p.person.Skips
	after := shown(skips, moment)
	on, _ := split(moment)
	for day := on; day <= p.program.End+1 && (!ok || int(day) <= first/minutesPerDay+1); day++ {
		if slices.Contains(p.off, day) {
			continue
		}
		for _, h := range p.hours.On(day) {
			from, to := shown(skips, Moment(day, h.From)), shown(skips, Moment(day, h.To))
			if from > after && from+max(minutes, 1) <= to && (!ok || from < first) {
				first, ok = from, true
			}
		}
	}
	return first, ok
}

// next is the first day from one on on which the person works.
func (p *placing) next(day civil.Day) civil.Day {
	if p.hours != nil {
		return p.hours.Next(day)
	}
	return p.work.Next(day)
}

// atWork reports whether a touchpoint that keeps to the person's hours may come
// at a moment, be it on the day after that on which they began.
func (p *placing) atWork(t *Touchpoint, moment int) bool {
	if p.hours == nil || !t.Hours {
		return false
	}
	began, in := p.during(moment, t.Lasts)
	return in && !slices.Contains(p.off, began)
}
