// The parts of the shell that need no page: node --test shell.test.mjs, with
// the folder of the widget in OSMOSI_WIDGET.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";

const load = (/** @type {string} */ name) => import(pathToFileURL(join(process.env.OSMOSI_WIDGET, name)));
const { matchLanguage } = await load("osmosi-language.js");
const { History, Store } = await load("osmosi-store.js");
const { Learning, unanswered } = await load("osmosi-learning.js");
const { decideForEveryone, heldBack } = await load("osmosi-decide.js");
const { Decider, Refusal } = await load("osmosi-decider.js");
const { answers, card, draw, safeAddress } = await load("osmosi-card.js");
const { matches, read, tooDeep } = await load("osmosi-source.js");
const { connected } = await load("osmosi-host.js");
const { openTouchpoints } = await load("osmosi-ghosts.js");

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

describe("language", () => {
  const cases = [
    [["it", "nl", "en"], "nl", "nl"],
    [["it", "nl", "en"], "nl-BE", "nl"],
    [["it", "nl", "en"], "EN-gb", "en"],
    [["en-GB", "en"], "en", "en"],
    [["it", "en-GB"], "en-US", "en-GB"],
    [["it", "nl"], "fr", "it"],
    [["it", "nl"], "", "it"],
    [["nl", "it"], "italian", "nl"],
  ];
  for (const [available, wanted, want] of cases) {
    test(`${wanted || "nothing"} of ${available} is ${want}`, () => assert.equal(matchLanguage(available, wanted), want));
  }
});

describe("history", () => {
  test("outcomes stay, by campaign and scope", () => {
    const kept = storage();
    const history = new History(new Store(kept), "spring", "a");
    history.set("p", "started");
    history.set("q", "dismissed");
    history.set("p", "completed");
    assert.deepEqual(new History(new Store(kept), "spring", "a").all(), { p: "completed", q: "dismissed" });
    assert.deepEqual(new History(new Store(kept), "spring", "b").all(), {});
    assert.deepEqual(new History(new Store(kept), "autumn", "a").all(), {});
    assert.deepEqual([...kept.kept], [["osmosi:v1:spring:a", '{"p":"completed","q":"dismissed"}']]);
  });

  for (const corrupt of ["{", "null", "[]", "7", '"x"', '{"p":7,"q":"eaten","r":null}']) {
    test(`corrupt storage is an empty history: ${corrupt}`, () => {
      const kept = storage();
      kept.kept.set("osmosi:v1:spring:", corrupt);
      const history = new History(new Store(kept), "spring", "");
      assert.deepEqual(history.all(), {});
      history.set("p", "started");
      assert.deepEqual(history.all(), { p: "started" });
    });
  }

  for (const [name, none] of [["no", null], ["closed", closed], ["full", storage(3)]]) {
    test(`with ${name} storage it lasts as long as the page`, () => {
      const store = new Store(none);
      new History(store, "spring", "").set("p", "dismissed");
      assert.deepEqual(new History(store, "spring", "").all(), { p: "dismissed" });
    });
  }

  test("a proposition may have any name", () => {
    const history = new History(new Store(storage()), "spring", "");
    history.set("__proto__", "started");
    history.set("p", "started");
    assert.equal(JSON.stringify(history.all()), '{"__proto__":"started","p":"started"}');
  });
});

