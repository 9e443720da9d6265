// The sections of the widget without a page: node --test sections.test.mjs, with
// the folder of the widget in OSMOSI_WIDGET, and, where it is, ical.js in OSMOSI_ICAL.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";

process.env.TZ = "Europe/Rome"; // clocks go forward on 28 March 2027

const load = (/** @type {string} */ name) => import(pathToFileURL(join(process.env.OSMOSI_WIDGET, name)));
const { sections, suits } = await load("osmosi-sections.js");
const { moment: onTheClock } = await load("osmosi-moment.js");
const { fill: filled, living, mine, plain, remembered, when } = await load("osmosi-item.js");
const { calendar } = await load("osmosi-calendar.js");
const { upcoming } = await load("osmosi-moments.js");
const { mayPassOn, words } = await load("osmosi-stories.js");
const { next, text } = await load("osmosi-toolkit.js");
const { earned, firstPlaces, progress } = await load("osmosi-recognition.js");
const { Store } = await load("osmosi-store.js");

describe("for whom and when", () => {
  const due = { touchpoint: "t", proposition: "p", from: "2027-04-12T08:30", until: "2027-04-20" };
  const asked = { at: "2027-04-12T08:30", segments: ["shop", "new"], manager: false, briefed: "", held: [] };
  const cases = [
    ["from its moment on", due, {}, true],
    ["not a minute before", due, { at: "2027-04-12T08:29" }, false],
    ["to the end of its last day", due, { at: "2027-04-20T23:59" }, true],
    ["not the day after", due, { at: "2027-04-21T00:00" }, false],
    ["who is in its segments", { ...due, segments: ["new", "shop"] }, {}, true],
    ["not who is in one of them", { ...due, segments: ["new", "care"] }, {}, false],
    ["managers", { ...due, managers: true }, { manager: true }, true],
    ["nobody but managers", { ...due, managers: true }, {}, false],
    ["not on the day of the briefing", due, { briefed: "2027-04-12" }, false],
    ["the day after it", due, { briefed: "2027-04-11" }, true],
    ["not whom an experiment holds out", due, { held: ["t"] }, false],
  ];
  for (const [name, one, more, want] of cases) test(name, () => assert.equal(suits(one, { ...asked, ...more }), want));

  test("in the words of the person's arm", () => {
    const item = { ...due, title: "Own", body: [], variants: { "words:b": { title: "Other", body: ["b"] } } };
    const title = (/** @type {string} */ arms) => mine([item], { asked, widget: { arms } }).map(({ title }) => title);
    assert.deepEqual(title(""), ["Own"]);
    assert.deepEqual(title("half:campaign words:b"), ["Other"]);
  });

  test("the clock of the page, in summer and in winter", () => {
    assert.equal(onTheClock(new Date("2027-01-15T23:30:00Z")), "2027-01-16T00:30");
    assert.equal(onTheClock(new Date("2027-07-15T21:59:00Z")), "2027-07-15T23:59");
  });

  test("each section has a module that fills it", async () => {
    for (const { name, load } of sections) {
      assert.equal(typeof load, "function");
      assert.equal(typeof (await import(pathToFileURL(join(process.env.OSMOSI_WIDGET, `osmosi-${name}.js`)))).fill, "function");
    }
  });
});

describe("the next learning moment", () => {
  const moment = {
    until: "2027-04-21", time: "11:00", minutes: 60,
    occurrences: ["2027-03-24", "2027-04-07", "2027-04-21"].map((day, i) => ({ touchpoint: `m.moment-${i + 1}`, uid: `u${i}`, day })),
  };
  const cases = [
    ["the first", "2027-03-01T09:00", {}, ["2027-03-24T11:00", "2027-04-07T11:00", "2027-04-21T11:00"]],
    ["today's until the end of the day", "2027-03-24T23:00", {}, ["2027-03-24T11:00", "2027-04-07T11:00", "2027-04-21T11:00"]],
    ["not today's once it was kept and is over", "2027-03-24T12:00", { "there:m.moment-1": true }, ["2027-04-07T11:00", "2027-04-21T11:00"]],
    ["today's while it lasts, also if it was kept", "2027-03-24T11:59", { "there:m.moment-1": true }, ["2027-03-24T11:00", "2027-04-07T11:00", "2027-04-21T11:00"]],
    ["a week later at the same time, though clocks went forward", "2027-03-22T09:00", { "m.moment-1": 1 }, ["2027-03-31T11:00", "2027-04-07T11:00", "2027-04-21T11:00"]],
    ["the next instead, where it would come no sooner", "2027-03-22T09:00", { "m.moment-1": 2 }, ["2027-04-07T11:00", "2027-04-21T11:00"]],
    ["none after the moments have ended", "2027-04-20T09:00", { "m.moment-3": 1 }, []],
    ["none when all are over", "2027-04-22T00:00", {}, []],
    ["as planned where what was kept cannot be read", "2027-04-20T09:00", { "m.moment-3": "soon" }, ["2027-04-21T11:00"]],
  ];
  for (const [name, at, kept, want] of cases) {
    test(name, () => assert.deepEqual(upcoming(moment, kept, new Date(at)).map(({ start }) => onTheClock(start)), want));
  }
});

