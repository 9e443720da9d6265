// The module without an element: node --test headless.test.mjs, with the folder of
// the widget in OSMOSI_WIDGET.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = process.env.OSMOSI_WIDGET;

// The memory of each engine, to watch it.
const memories = [];
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (module, imports) => {
  const instance = await instantiate(module, imports);
  memories.push(instance.exports.mem);
  return instance;
};

const { load, Refusal } = await import(pathToFileURL(join(folder, "osmosi-headless.js")));
const file = new URL("../exchange/testdata/bundle.json", import.meta.url);
const text = await readFile(file, "utf8");
const engine = await WebAssembly.compile(await readFile(join(folder, "osmosi-engine.wasm")));
const sales = { profile: { department: "sales", tenureDays: 30, needs: ["career"] }, at: "2027-02-05T10:00" };
const refuses = (/** @type {string} */ code) => (/** @type {Error} */ error) => error instanceof Refusal && error instanceof Error && error.code === code && error.message !== "";

test("it loads from bytes, a module, files and addresses, and bundles from their text, value and file", async () => {
  const bytes = await readFile(join(folder, "osmosi-engine.wasm"));
  const at = pathToFileURL(join(folder, "osmosi-engine.wasm"));
  for (const options of [
    { bundle: file }, { bundle: text }, { bundle: JSON.parse(text) }, { bundle: text, engine: bytes }, { bundle: text, engine },
    { bundle: text, engine: at }, { bundle: text, engine: at.href }, { bundle: new URL(`data:application/json,${encodeURIComponent(text)}`), engine: new URL(`data:application/wasm;base64,${bytes.toString("base64")}`) },
  ]) {
    assert.equal((await load(options)).decide(sales).touchpoint, "sales-card");
  }
});

test("it decides, keeps to history, briefing and arms, and takes dates by the local clock", async () => {
  const osmosi = await load({ bundle: { ...JSON.parse(text), holdouts: { tenth: ["sales-card"] } }, engine });
  assert.deepEqual(osmosi.decide(sales), { touchpoint: "sales-card", proposition: "for-sales", phase: "activate", segments: ["sales", "new"], why: ["segment:sales", "need:career", "phase:activate"] });
  assert.deepEqual(osmosi.decide({ ...sales, at: new Date(2027, 1, 5, 10, 0, 59) }), osmosi.decide(sales));
  assert.equal(osmosi.decide({ ...sales, history: { "for-sales": "completed" } }).touchpoint, "newcomer");
  assert.equal(osmosi.decide({ ...sales, briefed: "2027-02-05" }).none, "nothing");
  assert.equal(osmosi.decide({ ...sales, arms: ["tenth:holdout"] }).touchpoint, "newcomer");
  assert.equal(osmosi.decide({ ...sales, arms: ["tenth:campaign"] }).touchpoint, "sales-card");
  assert.equal(osmosi.decide({ at: "2026-12-01T10:00" }).none, "early");
});

test("what is wrong is refused with a code", async () => {
  await assert.rejects(load({ bundle: "{", engine }), refuses("OSM-ENGINE-001"));
  await assert.rejects(load({ bundle: { osmosi: "bundle/v9", program: {} }, engine }), refuses("OSM-ENGINE-004"));
  await assert.rejects(load({ bundle: text, engine, state: { campaign: "autumn", learnt: "", seed: 1, counter: 0 } }), refuses("OSM-ENGINE-007"));
  await assert.rejects(load({ bundle: text, engine, state: { campaign: "spring", learnt: "AAAA", seed: 1, counter: 0 } }), refuses("OSM-ENGINE-007"));
  await assert.rejects(load({ bundle: new URL("file:///nowhere/bundle.json"), engine }), /ENOENT/);
  const osmosi = await load({ bundle: text, engine });
  for (const wrong of [{}, { at: "tomorrow" }, { at: new Date(NaN) }, { ...sales, mood: "good" }, { ...sales, profile: [] }]) {
    assert.throws(() => osmosi.decide(wrong), refuses("OSM-ENGINE-002"), JSON.stringify(wrong));
  }
  assert.throws(() => osmosi.due({ workHours: "always" }), refuses("OSM-ENGINE-002"));
  assert.throws(() => osmosi.record({ ...sales, touchpoint: "sales-card", responded: true }), refuses("OSM-ENGINE-008"));
  assert.throws(() => osmosi.knows(), refuses("OSM-ENGINE-008"));
  const learning = await load({ bundle: text, engine, state: null });
  assert.throws(() => learning.record({ ...sales, touchpoint: "briefing", responded: true }), refuses("OSM-ENGINE-009"));
  assert.match(osmosi.call("nonsense", "{}"), /OSM-ENGINE-006/);
});

