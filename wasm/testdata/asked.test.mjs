// The pulse and the insight cards, as far as they need no page: node --test
// asked.test.mjs, with the folder of the widget in OSMOSI_WIDGET.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";

const load = (/** @type {string} */ name) => import(pathToFileURL(join(process.env.OSMOSI_WIDGET, name)));
const { History, Store } = await load("osmosi-store.js");
const { asked, due, outboxKey, setAsked } = await load("osmosi-asked.js");
const { Outbox } = await load("osmosi-outbox.js");
const { missing, moved, sheet } = await load("osmosi-pulse.js");
const { cardOf, counted, keywords } = await load("osmosi-insight.js");
const { attempts, fit } = await load("osmosi-photo.js");
const { say } = await load("osmosi-form.js");
const { remembered } = await load("osmosi-item.js");
const { Learning } = await load("osmosi-learning.js");
const { own } = await load("osmosi-own.js");

function storage() {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key), key: (i) => [...kept.keys()][i] ?? null, get length() { return kept.size; } };
}

describe("occasion", () => {
  const one = { touchpoint: "t", from: "2027-02-03", until: "2027-02-10" };
  const at = (/** @type {number} */ day, more = {}) => ({ asked: { at: `2027-02-${String(day).padStart(2, "0")}T12:00`, segments: ["shop"], manager: false, briefed: "", held: [], ...more } });
  const cases = [
    ["the day before", at(2), one, false],
    ["the first day", at(3), one, true],
    ["the last day", at(10), one, true],
    ["the day after", at(11), one, false],
    ["one's segment", at(5), { ...one, segment: "shop" }, true],
    ["another segment", at(5), { ...one, segment: "office" }, false],
    ["no segments known", at(5, { segments: [] }), { ...one, segment: "shop" }, false],
    ["managers", at(5, { manager: true }), { ...one, managers: true }, true],
    ["managers only", at(5, { manager: false }), { ...one, managers: true }, false],
    ["managers, unknown", at(5), { ...one, managers: true }, false],
  ];
  for (const [name, context, occasion, want] of cases) {
    test(`${name}: ${want}`, () => assert.equal(due(context, [occasion]) !== undefined, want));
  }
  test("what was answered is not asked again, by campaign and scope", () => {
    const store = new Store(storage());
    const context = { store, bundle: { campaign: "spring" }, scope: "a" };
    setAsked(context, "t");
    setAsked(context, "t");
    assert.deepEqual(asked(context), ["t"]);
    assert.deepEqual(asked({ ...context, scope: "b" }), []);
    assert.equal(due(at(5), [one, { ...one, touchpoint: "u" }], asked(context))?.touchpoint, "u");
    assert.equal(due(at(5), undefined), undefined);
  });
});

describe("what is kept of a person", () => {
  const addresses = ["https://host.example/answers", "https://host.example/cards"];
  /** All that the widget keeps, by those who keep it. */
  const keep = (/** @type {any} */ store, /** @type {string} */ campaign, /** @type {string} */ scope) => {
    const context = { store, bundle: { campaign }, scope };
    new History(store, campaign, scope).set("p", "started");
    new Learning(store, campaign, scope).keep({ state: "", seed: 1, counter: 0, shown: {} });
    setAsked(context, "t");
    for (const section of ["moments", "contest", "toolkit", "cards", "later"]) remembered(context, section).set("t", true);
    store.set(`osmosi:card:v1:${campaign}:${scope}`, { text: "draft" });
    for (const address of addresses) store.set(outboxKey(address, scope), [{ id: "1", day: "2027-02-03", body: "{}" }]);
  };
  for (const [name, kept] of /** @type {const} */ ([["in the browser", storage()], ["in memory", null]])) {
    test(`it is all found ${name}, also of a section that comes later, and nobody else's`, () => {
      const store = new Store(kept), others = [["autumn", "a"], ["spring", ""], ["spring", "a:b"], ["spring", "b"], ["spring:a", "b"]];
      for (const [campaign, scope] of others) keep(store, campaign, scope);
      new Learning(store, "spring", "a").paused = true;
      new Learning(store, "spring", "spring:a").paused = true; // whose key looks like one of this campaign
      for (const key of [outboxKey(addresses[0], null), outboxKey("https://elsewhere.example/", "a"), "osmosi:queue:v2:https%3A%2F%2Fhost.example:a:1", "osmosi:wait:v1:x", "osmosi:room:v1:/bundle.json", "host:v1:spring:a"]) store.set(key, 1);
      for (const address of addresses) store.remove(outboxKey(address, "a")); // kept for autumn, which has the same
      const before = store.keys("");
      keep(store, "spring", "a");
      const found = own(store, "spring", "a", addresses);
      assert.deepEqual(found, store.keys("").filter((key) => !before.includes(key)));
      assert.equal(found.length, 11);
      for (const key of found) store.remove(key);
      assert.deepEqual(store.keys(""), before);
      assert.deepEqual(own(store, "spring", "a", addresses), []);
    });
  }
});