describe("the file for a calendar", () => {
  const event = {
    uid: "7f3a", stamp: new Date("2027-03-22T08:00:00.123Z"), sequence: 1, start: new Date("2027-03-31T11:00"), minutes: 60, language: "it", busy: true,
    summary: "Un’ora: tua; \\ davvero, “tua”", description: `${"È là, perché no? 🦉 ".repeat(12)}\n\nFine\u2028davvero\r\nBEGIN:VALARM\u0007`,
  };
  const made = calendar(event);

  test("lines end as the standard says and have 75 octets at most", () => {
    assert.equal(made.replaceAll("\r\n", "").match(/[\r\n]/), null);
    assert.equal(made.endsWith("END:VCALENDAR\r\n"), true);
    for (const line of made.split("\r\n")) assert.equal(Buffer.byteLength(line) <= 75, true, line);
    assert.equal(made.includes("\ufffd"), false);
  });

  test("it has each property once that an event must have", () => {
    const unfolded = made.replaceAll("\r\n ", "").split("\r\n");
    for (const line of ["VERSION:2.0", "UID:7f3a", "DTSTAMP:20270322T080000Z", "DTSTART:20270331T090000Z", "DURATION:PT60M", "SEQUENCE:1", "TRANSP:OPAQUE"]) {
      assert.equal(unfolded.filter((one) => one === line).length, 1, line);
    }
    assert.equal(unfolded.filter((one) => one.startsWith("BEGIN:")).length, 2, "no text begins a component");
  });

  if (process.env.OSMOSI_ICAL) {
    test("ical.js reads it back", async () => {
      const { default: ICAL } = await import(pathToFileURL(process.env.OSMOSI_ICAL));
      const read = new ICAL.Event(new ICAL.Component(ICAL.parse(made)).getFirstSubcomponent("vevent"));
      assert.equal(read.startDate.toJSDate().toISOString(), "2027-03-31T09:00:00.000Z");
      assert.equal(read.duration.toSeconds(), 3600);
      assert.equal(read.summary, event.summary);
      assert.equal(read.description, event.description.replace(/\u2028|\r\n/g, "\n").replace("\u0007", ""));
    });
  }
});

describe("passing a story on", () => {
  const cases = [
    ["anyone", ["everyone"], false, "yes"],
    ["nobody where nothing is agreed", undefined, true, "no"],
    ["the team, which no page knows", ["team"], true, "team"],
    ["anyone, and the team with them", ["team", "everyone"], false, "yes"],
    ["managers", ["team", "managers"], true, "yes"],
    ["the team beside them", ["team", "managers"], false, "team"],
    ["no one else than managers", ["managers"], false, "no"],
  ];
  for (const [name, passOn, manager, want] of cases) test(name, () => assert.equal(mayPassOn({ passOn }, manager), want));

  test("the words that are passed on, and the address as it is", () => {
    const story = { title: "I rang", body: [["p", "A ", ["strong", "technician"], "."], ["ul", ["li", "one"], ["li", ["p", "two"]]]], terms: ["Told by: a nurse."], link: { title: "Ten minutes", url: "/learn/ten" } };
    const want = "I rang\n\nA technician.\n\n– one\n– two\n\nTold by: a nurse.";
    assert.equal(words(story, "https://intranet.example/"), `${want}\n\nTen minutes\nhttps://intranet.example/learn/ten`);
    assert.equal(words({ ...story, link: { title: "x", url: "javascript:alert(1)" } }, "https://intranet.example/"), want);
  });
});

describe("the toolkit", () => {
  const steps = [
    { from: "2027-01-20T09:00", title: "past" }, { from: "2027-01-21T09:00", title: "all" }, { from: "2027-01-22T09:00", title: "shop", segments: ["shop"] },
    { from: "2027-01-23T09:00", title: "care", segments: ["care"] }, { from: "2027-01-24T09:00", title: "more" }, { from: "2027-01-25T09:00", title: "late" },
  ];
  test("the next three steps that are for the team", () => {
    assert.deepEqual(next(steps, { at: "2027-01-20T09:00", segments: ["shop"] }).map(({ title }) => title), ["all", "shop", "more"]);
  });
  test("as a text", () => {
    const kit = { title: "Bag", body: [["p", "In your own words."]], items: ["three slides", "six answers"] };
    assert.equal(text(kit, ["Monday: all (chat)"], "Next"), "Bag\n\nIn your own words.\n\n– three slides\n– six answers\n\nNext\n– Monday: all (chat)\n");
    assert.equal(text(kit, [], "Next").includes("Next"), false);
  });
});

