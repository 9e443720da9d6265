package xapi

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/internal/shape"
)

// The faults that a statement can have, and the terms of an exchange.
const (
	notJSON        = "OSM-XAPI-001" // found: the problem
	wrongType      = "OSM-XAPI-002" // found: the value; expected: string, number, boolean, object or array
	missing        = "OSM-XAPI-003" // expected: the property
	unknown        = "OSM-XAPI-004" // found: the property
	null           = "OSM-XAPI-005" // found: the property
	twice          = "OSM-XAPI-006" // found: the property
	notAUUID       = "OSM-XAPI-007" // found: the value
	notATime       = "OSM-XAPI-008" // found: the value
	notAnIRI       = "OSM-XAPI-009" // found: the value
	notAllowed     = "OSM-XAPI-010" // found: the value; expected: those allowed
	identifiers    = "OSM-XAPI-011" // found: how many
	notAMailbox    = "OSM-XAPI-012" // found: the value
	notASum        = "OSM-XAPI-013" // found: the value
	notALanguage   = "OSM-XAPI-014" // found: the value
	outOfRange     = "OSM-XAPI-015" // found: the number; expected: the range
	notADuration   = "OSM-XAPI-016" // found: the value
	outOfPlace     = "OSM-XAPI-017" // found: the property; expected: where it may stand
	fewMembers     = "OSM-XAPI-018" // found: how many; expected: how many
	voidsNothing   = "OSM-XAPI-019"
	noTime         = "OSM-XAPI-020"
	longLine       = "OSM-XAPI-021" // expected: bytes at most
	sameComponent  = "OSM-XAPI-022" // found: the ID
	noStatement    = "OSM-XAPI-023" // found: why
	shortKey       = "OSM-XAPI-024" // expected: bytes at least
	notATouchpoint = "OSM-XAPI-025" // found: the touchpoint
)

// most is how many findings a statement gets: a hostile one earns no endless list.
const most = 20

// checker holds a statement against part two of the specification.
type checker struct{ found engagement.Findings }

func (c *checker) fault(code, path, found, expected string) {
	if len(c.found) < most {
		c.found = append(c.found, rule.Error(code, path, rule.Detail{Found: clip(found), Expected: expected, Source: "xAPI 1.0.3"}))
	}
}

// check looks at one value.
type check func(c *checker, v light.Value, path string)

// properties are those that an object may have.
type properties map[string]check

// object checks an object: its properties, none of them twice, null or unknown,
// and those that must be there. It reports false for what is no object.
func (c *checker) object(v light.Value, path string, may properties, must ...string) bool {
	if !c.kind(v, path, light.Object) {
		return false
	}
	for i, name := range v.Names {
		at := light.Pointer(path, clip(name))
		look, known := may[name]
		switch {
		case !known:
			c.fault(unknown, at, name, "")
		case slices.Contains(v.Names[:i], name):
			c.fault(twice, at, name, "")
		case v.List[i].Kind == light.Null:
			c.fault(null, at, name, "")
		default:
			look(c, v.List[i], at)
		}
	}
	for _, name := range must {
		if !slices.Contains(v.Names, name) {
			c.fault(missing, light.Pointer(path, name), "", name)
		}
	}
	return true
}

// list checks an array.
func (c *checker) list(v light.Value, path string, each check) {
	if c.kind(v, path, light.List) {
		for i, one := range v.List {
			each(c, one, path+"/"+strconv.Itoa(i))
		}
	}
}

// kinds as JSON calls them.
var kinds = map[light.Kind]string{light.Text: "string", light.Number: "number", light.Flag: "boolean", light.Object: "object", light.List: "array"}

func (c *checker) kind(v light.Value, path string, want light.Kind) bool {
	if v.Kind == want {
		return true
	}
	c.fault(wrongType, path, string(v.Append(nil)), kinds[want])
	return false
}

// of is a check for a kind alone.
func of(want light.Kind) check {
	return func(c *checker, v light.Value, path string) { c.kind(v, path, want) }
}

// text is a check of a text, with the fault of those that fail it.
func text(code string, right func(string) bool) check {
	return func(c *checker, v light.Value, path string) {
		if c.kind(v, path, light.Text) && !right(v.Text) {
			c.fault(code, path, v.Text, "")
		}
	}
}