describe("learning", () => {
  const key = "osmosi:learning:v1:spring:a";
  const learning = (/** @type {any} */ kept) => new Learning(new Store(kept), "spring", "a");
  const something = { state: "b3Ntb3Np", seed: 7, counter: 3, shown: { t: "2027-02-03T09:30" } };

  test("it begins with a seed of its own, and stays by campaign and scope", () => {
    const kept = storage();
    const { seed, ...rest } = learning(kept).kept();
    assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31, String(seed));
    assert.deepEqual(rest, { state: "", counter: 0, shown: {} });
    assert.equal(kept.kept.size, 0, "looking keeps nothing");
    assert.notDeepEqual(Array.from({ length: 8 }, () => learning(kept).kept().seed), Array(8).fill(seed));
    learning(kept).keep(something);
    assert.deepEqual(learning(kept).kept(), something);
    assert.deepEqual([...kept.kept], [[key, JSON.stringify(something)]]);
    assert.equal(new Learning(new Store(kept), "spring", "b").kept().state, "");
    assert.equal(new Learning(new Store(kept), "autumn", "a").kept().state, "");
  });

  for (const corrupt of ["{", "[]", "7", '"x"', "{}", ...[{ state: 7 }, { seed: -1 }, { seed: 2 ** 31 }, { seed: 0.5 }, { counter: "3" }, { shown: null }, { shown: 7 }, { shown: { t: "soon" } }, { shown: { t: 7 } }]
    .map((wrong) => JSON.stringify({ ...something, ...wrong }))]) {
    test(`what is broken is said, and can be erased: ${corrupt}`, () => {
      const kept = storage();
      kept.kept.set(key, corrupt);
      assert.throws(() => learning(kept).kept(), (error) => error instanceof Refusal && error.code === "OSM-WIDGET-009");
      learning(kept).erase();
      assert.equal(learning(kept).kept().state, "");
    });
  }

  test("a version that is not known is left alone", () => {
    const kept = storage();
    kept.kept.set("osmosi:learning:v2:spring:a", "other");
    assert.equal(learning(kept).kept().state, "");
    learning(kept).erase();
    assert.equal(kept.kept.get("osmosi:learning:v2:spring:a"), "other");
  });

  for (const [name, none] of [["no", null], ["closed", closed], ["full", storage(3)]]) {
    test(`with ${name} storage it lasts as long as the page, and is erased all the same`, () => {
      const store = new Store(none);
      const here = () => new Learning(store, "spring", "a");
      here().keep(something);
      here().paused = true;
      assert.deepEqual(here().kept(), something);
      assert.equal(here().paused, true);
      here().erase();
      here().paused = false;
      assert.equal(here().kept().state, "");
      assert.equal(here().paused, false);
    });
  }

  test("what was kept before the storage was full is erased with the rest", () => {
    const kept = storage(200);
    learning(kept).keep(something);
    const store = new Store(kept), here = new Learning(store, "spring", "a");
    here.keep({ ...something, state: "x".repeat(300) });
    assert.equal(here.kept().state.length, 300);
    here.erase();
    assert.equal(here.kept().state, "");
    assert.equal(kept.kept.size, 0);
  });

  test("to pause holds for all campaigns of a scope, also where it cannot be read", () => {
    const kept = storage(), store = new Store(kept);
    new Learning(store, "spring", "a").paused = true;
    assert.equal(new Learning(store, "autumn", "a").paused, true);
    assert.equal(new Learning(store, "spring", "b").paused, false);
    kept.kept.set("osmosi:paused:v1:a", "{");
    assert.equal(new Learning(store, "spring", "a").paused, true);
    new Learning(store, "spring", "a").paused = false;
    assert.equal(new Learning(store, "autumn", "a").paused, false);
  });

  test("it hears what other pages did", () => {
    const kept = storage(3), store = new Store(kept), here = new Learning(store, "spring", "a");
    const cases = [
      ["osmosi:paused:v1:a", "true", true], ["osmosi:paused:v1:a", null, true], ["osmosi:paused:v1:b", "true", false],
      [key, "{}", false], ["osmosi:v1:spring:a", null, false], [key, null, true], [null, null, true],
    ];
    for (const [key, newValue, want] of cases) {
      here.keep(something); // full: in memory only
      assert.equal(here.hear({ key, newValue }), want, `${key} ${newValue}`);
      if (want && !String(key).includes("paused")) assert.equal(here.kept().state, "", "erased there, erased here");
      else assert.equal(here.kept().state, something.state);
    }
  });

  test("a day without a response is an answer", () => {
    const at = (/** @type {string} */ moment) => unanswered({ ...something, shown: { t: "2027-02-03T09:30", u: "2027-02-04T09:31" } }, moment);
    assert.deepEqual(at("2027-02-04T09:29"), []);
    assert.deepEqual(at("2027-02-04T09:30"), ["t"]);
    assert.deepEqual(at("2027-02-05T09:31"), ["t", "u"]);
    assert.deepEqual(at("2027-02-01T09:31"), [], "a preview that goes back");
  });
});

