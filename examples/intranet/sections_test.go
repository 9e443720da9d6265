package main

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// unfold opens a section by keyboard and waits for what is in it.
func (p *tab) unfold(name string) {
	p.t.Helper()
	evaluate[bool](p, `(`+shadow+`.querySelector('[data-key="`+name+`-summary"]').focus(), true)`)
	p.do(chromedp.KeyEvent("\r"))
	p.until(shadow + `.querySelector('details.` + name + `[open] > :not(summary)') !== null`)
}

// tell clicks on what has a key that begins so, and returns what the widget
// then says.
func (p *tab) tell(key string) string {
	p.t.Helper()
	evaluate[bool](p, `(`+shadow+`.querySelector('[part="status"]').textContent = "", `+shadow+`.querySelector('[data-key^="`+key+`"]').click(), true)`)
	p.until(shadow + `.querySelector('[part="status"]').textContent !== ""`)
	return p.part("status")
}

// asked are the requests so far whose address or body has all these texts.
func (p *tab) asked(texts ...string) int {
	p.Lock()
	defer p.Unlock()
	n := 0
	for _, request := range p.requests {
		all := true
		for _, text := range texts {
			all = all && strings.Contains(request, text)
		}
		if all {
			n++
		}
	}
	return n
}

// heard notes the events of the widget by their names and details.
const heard = `(() => {
	window.heard = [];
	for (const name of ["joined", "left", "postponed", "shared", "error"]) addEventListener("osmosi-" + name, (event) => window.heard.push(name + " " + JSON.stringify(event.detail)));
	window.saved = "";
	const make = URL.createObjectURL;
	URL.createObjectURL = (blob) => (blob.text().then((text) => { window.saved = text; }), make.call(URL, blob));
	return true;
})()`