// among is a check of a text of which there are few.
func among(allowed ...string) check {
	return func(c *checker, v light.Value, path string) {
		if c.kind(v, path, light.Text) && !slices.Contains(allowed, v.Text) {
			c.fault(notAllowed, path, v.Text, strings.Join(allowed, ", "))
		}
	}
}

var (
	aText     = of(light.Text)
	aFlag     = of(light.Flag)
	aNumber   = of(light.Number)
	anIRI     = text(notAnIRI, isIRI[string])
	aUUID     = text(notAUUID, func(s string) bool { return isUUID([]byte(s)) })
	aTime     = text(notATime, func(s string) bool { _, ok := timestamp([]byte(s)); return ok })
	aLanguage = text(notALanguage, isLanguage)
	aMailbox  = text(notAMailbox, isMailbox)
	aSum      = text(notASum, func(s string) bool { return len(s) == 40 && isHex(s) })
	aDuration = text(notADuration, isDuration)
)

// version is 1.0, or 1.0.0 and what comes after it.
func version(c *checker, v light.Value, path string) {
	if c.kind(v, path, light.Text) && v.Text != "1.0" && (!strings.HasPrefix(v.Text, "1.0.") || !isDigits(v.Text[4:])) {
		c.fault(notAllowed, path, v.Text, "1.0.0 … 1.0.3")
	}
}

// languageMap checks texts by language.
func languageMap(c *checker, v light.Value, path string) {
	if !c.kind(v, path, light.Object) {
		return
	}
	for i, l := range v.Names {
		at := light.Pointer(path, clip(l))
		if !isLanguage(l) {
			c.fault(notALanguage, at, l, "")
		}
		if slices.Contains(v.Names[:i], l) {
			c.fault(twice, at, l, "")
		}
		c.kind(v.List[i], at, light.Text)
	}
}

// extensions may hold anything, under IRIs.
func extensions(c *checker, v light.Value, path string) {
	if !c.kind(v, path, light.Object) {
		return
	}
	for _, name := range v.Names {
		if !isIRI(name) {
			c.fault(notAnIRI, light.Pointer(path, clip(name)), name, "")
		}
	}
}

func (c *checker) statement(v light.Value, path string) {
	all := properties{
		"id": aUUID, "actor": actor, "verb": verb, "object": target, "result": result, "context": context,
		"timestamp": aTime, "stored": aTime, "authority": authority, "version": version, "attachments": attachments,
	}
	if !c.object(v, path, all, "actor", "verb", "object") {
		return
	}
	c.around(v, path)
	if v.Member("timestamp").Kind != light.Text && v.Member("stored").Kind != light.Text {
		c.fault(noTime, light.Pointer(path, "timestamp"), "", "")
	}
}

// around checks what parts of a statement ask of each other.
func (c *checker) around(v light.Value, path string) {
	about := v.Member("object")
	kind := about.Member("objectType").Text
	if v.Member("verb").Member("id").Text == voided && kind != "StatementRef" {
		c.fault(voidsNothing, light.Pointer(path, "object"), "", "")
	}
	if kind != "" && kind != "Activity" {
		for _, name := range []string{"revision", "platform"} {
			if in := v.Member("context"); in.Member(name).Kind != light.Missing {
				c.fault(outOfPlace, light.Pointer(light.Pointer(path, "context"), name), name, "Activity")
			}
		}
	}
}

func verb(c *checker, v light.Value, path string) {
	c.object(v, path, properties{"id": anIRI, "display": languageMap}, "id")
}

// identifying are the properties of which an actor has one.
var identifying = []string{"mbox", "mbox_sha1sum", "openid", "account"}

func account(c *checker, v light.Value, path string) {
	c.object(v, path, properties{"homePage": anIRI, "name": aText}, "homePage", "name")
}

// actor is an agent or a group.
func actor(c *checker, v light.Value, path string) {
	if v.Member("objectType").Text == "Group" {
		group(c, v, path)
		return
	}
	agent(c, v, path)
}

func agent(c *checker, v light.Value, path string) {
	may := properties{"objectType": among("Agent"), "name": aText, "mbox": aMailbox, "mbox_sha1sum": aSum, "openid": anIRI, "account": account}
	if c.object(v, path, may) {
		if n := identified(v); n != 1 {
			c.fault(identifiers, path, strconv.Itoa(n), "1")
		}
	}
}