describe("decision", () => {
  test("a shared engine loads a bundle when it is another one", async () => {
    const calls = [];
    const decider = new Decider({
      call(name, request) {
        calls.push([name, request]);
        return "{}";
      },
    });
    for (const bundle of ["a", "a", "b", "a"]) await decider.decide(bundle, "?");
    assert.deepEqual(calls.map(([name, request]) => `${name} ${request}`),
      ["load a", "decide ?", "decide ?", "load b", "decide ?", "load a", "decide ?"]);
  });

  test("a shared engine goes by what was learnt of the one that asks, or by nothing", async () => {
    const calls = [];
    const decider = new Decider({
      call(name, request) {
        calls.push(name === "relate" ? `${name} ${request}` : name);
        return '{"state":"y"}';
      },
    });
    const asked = async (/** @type {() => Promise<unknown>} */ ask) => {
      await ask();
      return calls.splice(0);
    };
    assert.deepEqual(await asked(() => decider.decide("a", "?", "")), ["load", "relate {}", "decide"]);
    assert.deepEqual(await asked(() => decider.decide("a", "?", "")), ["decide"]);
    assert.equal(await decider.record("a", "?", ""), "y");
    assert.deepEqual(await asked(() => decider.decide("a", "?", "y")), ["record", "decide"]);
    assert.deepEqual(await asked(() => decider.knows("a", "x")), ['relate {"state":"x"}', "knows"]);
    assert.deepEqual(await asked(() => decider.decide("a", "?")), ["load", "decide"], "without learning nothing learnt is left");
    assert.deepEqual(await asked(() => decider.decide("a", "?", "x")), ['relate {"state":"x"}', "decide"]);
    assert.deepEqual(await asked(() => decider.decide("b", "?", "x")), ["load", 'relate {"state":"x"}', "decide"]);
  });

  test("a bundle that was refused is not taken for loaded", async () => {
    let loads = 0;
    const decider = new Decider({
      call(name) {
        if (name === "load") loads++;
        return '{"error":{"code":"OSM-ENGINE-001","what":"no program"}}';
      },
    });
    for (const bundle of ["a", "a"]) {
      await assert.rejects(decider.decide(bundle, "?"), (error) => error instanceof Refusal && error.code === "OSM-ENGINE-001" && error.message === "no program");
    }
    assert.equal(loads, 2);
  });

  const program = {
    campaign: "spring", start: "2027-01-11", end: "2027-03-31",
    propositions: [
      { id: "managers", managers: true, segment: -1 }, { id: "some", segment: 0 },
      { id: "all", segment: -1 }, { id: "more", segment: -1 },
    ],
    touchpoints: [
      ["briefing", 0, -1, true, false], ["poster", 2, -1, false, false], ["sales", 1, -1, true, false], ["night", 2, 0, true, false],
      ["leads", 2, -1, true, true], ["welcome", 2, -1, true, false], ["again", 3, -1, true, false],
    ].map(([id, proposition, segment, widget, managers]) => ({ id, phase: "inform", proposition, segment, widget, managers, day: "2027-01-13", time: "09:30", until: "2027-01-31" })),
  };
  const cases = [
    ["the first that is for everyone", "2027-01-13T09:30", {}, "welcome"],
    ["still on the last day", "2027-01-31T23:59", {}, "welcome"],
    ["the next where it was answered", "2027-01-20T10:00", { all: "dismissed" }, "again"],
    ["the same where it was started", "2027-01-20T10:00", { all: "started" }, "welcome"],
    ["what was put aside where nothing else is left", "2027-01-20T10:00", { all: "completed", more: "dismissed" }, "again"],
    ["nothing where all were completed", "2027-01-20T10:00", { all: "completed", more: "completed" }, "nothing"],
    ["nothing before the time", "2027-01-13T09:29", {}, "nothing"],
    ["nothing after the last day", "2027-02-01T00:00", {}, "nothing"],
    ["nothing before the campaign", "2027-01-10T23:59", {}, "early"],
    ["nothing after it", "2027-04-01T00:00", {}, "over"],
  ];
  for (const [name, at, history, want] of cases) {
    test(`without an engine: ${name}`, () => {
      const decision = decideForEveryone(program, { at, history });
      assert.equal(decision.touchpoint ?? decision.none, want);
    });
  }

  test("without an engine: nothing that an experiment holds back", () => {
    const holdouts = { half: ["welcome", "night"], words: [] };
    const held = heldBack(holdouts, ["words:b", "half:holdout"]);
    assert.deepEqual(held, ["welcome", "night"]);
    assert.deepEqual(heldBack(holdouts, ["half:campaign", "gone:holdout"]), []);
    assert.equal(decideForEveryone(program, { at: "2027-01-13T09:30", history: {}, held }).touchpoint, "again");
  });
});