describe("sheet", () => {
  const questionnaire = { survey: "pulse", questions: [{ id: "a", required: true }, { id: "b" }, { id: "c", required: true }] };
  test("it has the answers in the order of the questions, and nothing else", () => {
    assert.deepEqual(sheet(questionnaire, new Map([["b", { text: "x" }], ["a", { points: 0 }]])),
      { osmosi: "answers/v1", survey: "pulse", answers: [{ question: "a", points: 0 }, { question: "b", text: "x" }] });
    assert.equal(sheet({ ...questionnaire, wave: "second" }, new Map()).wave, "second");
  });
  test("what is required and not answered is missing", () => assert.deepEqual(missing(questionnaire, new Map([["a", { points: 1 }]])), ["c"]));
  test("options move within the list", () => {
    const list = ["a", "b", "c"];
    assert.deepEqual(moved(list, 2, -1), ["a", "c", "b"]);
    assert.deepEqual(moved(list, 0, 1), ["b", "a", "c"]);
    assert.equal(moved(list, 0, -1), list);
    assert.equal(moved(list, 2, 1), list);
    assert.deepEqual(list, ["a", "b", "c"]);
  });
  test("gaps of a label are filled, and nothing in what fills them", () => assert.equal(say("{what}: {n} of {of}", { what: "{n}", n: 1 }), "{n}: 1 of {of}"));
});

describe("card", () => {
  const of = { id: "1", at: "2027-02-03", language: "nl", about: {} };
  const draft = { text: " a ", where: " ", quote: "", tags: "Licht, licht ,, wachten  kamer", alt: "lamp" };
  test("it leaves out what is empty", () => assert.deepEqual(cardOf(of, draft),
    { osmosi: "card/v1", id: "1", at: "2027-02-03", language: "nl", text: "a", tags: ["licht", "wachten kamer"] }));
  test("it has the photograph and what the mission looks at", () => {
    const card = cardOf({ ...of, about: { segment: "shop", need: "career" } }, { ...draft, quote: "q" }, "data:image/jpeg;base64,");
    assert.deepEqual(card.media, [{ kind: "photo", url: "data:image/jpeg;base64,", alt: "lamp" }]);
    assert.deepEqual([card.segment, card.need, card.quote], ["shop", "career", "q"]);
  });
  test("keywords stand once", () => assert.deepEqual(keywords("a; B,\nb"), ["a", "b"]));
  test("cards are counted by day", () => {
    const first = counted(null, "2027-02-03", 1);
    assert.deepEqual(first, { day: "2027-02-03", today: 1, all: 1 });
    assert.deepEqual(counted(first, "2027-02-03", 1), { day: "2027-02-03", today: 2, all: 2 });
    assert.deepEqual(counted(first, "2027-02-04"), { day: "2027-02-04", today: 0, all: 1 });
    assert.deepEqual(counted({ day: "2027-02-04", today: "x", all: -1 }, "2027-02-04"), { day: "2027-02-04", today: 0, all: 0 });
  });
  test("a photograph fits and keeps its shape", () => {
    assert.deepEqual(fit(4000, 3000), { width: 1280, height: 960 });
    assert.deepEqual(fit(3000, 4000), { width: 960, height: 1280 });
    assert.deepEqual(fit(640, 480), { width: 640, height: 480 });
    assert.deepEqual(fit(100_000, 1), { width: 1280, height: 1 });
    assert.ok(attempts.every(([scale, quality]) => scale <= 1 && quality < 1));
  });
});