func TestTheSectionsOfTheWidget(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	tab.ahead(`if (self !== top) window.print = () => {
		top.printed = document.documentElement.lang + "|" + document.title + "|" + document.body.innerText;
		dispatchEvent(new Event("afterprint"));
	}`)
	employee, manager := who(t, c, "new-hires", "nl"), who(t, c, "senior-leads", "it")
	section := func(name string) string {
		return tab.text(shadow + `.querySelector("details.` + name + `")?.textContent ?? ""`)
	}
	look := func(p persona, language, on string) {
		tab.visit(in.url("/?%s", query(p, language, on)))
		evaluate[bool](tab, heard)
	}

	// Nobody loads what they do not open.
	look(employee, "en", "2027-04-28")
	require.Equal(t, "moments stories recognition pulse data", tab.text(`[...`+shadow+`.querySelectorAll("details.section")].map((one) => one.getAttribute("part")).join(" ")`))
	require.Zero(t, tab.asked("osmosi-widget.moments.js"))

	// The next learning moment: into the calendar, off, and back.
	tab.unfold("moments")
	require.Equal(t, 1, tab.asked("osmosi-widget.moments.js"))
	require.Contains(t, section("moments"), "Tuesday 4 May")
	require.Contains(t, tab.text(shadow+`.querySelector('[part="subscribe"]').href`), "/calendar.ics?person=")
	require.Equal(t, "The file for your calendar is being downloaded.", tab.tell("save-"))
	tab.until(`window.saved.startsWith("BEGIN:VCALENDAR\r\n")`)
	require.Contains(t, tab.text("window.saved"), "DURATION:PT60M\r\n")
	require.Contains(t, tab.tell("later-"), "Tuesday 11 May")
	require.Contains(t, section("moments"), "Tuesday 11 May")
	require.Equal(t, `postponed {"campaign":"sparks-2027","touchpoint":"hour-in-diary.moment-4","next":"2027-05-11T11:00"}`, tab.text(`window.heard.at(-1)`))
	look(employee, "en", "2027-04-28")
	tab.unfold("moments")
	require.Contains(t, section("moments"), "Tuesday 11 May", "the browser remembers it")
	tab.tell("back-")
	require.Contains(t, section("moments"), "Tuesday 4 May")

	// While it lasts, the person may say that they are there; once.
	evaluate[bool](tab, `(document.querySelector("osmosi-widget").at = "2027-05-04T11:30", true)`)
	tab.until(shadow + `.querySelector('[data-key^="there-"]') !== null`)
	require.Equal(t, "Noted: you were there.", tab.tell("there-"))
	tab.delivered()
	require.Equal(t, 1, tab.asked("POST", `"verb":"started"`, `"touchpoint":"hour-in-diary.moment-4"`))
	require.Equal(t, "0", tab.text(shadow+`.querySelectorAll('[data-key^="there-"]').length`))

	// Stories: passed on where the teller agreed, and reported.
	look(employee, "en", "2027-04-29")
	tab.unfold("stories")
	buttons := func(story string) string {
		return tab.text(shadow + `.querySelector('article[aria-labelledby="item-` + story + `"]').querySelectorAll("button").length`)
	}
	require.Equal(t, "1", buttons("stories-chat"), "anyone may pass it on")
	evaluate[bool](tab, `(navigator.clipboard.writeText = async (text) => { window.saved = text; }, true)`)
	require.Equal(t, "Copied: paste it wherever you like.", tab.tell("copy-item-stories-chat"))
	require.Contains(t, tab.text("window.saved"), "Tell yours in three lines\n\nWhat you could not do")
	require.Regexp(t, `\nThe open bench\n`+in.url("/")+`[^?#\s]+$`, tab.text("window.saved"))
	require.NotContains(t, tab.text("window.saved"), employee.ID)
	tab.delivered()
	require.Equal(t, 1, tab.asked("POST", `"verb":"shared"`, `"touchpoint":"stories-chat"`))
	evaluate[bool](tab, `(navigator.clipboard.writeText = async () => { throw new Error("not allowed"); }, true)`)
	require.Equal(t, "Copy this text to pass it on.", tab.tell("copy-item-stories-chat"))
	require.Equal(t, "textarea", tab.text(shadow+`.activeElement.localName`))

	// Recognition, and a contest that nobody is in unasked.
	tab.unfold("recognition")
	require.Contains(t, section("recognition"), "What you complete will be told here.")
	require.Equal(t, "You are taking part now.", tab.tell("join-"))
	require.Equal(t, `joined {"campaign":"sparks-2027","touchpoint":"thousand-lamps"}`, tab.text(`window.heard.at(-1)`))
	evaluate[bool](tab, `(`+shadow+`.querySelector('[part~="done"]').click(), true)`)
	tab.until(shadow + `.querySelector("details.recognition progress")?.value === 1`)
	require.Contains(t, section("recognition"), "You have completed 1 thing out of ")
	require.Equal(t, "You no longer take part.", tab.tell("join-"))
	require.Equal(t, `left {"campaign":"sparks-2027","touchpoint":"thousand-lamps"}`, tab.text(`window.heard.at(-1)`))

	// The toolkit is for managers, and remembers what was used.
	look(employee, "en", "2027-01-27")
	require.Equal(t, "0", tab.text(shadow+`.querySelectorAll("details.toolkit").length`))
	look(manager, "it", "2027-01-27")
	tab.unfold("toolkit")
	evaluate[bool](tab, `(`+shadow+`.querySelector('details.toolkit input').click(), true)`)
	require.Equal(t, "Il kit è in arrivo.", tab.tell("save-"))
	tab.until(`window.saved.includes("\n– Le cinque domande con risposte oneste\n")`)
	require.NotContains(t, tab.text("window.saved"), "A mezzogiorno", "the kick-off is a surprise")
	evaluate[bool](tab, `(`+shadow+`.querySelector('[part~="toolkit-print"]').click(), true)`)
	tab.until(`window.printed !== undefined`)
	title := tab.text(shadow + `.querySelector(".toolkit h3").textContent`)
	printed := tab.text("window.printed")
	require.Contains(t, printed, "it|"+title+"|"+title+"\n")
	require.Contains(t, printed, "Le cinque domande con risposte oneste")
	require.Contains(t, printed, tab.text(shadow+`.querySelector('[part="steps"] li').textContent`))
	require.NotContains(t, printed, tab.text(shadow+`.querySelector(".offer .intervention").textContent`), "the toolkit alone")
	tab.until(shadow + `.querySelector("iframe") === null`)
	look(manager, "it", "2027-01-27")
	tab.unfold("toolkit")
	require.Equal(t, "true false false", tab.text(`[...`+shadow+`.querySelectorAll("details.toolkit input")].map((one) => one.checked).join(" ")`))

	look(manager, "it", "2027-06-01")
	tab.unfold("stories")
	require.Equal(t, "1", buttons("office-story"), "only team-mates may pass it on, and a page does not know them")
	evaluate[bool](tab, `(`+shadow+`.querySelector('[data-key="team-item-office-story"]').click(), true)`)
	require.Equal(t, "copy-item-office-story", tab.text(shadow+`.activeElement.dataset.key`), "who says so may")

	require.Empty(t, tab.text(`window.heard.filter((one) => one.startsWith("error")).join()`))
	require.Zero(t, tab.asked("POST", "tenure"), "no trait leaves the page")
	tab.quiet()
}

func TestTheSectionsFitNarrowPlacesInEveryLanguage(t *testing.T) {
	in, tab, c := start(t), open(t), lumentaCompany(t)
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
		return err
	}))
	for _, language := range []string{"it", "nl", "en"} {
		for _, on := range []string{"2027-01-27", "2027-06-01"} {
			tab.visit(in.url("/?%s", query(who(t, c, "senior-leads", language), language, on)))
			wide := evaluate[string](tab, `(async () => {
				const widget = document.querySelector("osmosi-widget"), sections = [...widget.shadowRoot.querySelectorAll("details.section")];
				widget.style.width = "240px";
				for (const one of sections) one.open = true;
				while (sections.some((one) => one.children.length < 2)) await new Promise((done) => setTimeout(done, 20));
				const edge = widget.getBoundingClientRect().right;
				return sections.flatMap((one) => [...one.querySelectorAll("*")]).filter((one) => one.getBoundingClientRect().right > edge + 0.5).map((one) => one.outerHTML).join("\n");
			})()`)
			require.Empty(t, wide, "%s %s", language, on)
		}
	}
	tab.quiet()
}