describe("source", () => {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  // Of the empty text, as any tool tells them.
  const sha256 = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  const sha384 = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";

  for (const [integrity, text, want] of [
    [sha256, "", true], [sha384, "", true], [`sha256-AAAA ${sha256}`, "", true], [`${sha256}?later`, "", true], [sha256, "x", false],
    [`${sha256} sha384-AAAA`, "", false], [`${sha384} sha256-AAAA`, "", true], ["md5-1B2M2Y8AsgTpgAmY7PhCfg==", "", false], ["yes", "", false], [" ", "", false],
  ]) {
    test(`the strongest hash decides: ${integrity} of ${text || "nothing"}`, async () => assert.equal(await matches(bytes(text), integrity), want));
  }

  for (const [text, want] of [["[[[]]]", false], ["[[[[]]]]", true], ['["[[[[[[", "\\"[[[[", {}]', false], ['[{"a":[{', true], ["[],[],[],[],[]", false], ["]]]][[[[", false]]) {
    test(`brackets nest too deep: ${text}`, () => assert.equal(tooDeep(bytes(text), 3), want));
  }

  test("a response ends where it is too large", async () => {
    let sent = 0, cancelled = false;
    const endless = () => new Response(new ReadableStream({
      pull(controller) {
        sent += 1000;
        controller.enqueue(new Uint8Array(1000));
      },
      cancel() { cancelled = true; },
    }));
    await assert.rejects(read(endless(), 5000), (error) => error.code === "OSM-WIDGET-010");
    assert.ok(sent < 10_000 && cancelled, String(sent));
    assert.deepEqual([...await read(new Response("ab"), 2)], [97, 98]);
    assert.equal((await read(new Response(null))).length, 0);
  });
});

describe("a port to the engine", () => {
  const open = () => {
    const sent = [];
    /** @type {any} */
    const port = { postMessage: (message) => sent.push(message) };
    let fail;
    const engine = connected(port, (f) => { fail = f; });
    return { port, sent, engine, fail, hear: (data) => port.onmessage({ data }) };
  };

  test("answers find their calls, whatever their order", async () => {
    const { engine, hear, sent } = open();
    hear({ ready: true });
    const calls = [(await engine).call("load", "a"), (await engine).call("decide", "b"), (await engine).call("knows", "c")];
    assert.deepEqual(sent, [{ id: 1, name: "load", request: "a" }, { id: 2, name: "decide", request: "b" }, { id: 3, name: "knows", request: "c" }]);
    hear({ id: 2, answer: "two" });
    hear({ id: 3, error: "stopped" });
    hear({ id: 9, answer: "nobody asked" });
    hear({ id: 1, answer: "one" });
    assert.equal(await calls[0], "one");
    assert.equal(await calls[1], "two");
    await assert.rejects(calls[2], /stopped/);
  });

  test("one that cannot be had, or breaks, leaves nobody waiting", async () => {
    const none = open();
    none.hear({ error: "no WebAssembly" });
    await assert.rejects(none.engine, /no WebAssembly/);
    const broken = open();
    broken.hear({ ready: true });
    const call = (await broken.engine).call("load", "a");
    broken.fail(new Error("crashed"));
    await assert.rejects(call, /crashed/);
  });
});

test("room is kept for what is open at a moment", () => {
  const program = {
    propositions: [{ id: "p" }],
    touchpoints: [["open"], ["mail", { widget: false }], ["invited", { invited: true }], ["sales", { segment: 3 }], ["later", { time: "10:01" }], ["past", { until: "2027-02-02" }], ["nowhere", { proposition: 7 }]]
      .map(([id, more]) => ({ id, widget: true, proposition: 0, segment: -1, day: "2027-02-03", time: "10:00", until: "2027-02-03", ...more })),
  };
  assert.deepEqual(openTouchpoints(program, "2027-02-03T10:00").map(({ touchpoint }) => touchpoint), ["open", "sales"]);
});