func group(c *checker, v light.Value, path string) {
	members := func(c *checker, v light.Value, path string) { c.list(v, path, agent) }
	may := properties{"objectType": among("Group"), "name": aText, "member": members, "mbox": aMailbox, "mbox_sha1sum": aSum, "openid": anIRI, "account": account}
	if !c.object(v, path, may, "objectType") {
		return
	}
	switch n := identified(v); {
	case n > 1:
		c.fault(identifiers, path, strconv.Itoa(n), "1")
	case n == 0 && len(v.Member("member").List) == 0:
		c.fault(fewMembers, light.Pointer(path, "member"), "0", "1")
	}
}

func identified(v light.Value) (n int) {
	for _, name := range identifying {
		if v.Member(name).Kind != light.Missing {
			n++
		}
	}
	return n
}

// authority is an agent, or a group of two agents that nothing else identifies.
func authority(c *checker, v light.Value, path string) {
	actor(c, v, path)
	if v.Member("objectType").Text == "Group" {
		if n := len(v.Member("member").List); n != 2 {
			c.fault(fewMembers, light.Pointer(path, "member"), strconv.Itoa(n), "2")
		}
		if n := identified(v); n == 1 {
			c.fault(identifiers, path, "1", "0")
		}
	}
}

// target is what a statement is about.
func target(c *checker, v light.Value, path string) {
	switch v.Member("objectType").Text {
	case "Agent", "Group":
		actor(c, v, path)
	case "StatementRef":
		reference(c, v, path)
	case "SubStatement":
		all := properties{
			"objectType": aText, "actor": actor, "verb": verb, "object": target, "result": result, "context": context,
			"timestamp": aTime, "attachments": attachments,
		}
		if c.object(v, path, all, "actor", "verb", "object") {
			c.around(v, path)
			if v.Member("object").Member("objectType").Text == "SubStatement" {
				c.fault(outOfPlace, light.Pointer(path, "object"), "SubStatement", "Activity")
			}
		}
	default:
		activity(c, v, path)
	}
}

func reference(c *checker, v light.Value, path string) {
	c.object(v, path, properties{"objectType": among("StatementRef"), "id": aUUID}, "objectType", "id")
}

func activity(c *checker, v light.Value, path string) {
	c.object(v, path, properties{"objectType": among("Activity"), "id": anIRI, "definition": definition}, "id")
}

// componentsOf are the lists of components that a type of interaction may have.
var componentsOf = map[string][]string{
	"true-false": nil, "choice": {"choices"}, "fill-in": nil, "long-fill-in": nil, "matching": {"source", "target"},
	"performance": {"steps"}, "sequencing": {"choices"}, "likert": {"scale"}, "numeric": nil, "other": nil,
}

var interactionTypes = []string{"true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other"}

var componentLists = []string{"choices", "scale", "source", "target", "steps"}

func definition(c *checker, v light.Value, path string) {
	patterns := func(c *checker, v light.Value, path string) { c.list(v, path, aText) }
	may := properties{
		"name": languageMap, "description": languageMap, "type": anIRI, "moreInfo": anIRI, "extensions": extensions,
		"interactionType": among(interactionTypes...), "correctResponsesPattern": patterns,
	}
	for _, name := range componentLists {
		may[name] = components
	}
	if !c.object(v, path, may) {
		return
	}
	kind := v.Member("interactionType").Text
	for _, name := range append(componentLists, "correctResponsesPattern") {
		if v.Member(name).Kind == light.Missing {
			continue
		}
		if kind == "" {
			c.fault(missing, light.Pointer(path, "interactionType"), "", "interactionType")
			return
		}
		if name != "correctResponsesPattern" && slices.Contains(interactionTypes, kind) && !slices.Contains(componentsOf[kind], name) {
			c.fault(outOfPlace, light.Pointer(path, name), name, "interactionType")
		}
	}
}

func components(c *checker, v light.Value, path string) {
	var ids []string
	c.list(v, path, func(c *checker, v light.Value, path string) {
		c.object(v, path, properties{"id": aText, "description": languageMap}, "id")
		id := v.Member("id").Text
		if slices.Contains(ids, id) {
			c.fault(sameComponent, light.Pointer(path, "id"), id, "")
		}
		ids = append(ids, id)
	})
}