test("it learns, goes on from what was kept, tells it, and forgets it", async () => {
  let osmosi = await load({ bundle: text, engine, state: null, seed: 5 });
  assert.deepEqual(osmosi.state, { campaign: "spring", learnt: "", seed: 5, counter: 0 });
  const share = () => Array.from({ length: 200 }, () => osmosi.decide(sales)).filter(({ proposition }) => proposition === "for-sales").length;
  const before = share();
  assert.equal(osmosi.state.counter, 200);
  for (let i = 0; i < 8; i++) {
    const state = osmosi.record({ ...sales, at: new Date(2027, 1, 5, 10), touchpoint: "sales-card", responded: false });
    assert.deepEqual(state, osmosi.state);
    osmosi = await load({ bundle: text, engine, state: JSON.parse(JSON.stringify(state)) });
  }
  assert.ok(share() < before - 20, "it is shown less");
  const known = { responses: 8, least: 5, propositions: [{ proposition: "for-sales", responses: 8, more: false }] };
  assert.deepEqual(osmosi.knows(), known);
  assert.deepEqual(osmosi.export(), { osmosi: "own-data/v1", campaign: "spring", ...known, kept: osmosi.state });
  for (const trait of ["department", "tenureDays", "career"]) assert.ok(!Buffer.from(osmosi.state.learnt, "base64").includes(trait), trait);
  const erased = osmosi.erase();
  assert.equal(erased.learnt, "");
  assert.equal(osmosi.knows().responses, 0);
  const plain = await load({ bundle: text, engine });
  plain.decide(sales);
  assert.equal(plain.state, null);
  assert.equal(plain.erase(), null);
  assert.deepEqual(plain.export(), { osmosi: "own-data/v1", campaign: "spring", responses: 0, least: 0, propositions: [], kept: null });
});

test("the same seed gives the same decisions, and each decision draws anew", async () => {
  const shown = async (/** @type {number} */ seed) => {
    const osmosi = await load({ bundle: text, engine, state: null, seed });
    return Array.from({ length: 300 }, () => osmosi.decide(sales).touchpoint).join();
  };
  assert.equal(await shown(7), await shown(7));
  assert.notEqual(await shown(7), await shown(8));
  assert.ok(new Set((await shown(7)).split(",")).size > 1);
});

test("what comes and what does not is told for a stretch of time", async () => {
  const osmosi = await load({ bundle: text, engine });
  const person = { profile: sales.profile, workDays: 31, history: { thanks: "completed" } };
  const all = osmosi.due(person);
  assert.deepEqual(all.due.map(({ touchpoint }) => touchpoint), JSON.parse(osmosi.call("schedule", JSON.stringify(person))).map(({ touchpoint }) => touchpoint));
  assert.ok(all.due.length > 3);
  const from = `${all.due[1].day}T${all.due[1].time}`, to = `${all.due[3].day}T${all.due[3].time}`;
  const between = osmosi.due({ ...person, from, to });
  assert.deepEqual(between.due, all.due.filter(({ day, time }) => `${day}T${time}` >= from && `${day}T${time}` < to));
  assert.ok(between.due.length > 0 && between.due.length < all.due.length);
  assert.deepEqual(osmosi.due({ ...person, from: new Date(2027, 5, 1) }), { due: [], withheld: [] });
  const away = osmosi.due({ ...person, unreached: ["intranet"] });
  assert.ok(away.withheld.length > 0 && away.withheld.every(({ why }) => why.at(-1).startsWith("not:")));
  const now = new Date(2027, 1, 6, 9, 30);
  assert.deepEqual(osmosi.due({ ...person, now, facts: [{ what: "sent", touchpoint: all.due[0].touchpoint, at: new Date(2027, 0, 14, 9) }] }),
    osmosi.due({ ...person, now: "2027-02-06T09:30", facts: [{ what: "sent", touchpoint: all.due[0].touchpoint, at: "2027-01-14T09:00" }] }));
});

test("it explains in the words of a content, and leaves out what that does not know", async () => {
  const osmosi = await load({ bundle: text, engine });
  const content = { why: { "segment:sales": "Je werkt in de verkoop.", "phase:activate": "Nu is het moment.", "not:noReach": "Het komt niet." }, labels: { early: "Het begint nog." } };
  assert.deepEqual(osmosi.explain(osmosi.decide(sales), content), ["Je werkt in de verkoop.", "Nu is het moment."]);
  assert.deepEqual(osmosi.explain(osmosi.decide({ at: "2026-12-01T10:00" }), content), ["Het begint nog."]);
  assert.deepEqual(osmosi.explain(osmosi.decide({ at: "2028-12-01T10:00" }), content), []);
  assert.deepEqual(osmosi.explain({ why: ["toString", "not:noReach"] }, content), ["Het komt niet."]);
});

test("ten thousand decisions more take no more memory", async () => {
  const osmosi = await load({ bundle: text, engine, state: null, seed: 1 });
  const memory = memories.at(-1);
  const decide = (/** @type {number} */ times) => {
    for (let i = 0; i < times; i++) {
      osmosi.decide({ ...sales, history: i % 2 ? { "for-sales": "started" } : {} });
      if (i % 50 === 0) osmosi.due({ profile: sales.profile });
      if (i % 50 === 25) osmosi.record({ ...sales, touchpoint: "sales-card", responded: i % 100 === 25 });
    }
  };
  decide(10_000); // until its collector of garbage has found its measure
  const before = memory.buffer.byteLength;
  decide(10_000);
  assert.equal(memory.buffer.byteLength, before);
  assert.equal(osmosi.state.counter, 20_000);
});

test("nothing global is left behind", async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  const osmosi = await load({ bundle: text, engine });
  osmosi.decide(sales);
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});
