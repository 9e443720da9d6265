// Getting events to the server: node --test delivery.test.mjs, with the folder
// of the widget in OSMOSI_WIDGET.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";

const load = (/** @type {string} */ name) => import(pathToFileURL(join(process.env.OSMOSI_WIDGET, name)));
const { Store } = await load("osmosi-store.js");
const { Problem } = await load("osmosi-source.js");
const { Delivery } = await load("osmosi-delivery.js");
const { uuid } = await load("osmosi-uuid.js");

/** A storage as a browser has it, of a given size in letters. */
function storage(size = Infinity) {
  const kept = new Map();
  return {
    kept,
    get length() { return kept.size; },
    key: (n) => [...kept.keys()][n] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      if (value.length > size) throw new Error("QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
  };
}

const closed = {
  getItem() { throw new Error("SecurityError"); },
  setItem() { throw new Error("SecurityError"); },
  removeItem() { throw new Error("SecurityError"); },
};

describe("delivery", () => {
  /** A page whose server gives these answers, one after the other: a status, or
   * a status and how long to wait, or null for none; the last one again and again. */
  function page(...answers) {
    const target = new EventTarget();
    const posts = [], beacons = [];
    return Object.assign(target, {
      posts, beacons,
      location: new URL("https://intranet.example/page"),
      navigator: { sendBeacon: (url, blob) => beacons.push([url, blob]) > 0 },
      async fetch(url, options) {
        posts.push({ url, options, ids: JSON.parse(options.body).map((event) => event.id) });
        const [status, after = null] = [answers.length > 1 ? answers.shift() : answers[0]].flat();
        if (status === null) throw new TypeError("no network");
        return { status, headers: { get: () => after } };
      },
    });
  }

  const settle = async () => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  const event = (/** @type {string} */ id) => ({ id, at: "2027-02-03T08:30:00Z", campaign: "spring", touchpoint: "t", proposition: "p", verb: "shown", language: "nl" });
  const endpoint = "https://intranet.example/api/events";
  const prefix = "osmosi:queue:v2:";
  const waiting = (kept) => [...kept.kept.keys()].filter((key) => key.startsWith(prefix)).sort().map((key) => JSON.parse(kept.kept.get(key)).id);

  function start(page, kept = storage(), store = new Store(kept), more = {}) {
    const faults = [];
    return { kept, faults, delivery: new Delivery({ endpoint, scope: "a", store, page, onFault: (fault) => faults.push(fault.code), ...more }) };
  }

  test("an event is sent at once and forgotten when the server has it", async () => {
    const p = page(204);
    const { delivery, kept } = start(p);
    delivery.push(event("1"));
    assert.deepEqual(waiting(kept), ["1"]);
    await settle();
    assert.deepEqual(waiting(kept), []);
    assert.equal(p.posts.length, 1);
    assert.equal(p.posts[0].url, endpoint);
    assert.equal(p.posts[0].options.method, "POST");
    assert.equal(p.posts[0].options.keepalive, true);
    assert.deepEqual(JSON.parse(p.posts[0].options.body), [event("1")]);
    delivery.stop();
  });

  for (const status of [null, 500, 503, 401, 404, 429]) {
    test(`after ${status ?? "no answer"} it stays, and the next page sends it`, async () => {
      const { delivery, kept, faults } = start(page(status));
      delivery.push(event("1"));
      await settle();
      delivery.stop();
      assert.deepEqual(waiting(kept), ["1"]);
      assert.deepEqual(faults, []);
      const next = page(200);
      start(next, kept).delivery.stop();
      await settle();
      assert.deepEqual(next.posts.map((post) => post.ids), [["1"]]);
      assert.deepEqual(waiting(kept), []);
    });
  }

  for (const status of [400, 422]) {
    test(`what the server refuses with ${status} is dropped, and said`, async () => {
      const { delivery, kept, faults } = start(page(status, 200));
      delivery.push(event("1"));
      await settle();
      assert.deepEqual(waiting(kept), []);
      assert.deepEqual(faults, ["OSM-WIDGET-005"]);
      delivery.stop();
    });
  }

  test("it tries again, ever later, up to five minutes", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    t.mock.method(Math, "random", () => 0);
    const p = page(null);
    const { delivery } = start(p);
    delivery.push(event("1"));
    await settle();
    let tries = 1;
    for (const seconds of [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
      t.mock.timers.tick(seconds * 1000 - 1);
      await settle();
      assert.equal(p.posts.length, tries, `before ${seconds} s`);
      t.mock.timers.tick(1);
      await settle();
      assert.equal(p.posts.length, ++tries, `after ${seconds} s`);
    }
    delivery.stop();
  });

  test("it tries again when the connection is back", async () => {
    const p = page(null, 200);
    const { delivery, kept } = start(p);
    delivery.push(event("1"));
    await settle();
    p.dispatchEvent(new Event("online"));
    await settle();
    assert.deepEqual(waiting(kept), []);
    delivery.stop();
  });

  test("what is pushed while a request is under way follows it", async () => {
    const p = page(200);
    const { delivery } = start(p);
    delivery.push(event("1"));
    delivery.push(event("2"));
    delivery.push(event("3"));
    await settle();
    assert.deepEqual(p.posts.map((post) => post.ids), [["1"], ["2", "3"]]);
    delivery.stop();
  });

  test("the queue holds the latest two hundred, and says what it lost", async () => {
    const p = page(null);
    const { delivery, kept, faults } = start(p);
    for (let i = 0; i < 203; i++) delivery.push(event(String(i)));
    await settle();
    assert.equal(waiting(kept).length, 200);
    assert.deepEqual([waiting(kept)[0], waiting(kept)[199]], ["3", "202"]);
    assert.deepEqual(faults, ["OSM-WIDGET-006", "OSM-WIDGET-006", "OSM-WIDGET-006"]);
    delivery.stop();
  });

  test("a long queue goes in parts that a browser lets through", async () => {
    const kept = storage();
    const before = start(page(null), kept);
    for (let i = 0; i < 120; i++) before.delivery.push(event(String(i)));
    before.delivery.stop();
    const p = page(200);
    const { delivery } = start(p, kept);
    await settle();
    assert.deepEqual(p.posts.map((post) => post.ids.length), [50, 50, 20]);
    assert.deepEqual(p.posts.flatMap((post) => post.ids), Array.from({ length: 120 }, (_, i) => String(i)), "in order");
    assert.ok(p.posts.every((post) => post.options.body.length < 64_000));
    delivery.stop();
  });

  test("a page that goes away hands over all that waits, what is under way too, and keeps it", async () => {
    const p = page(null);
    const { delivery, kept } = start(p);
    delivery.push(event("1")); // under way
    delivery.push(event("2"));
    p.dispatchEvent(new Event("pagehide"));
    assert.equal(p.beacons.length, 1);
    assert.equal(p.beacons[0][0], endpoint);
    assert.equal(p.beacons[0][1].type, "application/json");
    assert.deepEqual(JSON.parse(await p.beacons[0][1].text()), [event("1"), event("2")]);
    assert.deepEqual(waiting(kept), ["1", "2"]);
    delivery.stop();
  });

  test("after it stops it hears nothing, and a late answer still counts", async () => {
    const p = page(200);
    const { delivery, kept } = start(p);
    delivery.push(event("1"));
    delivery.stop();
    p.dispatchEvent(new Event("online"));
    p.dispatchEvent(new Event("pagehide"));
    await settle();
    assert.equal(p.posts.length, 1);
    assert.equal(p.beacons.length, 0);
    assert.deepEqual(waiting(kept), []);
  });

  test("what is no event is dropped, and said", async () => {
    const kept = storage();
    const before = start(page(null), kept);
    for (let i = 0; i < 6; i++) before.delivery.push(event(String(i)));
    before.delivery.stop();
    const keys = [...kept.kept.keys()];
    ["{", "{}", "7", "[]", '{"id":1}'].forEach((corrupt, i) => kept.kept.set(keys[i], corrupt));
    const p = page(200);
    const { delivery, faults } = start(p, kept);
    await settle();
    assert.deepEqual(p.posts.map((post) => post.ids), [["5"]]);
    assert.deepEqual(faults, Array(5).fill("OSM-WIDGET-005"));
    assert.deepEqual(waiting(kept), []);
    delivery.stop();
  });

  test("without storage events are sent all the same", async () => {
    const p = page(500, 200);
    const { delivery } = start(p, storage(), new Store(closed));
    delivery.push(event("1"));
    await settle();
    delivery.push(event("2"));
    p.dispatchEvent(new Event("online"));
    await settle();
    assert.deepEqual(p.posts.map((post) => post.ids), [["1"], ["1", "2"]]);
    delivery.stop();
  });

  test("a full storage loses nothing while the page lives", async () => {
    const p = page(503, 200);
    const { delivery, kept } = start(p, storage(10));
    delivery.push(event("1"));
    delivery.push(event("2"));
    await settle();
    assert.deepEqual(waiting(kept), [], "nothing fits");
    p.dispatchEvent(new Event("online"));
    await settle();
    assert.deepEqual(p.posts.map((post) => post.ids), [["1"], ["1", "2"]]);
    delivery.stop();
  });

  test("while it waits after a failure, what is pushed waits too", async () => {
    const p = page(503, 200);
    const { delivery, kept } = start(p);
    delivery.push(event("1"));
    await settle();
    delivery.push(event("2"));
    await settle();
    assert.equal(p.posts.length, 1);
    assert.deepEqual(waiting(kept), ["1", "2"]);
    delivery.stop();
  });

  test("scopes of which one begins with the other share nothing", async () => {
    const kept = storage();
    const other = start(page(null), kept, new Store(kept), { scope: "a:b" });
    other.delivery.push(event("1"));
    await settle();
    other.delivery.stop();
    const p = page(200);
    start(p, kept).delivery.stop();
    await settle();
    assert.deepEqual(p.posts, []);
  });

  for (const [asked, seconds] of [["120", 120], [new Date(1_800_000_000_000 + 240_000).toUTCString(), 240], ["999999999", 86_400]]) {
    test(`a server that asks for ${asked} is left alone for ${seconds} seconds, over reloads`, async (t) => {
      t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_800_000_000_000 });
      t.mock.method(Math, "random", () => 0);
      const p = page([429, asked], 200);
      const { delivery, kept } = start(p);
      delivery.push(event("1"));
      await settle();
      p.dispatchEvent(new Event("online"));
      p.dispatchEvent(new Event("pagehide"));
      await settle();
      assert.equal(p.posts.length + p.beacons.length, 1, "neither the connection nor the page's end changes that");
      delivery.stop();
      const next = page(200), reloaded = start(next, kept);
      t.mock.timers.tick(seconds * 1000 - 1);
      await settle();
      assert.equal(next.posts.length, 0);
      t.mock.timers.tick(1);
      await settle();
      assert.deepEqual(next.posts.map(({ ids }) => ids), [["1"]]);
      assert.deepEqual(waiting(kept), []);
      reloaded.delivery.stop();
    });
  }

  for (const asked of ["soon", "-5", "0", "Mon, 01 Jan 2024 00:00:00 GMT"]) {
    test(`a server that asks for ${asked} asks for nothing`, async () => {
      const kept = storage();
      const before = start(page([503, asked]), kept);
      before.delivery.push(event("1"));
      await settle();
      before.delivery.stop();
      const p = page(200);
      start(p, kept).delivery.stop();
      await settle();
      assert.deepEqual(p.posts.map(({ ids }) => ids), [["1"]]);
    });
  }

  test("back-off has up to a quarter more, by chance", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    t.mock.method(Math, "random", () => 0.8);
    const p = page(null);
    const { delivery } = start(p);
    delivery.push(event("1"));
    await settle();
    t.mock.timers.tick(2399);
    await settle();
    assert.equal(p.posts.length, 1);
    t.mock.timers.tick(1);
    await settle();
    assert.equal(p.posts.length, 2);
    delivery.stop();
  });

  test("what is too large for the server goes in smaller parts, and what is too large alone is dropped", async () => {
    const kept = storage();
    const before = start(page(null), kept);
    for (let i = 0; i < 8; i++) before.delivery.push(event(i === 5 ? "large" : String(i)));
    before.delivery.stop();
    const p = page(200), fetch = p.fetch;
    p.fetch = async (url, options) => {
      const answer = await fetch(url, options), { ids } = p.posts.at(-1);
      return ids.length > 3 || ids.includes("large") ? { ...answer, status: 413 } : answer;
    };
    const { delivery, faults } = start(p, kept);
    await settle();
    assert.deepEqual(waiting(kept), []);
    assert.deepEqual(faults, ["OSM-WIDGET-005"]);
    const arrived = p.posts.filter(({ ids }) => ids.length <= 3 && !ids.includes("large")).flatMap(({ ids }) => ids);
    assert.deepEqual(arrived, ["0", "1", "2", "3", "4", "6", "7"]);
    delivery.stop();
  });

  test("a request stays within what outlives a page, by bytes too", async () => {
    const kept = storage();
    const before = start(page(null), kept);
    for (let i = 0; i < 12; i++) before.delivery.push({ ...event(String(i)), touchpoint: "é".repeat(i === 11 ? 40_000 : 5_000) });
    before.delivery.stop();
    const p = page(200);
    const { delivery } = start(p, kept);
    await settle();
    assert.deepEqual(p.posts.map(({ ids }) => ids.length), [5, 5, 1, 1]);
    assert.deepEqual(p.posts.map(({ options }) => options.keepalive), [true, true, true, false]);
    delivery.stop();
  });

  test("to another site, or where the beacon is refused, a page that goes away asks by fetch", async () => {
    for (const [to, beacon, beacons] of [["https://other.example/api", true, 0], [endpoint, false, 1], [endpoint, undefined, 0]]) {
      const p = page(null);
      p.navigator.sendBeacon = beacon === undefined ? undefined : (...sent) => {
        p.beacons.push(sent);
        return beacon;
      };
      const { delivery, kept } = start(p, storage(), undefined, { endpoint: to });
      delivery.push(event("1"));
      await settle();
      p.dispatchEvent(new Event("pagehide"));
      await settle();
      assert.equal(p.beacons.length, beacons, to);
      assert.deepEqual(p.posts.map(({ ids }) => ids), [["1"], ["1"]]);
      assert.equal(p.posts[1].options.keepalive, true);
      assert.deepEqual(waiting(kept), ["1"]);
      delivery.stop();
    }
  });

  /** Locks as the tabs of one browser share them: one after the other. */
  function sharedLocks() {
    let last = Promise.resolve();
    const held = { most: 0, now: 0 };
    return {
      held,
      request(name, { signal }, work) {
        const turn = last.then(async () => {
          if (signal.aborted) throw signal.reason;
          held.most = Math.max(held.most, ++held.now);
          try {
            return await work();
          } finally {
            held.now--;
          }
        });
        last = turn.catch(() => {});
        return turn;
      },
    };
  }

  for (const locked of [true, false]) {
    test(`several tabs share a queue without loss${locked ? ", and send each event once" : ", also where nothing tells them apart"}`, async () => {
      const kept = storage(), locks = sharedLocks();
      const tabs = Array.from({ length: 4 }, () => {
        const p = page(200);
        if (locked) p.navigator.locks = locks;
        return { p, ...start(p, kept, new Store(kept)) };
      });
      const pushed = [];
      for (let i = 0; i < 25; i++) {
        for (const [n, { delivery }] of tabs.entries()) {
          pushed.push(`${n}-${i}`);
          delivery.push(event(`${n}-${i}`));
        }
        if (i % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      for (let i = 0; i < 20; i++) await settle();
      const sent = tabs.flatMap(({ p }) => p.posts.flatMap(({ ids }) => ids));
      assert.deepEqual([...new Set(sent)].sort(), pushed.sort());
      assert.deepEqual(waiting(kept), []);
      if (locked) {
        assert.equal(sent.length, pushed.length, "each once");
        assert.equal(locks.held.most, 1);
      }
      for (const { delivery } of tabs) delivery.stop();
    });
  }

  test("a tab writes while another has read, and nothing is lost", async () => {
    // As tabs of several processes do: what one reads is older than what the other writes.
    const kept = storage();
    const [a, b] = [start(page(null), kept, new Store(kept)), start(page(null), kept, new Store(kept))];
    const get = kept.getItem;
    kept.getItem = (key) => {
      const before = get(key);
      kept.getItem = get;
      b.delivery.push(event("b"));
      return before;
    };
    a.delivery.push(event("a"));
    await settle();
    assert.deepEqual(waiting(kept).sort(), ["a", "b"]);
    a.delivery.stop();
    b.delivery.stop();
  });

  test("a tab that waits for another and stops leaves its events to it", async () => {
    const kept = storage(), locks = sharedLocks();
    const p = page(200), q = page(200);
    p.navigator.locks = q.navigator.locks = locks;
    let answer;
    p.fetch = async (url, options) => {
      p.posts.push(JSON.parse(options.body).map(({ id }) => id));
      await new Promise((resolve) => { answer = resolve; });
      return { status: 200, headers: { get: () => null } };
    };
    const [a, b] = [start(p, kept, new Store(kept)), start(q, kept, new Store(kept))];
    a.delivery.push(event("1"));
    await settle();
    b.delivery.push(event("2"));
    b.delivery.stop();
    answer();
    await settle();
    answer();
    await settle();
    assert.deepEqual(p.posts, [["1"], ["2"]]);
    assert.deepEqual(q.posts, []);
    assert.deepEqual(waiting(kept), []);
    a.delivery.stop();
  });

  test("locks that a browser refuses are done without", async () => {
    const p = page(200);
    p.navigator.locks = { request: () => Promise.reject(new Error("SecurityError")) };
    const { delivery, kept } = start(p);
    delivery.push(event("1"));
    await settle();
    assert.deepEqual(waiting(kept), []);
    delivery.stop();
  });

  const terms = (more = {}) => ({
    actor: JSON.stringify({ account: { homePage: "https://intranet.example", name: "83eeb38e004a295359bde4b0760bb271" } }),
    activities: "https://intranet.example/learning/", platform: "Intranet", ...more,
  });
  const xapi = (more) => ({ format: "xapi", terms: terms(more) });
  const arrives = async (/** @type {() => boolean} */ true_) => {
    for (let i = 0; i < 200 && !true_(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(true_());
  };

  test("statements go to a learning record store, each with the id of its event", async () => {
    const p = page(200);
    const { delivery, kept, faults } = start(p, storage(), undefined, xapi());
    const id = uuid();
    delivery.push(event(id));
    await arrives(() => p.posts.length === 1 && waiting(kept).length === 0);
    assert.equal(p.posts[0].options.headers["X-Experience-API-Version"], "1.0.3");
    assert.equal(p.posts[0].options.headers["Content-Type"], "application/json");
    const [statement] = JSON.parse(p.posts[0].options.body);
    assert.equal(statement.id, id);
    assert.equal(statement.actor.account.name, "83eeb38e004a295359bde4b0760bb271");
    assert.equal(statement.object.id, "https://intranet.example/learning/campaigns/spring/touchpoints/t");
    assert.deepEqual(faults, []);
    delivery.stop();
  });

  test("what one actor left does not go out in the name of the next", async () => {
    const kept = storage();
    const first = start(page(null), kept, undefined, xapi());
    first.delivery.push(event(uuid()));
    first.delivery.stop();
    const p = page(200);
    const other = start(p, kept, new Store(kept), xapi({ actor: { account: { homePage: "https://intranet.example", name: "another" } } }));
    const native = start(p, kept, new Store(kept));
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(p.posts, []);
    assert.equal(waiting(kept).length, 1);
    other.delivery.stop();
    native.delivery.stop();
  });

  const person = { account: { homePage: "https://intranet.example", name: "83ee" } };
  for (const [name, code, more] of [
    ["no actor", "OSM-WIDGET-021", { actor: undefined }], ["an empty actor", "OSM-WIDGET-021", { actor: "" }], ["an actor that is no JSON", "OSM-WIDGET-021", { actor: "{" }],
    ["a mailbox", "OSM-WIDGET-021", { actor: { mbox: "mailto:ada@example.org" } }], ["a mailbox beside the account", "OSM-WIDGET-021", { actor: { ...person, mbox: "mailto:ada@example.org" } }],
    ["a name beside the account", "OSM-WIDGET-021", { actor: { ...person, name: "Ada" } }], ["a group", "OSM-WIDGET-021", { actor: { objectType: "Group", ...person } }],
    ["an account without a home page", "OSM-WIDGET-021", { actor: { account: { name: "83ee" } } }], ["an account without a name", "OSM-WIDGET-021", { actor: { account: { homePage: "https://intranet.example", name: "" } } }],
    ["no activities", "OSM-WIDGET-021", { activities: undefined }], ["activities without a slash at the end", "OSM-WIDGET-021", { activities: "https://intranet.example/learning" }],
  ]) {
    test(`statements with ${name} are refused`, () => {
      assert.throws(() => start(page(200), storage(), undefined, xapi(more)), (error) => error instanceof Problem && error.code === code);
    });
  }

  test("a format that is none is refused", () => {
    assert.throws(() => start(page(200), storage(), undefined, { format: "cmi5", terms: terms() }), (error) => error instanceof Problem && error.code === "OSM-WIDGET-020");
  });

  test("an answer to a pulse, which is anonymous, never becomes a statement", async () => {
    const p = page(200);
    const { delivery, kept, faults } = start(p, storage(), undefined, xapi());
    delivery.push({ id: uuid(), at: "2027-02-03T08:30:00Z", campaign: "spring", touchpoint: "pulse", verb: "answered", answers: [3, 4] });
    delivery.push({ id: uuid(), osmosi: "answers/v1", survey: "pulse", answers: [3, 4] });
    await arrives(() => waiting(kept).length === 0);
    await settle();
    assert.deepEqual(p.posts, []);
    assert.deepEqual(faults, ["OSM-WIDGET-005", "OSM-WIDGET-005"]);
    delivery.stop();
  });

  for (const status of [400, 409]) {
    test(`a statement that a store refuses with ${status} does not take others along`, async () => {
      const kept = storage(), ids = Array.from({ length: 9 }, uuid);
      const before = start(page(null), kept, undefined, xapi());
      for (const id of ids) before.delivery.push(event(id));
      before.delivery.stop();
      const p = page(200), fetch = p.fetch, stored = [];
      p.fetch = async (url, options) => {
        const answer = await fetch(url, options), sent = p.posts.at(-1).ids;
        if (sent.includes(ids[4])) return { ...answer, status };
        stored.push(...sent);
        return answer;
      };
      const { delivery, faults } = start(p, kept, new Store(kept), xapi());
      await arrives(() => waiting(kept).length === 0);
      assert.deepEqual(stored, ids.filter((id) => id !== ids[4]));
      assert.deepEqual(faults, ["OSM-WIDGET-005"]);
      delivery.stop();
    });
  }

  test("statements of a page that goes away are asked by fetch, which has the header", async () => {
    const p = page(200, null);
    const { delivery } = start(p, storage(), undefined, xapi());
    delivery.push(event(uuid()));
    await arrives(() => p.posts.length === 1);
    await settle();
    delivery.push(event(uuid()));
    await arrives(() => p.posts.length === 2);
    await settle();
    p.dispatchEvent(new Event("pagehide"));
    assert.equal(p.beacons.length, 0);
    assert.equal(p.posts.length, 3);
    assert.equal(p.posts[2].options.headers["X-Experience-API-Version"], "1.0.3");
    delivery.stop();
  });

  test("statements tell what a touchpoint is where a file beside the bundle does", async () => {
    for (const [answer, want] of [
      [{ ok: true, status: 200, json: async () => ({ osmosi: "activities/v1", campaign: "spring", touchpoints: { t: { kind: "kickOff", name: { nl: "Start" } } } }) }, { name: { nl: "Start" }, type: "http://adlnet.gov/expapi/activities/meeting" }],
      [{ ok: true, status: 200, json: async () => ({ osmosi: "activities/v1", campaign: "autumn", touchpoints: { t: { kind: "kickOff" } } }) }, undefined],
      [{ ok: true, status: 200, json: async () => { throw new SyntaxError("no JSON"); } }, undefined],
      [{ ok: false, status: 404 }, undefined],
    ]) {
      const p = page(200), fetch = p.fetch, asked = [];
      p.fetch = async (url, options) => {
        if (options) return fetch(url, options);
        asked.push(String(url));
        return answer;
      };
      const { delivery } = start(p, storage(), undefined, xapi({ src: "https://intranet.example/campaign/bundle.json" }));
      delivery.push(event(uuid()));
      await arrives(() => p.posts.length === 1);
      assert.deepEqual(asked, ["https://intranet.example/campaign/activities.json"]);
      assert.deepEqual(JSON.parse(p.posts[0].options.body)[0].object.definition, want);
      delivery.stop();
    }
  });

  test("while that file cannot be had for the moment, statements wait", async (t) => {
    const p = page(200), fetch = p.fetch;
    let down = true;
    p.fetch = async (url, options) => options ? fetch(url, options) : down ? { ok: false, status: 503 } : { ok: false, status: 404 };
    const { delivery, kept } = start(p, storage(), undefined, xapi({ src: "https://intranet.example/campaign/bundle.json" }));
    delivery.push(event(uuid()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(waiting(kept).length, 1);
    down = false;
    p.dispatchEvent(new Event("online"));
    await arrives(() => waiting(kept).length === 0);
    delivery.stop();
  });

  test("ids are UUIDs, on pages without TLS too", (t) => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    assert.match(uuid(), form);
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    t.after(() => delete crypto.randomUUID);
    assert.match(uuid(), form);
    assert.notEqual(uuid(), uuid());
  });
});