func result(c *checker, v light.Value, path string) {
	c.object(v, path, properties{"score": score, "success": aFlag, "completion": aFlag, "response": aText, "duration": aDuration, "extensions": extensions})
}

func score(c *checker, v light.Value, path string) {
	if !c.object(v, path, properties{"scaled": aNumber, "raw": aNumber, "min": aNumber, "max": aNumber}) {
		return
	}
	number := func(name string) (float64, bool) {
		m := v.Member(name)
		return m.Number, m.Kind == light.Number
	}
	outside := func(name string, n float64, between string) {
		c.fault(outOfRange, light.Pointer(path, name), strconv.FormatFloat(n, 'g', -1, 64), between)
	}
	if n, ok := number("scaled"); ok && (n < -1 || n > 1) {
		outside("scaled", n, "-1 … 1")
	}
	low, hasLow := number("min")
	high, hasHigh := number("max")
	raw, hasRaw := number("raw")
	if hasLow && hasHigh && low >= high {
		outside("max", high, "> min")
	}
	if hasRaw && hasLow && raw < low {
		outside("raw", raw, "≥ min")
	}
	if hasRaw && hasHigh && raw > high {
		outside("raw", raw, "≤ max")
	}
}

func context(c *checker, v light.Value, path string) {
	c.object(v, path, properties{
		"registration": aUUID, "instructor": actor, "team": group, "contextActivities": contextActivities, "revision": aText,
		"platform": aText, "language": aLanguage, "statement": reference, "extensions": extensions,
	})
}

func contextActivities(c *checker, v light.Value, path string) {
	some := func(c *checker, v light.Value, path string) {
		if v.Kind == light.Object { // one alone, as versions before 1.0 had it
			activity(c, v, path)
			return
		}
		c.list(v, path, activity)
	}
	c.object(v, path, properties{"parent": some, "grouping": some, "category": some, "other": some})
}

func attachments(c *checker, v light.Value, path string) {
	c.list(v, path, func(c *checker, v light.Value, path string) {
		length := func(c *checker, v light.Value, path string) {
			if c.kind(v, path, light.Number) && (v.Number < 0 || v.Number != float64(int64(v.Number))) {
				c.fault(outOfRange, path, strconv.FormatFloat(v.Number, 'g', -1, 64), "0 …")
			}
		}
		sum := text(notASum, func(s string) bool { return len(s) >= 56 && len(s) <= 128 && isHex(s) })
		c.object(v, path, properties{
			"usageType": anIRI, "display": languageMap, "description": languageMap, "contentType": aText, "length": length, "sha2": sum, "fileUrl": anIRI,
		}, "usageType", "display", "contentType", "length", "sha2")
	})
}

// isIRI reports whether a text begins with a scheme and holds nothing that an
// IRI never does (RFC 3987).
func isIRI[T string | []byte](s T) bool {
	i := 0
	for ; i < len(s) && s[i] != ':'; i++ {
		if c := s[i]; !(c|32 >= 'a' && c|32 <= 'z') && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return false
		}
	}
	if i == 0 || i+1 >= len(s) {
		return false
	}
	for i := range len(s) {
		if inNoIRI[s[i]] {
			return false
		}
	}
	return true
}

// inNoIRI marks what stands in no IRI.
var inNoIRI = func() (t [256]bool) {
	for c := range ' ' + 1 {
		t[c] = true
	}
	for _, c := range "\x7f<>\"{}|\\^`" {
		t[c] = true
	}
	return t
}()

// isUUID reports whether a text is a UUID as RFC 9562 writes it.
func isUUID(s []byte) bool {
	// The hyphens at 8, 13, 18 and 23, in the words that they stand in; as much
	// as makes a digit, 0, of each.
	const (
		hyphens8, hyphens16 = uint64('-' | '-'<<40), uint64('-'<<16 | '-'<<56)
		in8, in16           = uint64(0xff | 0xff<<40), uint64(0xff<<16 | 0xff<<56)
		digits8, digits16   = hyphens8 ^ ('0' | '0'<<40), hyphens16 ^ ('0'<<16 | '0'<<56)
	)
	if len(s) != 36 {
		return false
	}
	w := func(i int) uint64 { return binary.LittleEndian.Uint64(s[i:]) }
	return w(8)&in8 == hyphens8 && w(16)&in16 == hyphens16 &&
		noHex(w(0))|noHex(w(8)^digits8)|noHex(w(16)^digits16)|noHex(w(24))|noHex(w(28)) == 0
}