describe("drawing", () => {
  // A document that writes down what is made of it.
  globalThis.document = /** @type {any} */ ({
    baseURI: "https://intranet.example/home/",
    createElement(tag) {
      const made = { tag, children: [], setAttribute: (name, value) => { made[name] = value; }, addEventListener() {}, append: (...children) => made.children.push(...children) };
      return made;
    },
  });
  const outline = (drawn) => drawn.map((one) => typeof one === "string" ? one :
    `<${one.tag}${one.href ? ` ${one.href}` : ""}>${outline(one.children)}</${one.tag}>`).join("");

  const cases = [
    ["texts and tags", [["p", "a ", ["strong", "b"], ["em", "c"]], ["ul", ["li", ["code", "d"]]], ["br"]], "<p>a <strong>b</strong><em>c</em></p><ul><li><code>d</code></li></ul><br></br>"],
    ["a link", [["a", "/learn?x=1", "go ", ["em", "on"]]], "<a https://intranet.example/learn?x=1>go <em>on</em></a>"],
    ["a link that runs script", [["a", "javascript:alert(1)", "go"]], "go"],
    ["a link that brings a page along", [["a", " DATA:text/html,x", "go"]], "go"],
    ["a link to nowhere", [["a", 7, "go"], ["a"]], "go"],
    ["tags that are not content", [["script", "x"], ["img"], ["p", ["iframe", "y"]], ["P", "z"]], "x<p>y</p>z"],
    ["markup in a text", ["<b>&amp;"], "<b>&amp;"],
    ["what is no node", [null, 7, {}, [], [["p"]], true], ""],
    ["what is no list", "text", ""],
    ["nothing", undefined, ""],
  ];
  for (const [name, nodes, want] of cases) {
    test(name, () => assert.equal(outline(draw(nodes)), want));
  }

  test("the texts of a variant, where the page says so", () => {
    const content = {
      campaign: "spring", language: "en", labels: new Proxy({}, { get: (_, name) => String(name) }), why: {}, propositions: { p: { gain: [], problem: [], ability: [] } },
      touchpoints: { t: { title: "Own", body: [["p", "own"]], voice: "Us", variants: { "words:b": { title: "Other", body: [["p", "other"]] } } } },
    };
    for (const [arms, want] of [[undefined, "Own"], [[], "Own"], [["words:control"], "Own"], [["more:b"], "Own"], [["half:campaign", "words:b"], "Other"]]) {
      const drawn = outline([card(content, { touchpoint: "t", proposition: "p", why: [], arms }, () => {})]);
      assert.equal(drawn.includes(`<h2>${want}</h2>`), true, drawn);
      assert.equal(drawn.includes(`<p>${want.toLowerCase()}</p>`), true, drawn);
    }
  });

  test("nesting ends", () => {
    let nodes = ["deep"];
    for (let i = 0; i < 10_000; i++) nodes = [["em", ...nodes]];
    assert.equal(outline(draw(nodes)).includes("deep"), false);
  });

  test("addresses", () => {
    const base = "https://intranet.example/home/";
    assert.equal(safeAddress("learn", base), "https://intranet.example/home/learn");
    assert.equal(safeAddress("mailto:a@b.example", base), "mailto:a@b.example");
    for (const bad of ["javascript:1", "data:,x", "blob:https://x/1", "file:///etc", "https://", null, undefined, {}]) assert.equal(safeAddress(bad, base), undefined);
    assert.equal(safeAddress("http://elsewhere.example/", base), undefined);
    assert.equal(safeAddress("/learn", "http://localhost:8080/"), "http://localhost:8080/learn");
    assert.equal(safeAddress("javascript:1", "file:///home/page.html"), undefined);
  });
});

describe("answers", () => {
  const all = [
    { question: "a", segment: "shop", answer: ["shop"] }, { question: "a", segment: "new", answer: ["new"] }, { question: "a", answer: ["all"] },
    { question: "b", segment: "new", answer: ["b"] },
  ];
  const told = (/** @type {string[]} */ segments) => answers(all, segments).map(({ answer }) => answer[0]);
  test("everyone gets the general one", () => assert.deepEqual(told([]), ["all"]));
  test("a person gets that of the first segment that has one", () => assert.deepEqual(told(["new", "shop"]), ["shop", "b"]));
  test("one question is answered once", () => assert.deepEqual(told(["new"]), ["new", "b"]));
});