describe("outbox", () => {
  /** A page whose server gives these answers, one after the other. */
  function page(...answers) {
    const posts = [];
    return Object.assign(new EventTarget(), {
      posts,
      async fetch(url, options) {
        posts.push({ url, ...options });
        const status = answers.length > 1 ? answers.shift() : answers[0];
        if (status === null) throw new TypeError("no network");
        return { status };
      },
    });
  }
  const now = () => new Date(2027, 1, 3, 9, 41);
  function start(p, { scope = null, kept = storage(), random = () => 0, at = now } = {}) {
    return { kept: kept.kept, box: new Outbox({ address: "https://host.example/answers", scope, store: new Store(kept), now: at, page: p, random }) };
  }

  test("an anonymous letter has no cookie, no referrer and an id of its own, and leaves nothing behind", async () => {
    const p = page(204);
    const { kept, box } = start(p);
    assert.equal(await box.send({ a: 1 }), "sent");
    assert.equal(await box.send({ a: 1 }), "sent");
    const [first, second] = p.posts;
    assert.equal(first.credentials, "omit");
    assert.equal(first.referrerPolicy, "no-referrer");
    assert.equal(first.body, '{"a":1}');
    assert.deepEqual(Object.keys(first.headers).sort(), ["Content-Type", "Idempotency-Key"]);
    assert.match(first.headers["Idempotency-Key"], /^[0-9a-f-]{36}$/);
    assert.notEqual(first.headers["Idempotency-Key"], second.headers["Idempotency-Key"]);
    assert.deepEqual([...kept], []);
  });

  test("a named one goes with the page's cookies, and waits under its scope", async () => {
    const p = page(503);
    const { kept, box } = start(p, { scope: "a" });
    assert.equal(await box.send({}), "waiting");
    assert.equal(p.posts[0].credentials, "same-origin");
    assert.deepEqual([...kept.keys()], [outboxKey("https://host.example/answers", "a")]);
    assert.notEqual(outboxKey("https://host.example/answers", ""), outboxKey("https://host.example/answers", null));
  });

  for (const status of [null, 500, 503, 401, 404, 429]) {
    test(`after ${status ?? "no answer"} it waits, without a scope or a time, and goes again under the same id`, async (t) => {
      t.mock.timers.enable({ apis: ["setTimeout"] });
      const p = page(status, 204);
      const { kept, box } = start(p, { random: () => 0.5 });
      assert.equal(await box.send({ a: 1 }), "waiting");
      const [[key, text]] = [...kept];
      assert.equal(key, "osmosi:answers:v1:https://host.example/answers");
      assert.deepEqual(Object.keys(JSON.parse(text)[0]).sort(), ["body", "day", "id"]);
      assert.equal(JSON.parse(text)[0].day, "2027-02-03");
      t.mock.timers.tick(69_999);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(p.posts.length, 1, "not before the wait that was drawn");
      t.mock.timers.tick(1);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(p.posts.length, 2);
      assert.equal(p.posts[0].headers["Idempotency-Key"], p.posts[1].headers["Idempotency-Key"]);
      assert.deepEqual([...kept], []);
    });
  }

  for (const status of [400, 413, 422]) {
    test(`what the server refuses with ${status} is not kept`, async () => {
      const { kept, box } = start(page(status));
      assert.equal(await box.send({}), "refused");
      assert.deepEqual([...kept], []);
    });
  }

  test("a letter that waited for a month, or is broken, is dropped", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const kept = storage();
    const letter = (day) => ({ id: day, day, body: "{}" });
    kept.setItem(outboxKey("https://host.example/answers", null), JSON.stringify([letter("2027-01-03"), letter("2027-01-04"), 7, null]));
    const p = page(204);
    start(p, { kept }).box.later();
    t.mock.timers.tick(20_000);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(p.posts.map(({ headers }) => headers["Idempotency-Key"]), ["2027-01-04"]);
  });
});