// noHex marks, by their highest bits, the bytes that are not hexadecimal digits.
// Each sum below reaches the highest bit of a byte from one character on; none
// carries over, for bytes beyond ASCII are left out of the sums, and marked.
func noHex(w uint64) uint64 {
	const (
		each = 0x0101010101010101
		top  = 0x80 * each
	)
	ascii := w &^ top
	lower := ascii | 0x20*each
	digit := (ascii + (0x80-'0')*each) &^ (ascii + (0x80-'9'-1)*each)
	letter := (lower + (0x80-'a')*each) &^ (lower + (0x80-'f'-1)*each)
	return (w | ^(digit | letter)) & top
}

// ofHex is what eight hexadecimal digits, the first in the lowest byte, stand
// for: four bytes, again the first in the lowest.
func ofHex(w uint64) uint32 {
	const each = 0x0101010101010101
	w = w&(0x0f*each) + 9*(w>>6&each) // what each digit stands for
	w = (w<<4 | w>>8) & 0x00ff00ff00ff00ff
	w = (w | w>>8) & 0x0000ffff0000ffff
	return uint32(w | w>>16)
}

// timestamp is [shape.Instant] but for the offset -00:00, which is of a time
// whose zone is unknown.
func timestamp(s []byte) (int64, bool) {
	if n := len(s); n > 6 && s[n-6] == '-' && string(s[n-6:]) == "-00:00" {
		return 0, false
	}
	return shape.Instant(s)
}

func isHex(s string) bool {
	return strings.Trim(s, "0123456789abcdefABCDEF") == ""
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isMailbox reports whether a text is the IRI of a mailbox.
func isMailbox(s string) bool {
	address, ok := strings.CutPrefix(s, "mailto:")
	user, host, at := strings.Cut(address, "@")
	return ok && at && user != "" && host != "" && isIRI(s) && !strings.Contains(host, "@")
}

// isLanguage reports whether a text has the form of a language tag (RFC 5646).
func isLanguage(s string) bool {
	first, rest, more := strings.Cut(s, "-")
	if !letters(first) || len(first) > 8 || len(first) < 2 && (!more || !strings.ContainsAny(first, "xXiI")) || more && rest == "" {
		return false
	}
	for more {
		first, rest, more = strings.Cut(rest, "-")
		if first == "" || len(first) > 8 || strings.ContainsFunc(first, func(r rune) bool { return !letters(string(r)) && (r < '0' || r > '9') }) {
			return false
		}
	}
	return true
}

func letters(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r|32 < 'a' || r|32 > 'z' })
}

// isDuration reports whether a text is a duration of ISO 8601: P3W, or parts
// from years to seconds in order, of which the last may have a fraction.
func isDuration(s string) bool {
	rest, ok := strings.CutPrefix(s, "P")
	if !ok || rest == "" {
		return false
	}
	if weeks, ok := strings.CutSuffix(rest, "W"); ok {
		return isNumber(weeks)
	}
	day, clock, timed := strings.Cut(rest, "T")
	if timed && clock == "" || !timed && day == "" {
		return false
	}
	parts := func(s, units string) (fractioned, ok bool) {
		for s != "" {
			i := strings.IndexAny(s, units)
			if i < 0 || !isNumber(s[:i]) || fractioned {
				return false, false
			}
			fractioned = !isDigits(s[:i])
			units = units[strings.IndexByte(units, s[i])+1:]
			s = s[i+1:]
		}
		return fractioned, true
	}
	fractioned, ok := parts(day, "YMD")
	if !ok || fractioned && timed {
		return false
	}
	_, ok = parts(clock, "HMS")
	return ok
}

// isNumber reports whether a text is digits, perhaps with a fraction.
func isNumber(s string) bool {
	whole, fraction, fractioned := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	return isDigits(whole) && (!fractioned || isDigits(fraction))
}

// clip keeps what a finding quotes short, however long the input was.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