describe("recognition", () => {
  test("of who completed, or, where lots are drawn, of who took up anything", () => {
    for (const [whom, history, want] of [
      ["allWhoCompleted", { p: "completed" }, true], ["allWhoCompleted", { p: "started", q: "completed" }, false],
      ["drawnAmongActive", { q: "started" }, true], ["drawnAmongActive", { q: "dismissed" }, false], [undefined, { p: "completed" }, false],
    ]) assert.equal(earned({ proposition: "p", for: whom }, history), want, `${whom} ${JSON.stringify(history)}`);
  });

  test("own progress counts what the page can show the person", () => {
    const program = {
      segments: [{ id: "shop" }, { id: "care" }],
      propositions: [{ id: "all", segment: -1 }, { id: "shop", segment: 0 }, { id: "care", segment: 1 }, { id: "lead", segment: -1, managers: true }, { id: "mail", segment: -1 }],
      touchpoints: [0, 0, 1, 2, 3].map((proposition) => ({ proposition, segment: -1, widget: true })).concat([{ proposition: 4, segment: -1, widget: false }]),
    };
    assert.deepEqual(progress(program, { segments: ["shop"], manager: false }, { all: "completed", shop: "started", care: "completed", mail: "completed" }), { done: 1, of: 2 });
    assert.deepEqual(progress(program, { segments: [], manager: true }, {}), { done: 0, of: 2 });
  });

  test("a standing shows no small group, no last place and no more than three", () => {
    const group = (/** @type {string} */ name, /** @type {number} */ points, people = 9) => ({ name, points, people });
    const shown = (/** @type {unknown} */ standing) => firstPlaces(standing).map(({ name }) => name).join("");
    assert.equal(shown([group("a", 1), group("b", 5), group("c", 3), group("d", 2), group("e", 4)]), "bec");
    assert.equal(shown([group("a", 9, 4), group("b", 5), group("c", 3)]), "b", "four people are too few");
    assert.equal(shown([group("a", 3), group("b", 3)]), "", "all are last");
    assert.equal(shown([group("a", 3)]), "");
    assert.equal(shown([{ name: "a", points: 3 }, group("b", 1)]), "", "nobody says how many they are");
    for (const bad of [null, undefined, "first", {}, [null, 7, { name: "x" }]]) assert.equal(shown(bad), "");
  });
});

describe("what sections share", () => {
  test("gaps", () => assert.equal(filled("{when}: {title} {x}", { when: "$&", title: "{when}" }), "$&: {when} {x}"));
  test("dates as each language writes them", () => {
    const at = new Date("2027-04-20T11:00");
    assert.match(when("en", at), /^Tuesday,? 20 April at 11:00$/);
    assert.match(when("it", at), /^martedì 20 aprile alle ore 11:00$|^martedì 20 aprile alle 11:00$/);
    assert.match(when("nl", at), /^dinsdag 20 april om 11:00$/);
  });
  test("plain text of odd nodes", () => assert.equal(plain(["a", ["br"], "b", ["a", "/x", "c"], ["em", ["code", "d"]], ["p", "e"]]), "a\nbcde"));
  test("what was said is kept by campaign and scope", () => {
    const store = new Store(null), of = (/** @type {string} */ scope) => remembered({ store, scope, bundle: { campaign: "spring" } }, "contest");
    of("a").set("game", true);
    assert.deepEqual([of("a").get(), of("b").get()], [{ game: true }, {}]);
    store.set("osmosi:contest:v1:spring:b", ["broken"]);
    of("b").set("game", true);
    assert.deepEqual(of("b").get(), { game: true });
  });
  test("drawing anew keeps the focus, or gives it to the item around it", () => {
    const node = (/** @type {any} */ more) => ({ ...more, children: [], getAttribute: (/** @type {string} */ name) => more[name] ?? null });
    let focused = "";
    const active = node({ "data-key": "join", closest: () => node({ "aria-labelledby": "item-game" }) });
    globalThis.document = /** @type {any} */ ({ createElement: () => ({
      now: /** @type {any[]} */ ([]), setAttribute() {}, append() {}, contains: () => true, getRootNode: () => ({ activeElement: active }),
      replaceChildren(/** @type {any[]} */ ...to) { this.now = to; }, querySelectorAll() { return this.now; },
    }) });
    let keys = ["join", "item-game"];
    /** @type {() => void} */
    let redraw = () => {};
    living((again) => {
      redraw = again;
      return keys.map((key) => node({ "data-key": key, focus: () => { focused = key; } }));
    });
    redraw();
    assert.equal(focused, "join");
    keys = ["other", "item-game"];
    redraw();
    assert.equal(focused, "item-game");
  });
});
