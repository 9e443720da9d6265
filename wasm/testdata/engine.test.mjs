// The host of the engine: node --test engine.test.mjs, with the folder of the
// widget in OSMOSI_WIDGET.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = process.env.OSMOSI_WIDGET;
const { loadEngine } = await import(pathToFileURL(join(folder, "osmosi-engine.js")));
const { Decider } = await import(pathToFileURL(join(folder, "osmosi-decider.js")));
const bytes = await readFile(join(folder, "osmosi-engine.wasm"));

const program = (/** @type {string} */ campaign) => ({ campaign, start: "2027-01-01", end: "2027-01-31" });
const bundle = (/** @type {string} */ campaign, more = "") => JSON.stringify({ osmosi: "bundle/v1", more, program: program(campaign) });

test("the engine loads from bytes and from a module", async () => {
  for (const source of [bytes, await WebAssembly.compile(bytes)]) {
    assert.equal((await loadEngine(source)).call("load", bundle("spring")), '{"loaded":"spring"}');
  }
});

test("the engine loads from an address, whatever type the server gives it", async () => {
  for (const type of ["application/wasm", "application/octet-stream"]) {
    const server = createServer((_, response) => response.writeHead(200, { "Content-Type": type }).end(bytes));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    try {
      const engine = await loadEngine(`http://127.0.0.1:${server.address().port}/`);
      assert.equal(engine.call("load", bundle("spring")), '{"loaded":"spring"}');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
});

test("an engine that is not there is an error", async () => {
  const server = createServer((_, response) => response.writeHead(404).end("no"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  try {
    await assert.rejects(loadEngine(new URL(`http://127.0.0.1:${server.address().port}/`)), /404/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  await assert.rejects(loadEngine(new TextEncoder().encode("no module")));
});

test("two engines know nothing of each other", async () => {
  const [a, b] = [await loadEngine(bytes), await loadEngine(bytes)];
  a.call("load", bundle("spring"));
  assert.match(b.call("decide", '{"at":"2027-01-10T10:00"}'), /OSM-ENGINE-003/);
});

test("a page learns over reloads, says what, and what is broken is refused", async () => {
  const spring = await readFile(new URL("../exchange/testdata/bundle.json", import.meta.url), "utf8");
  const asked = { profile: { department: "sales", tenureDays: 30, needs: ["career"] }, at: "2027-02-05T10:00" };
  const reload = async () => new Decider(await loadEngine(bytes));
  let page = await reload(), state = "";
  const share = async () => {
    let sales = 0;
    for (let counter = 0; counter < 200; counter++) sales += (await page.decide(spring, JSON.stringify({ ...asked, seed: 5, counter }), state)).proposition === "for-sales" ? 1 : 0;
    return sales;
  };
  const before = await share();
  for (let i = 0; i < 8; i++) {
    page = await reload();
    state = await page.record(spring, JSON.stringify({ ...asked, touchpoint: "sales-card", responded: false }), state);
  }
  page = await reload();
  const after = await share();
  assert.ok(after < before - 20, `${after} of ${before}`);
  assert.deepEqual(await page.knows(spring, state), { people: 8, least: 5, propositions: { "for-sales": { people: 8, more: false } } });

  // The state names what the plan names, alike for everyone, and no trait.
  const nobody = await page.record(spring, JSON.stringify({ at: asked.at, touchpoint: "welcome", responded: true }), "");
  for (const trait of ["department", "tenureDays", "career", "needs"]) assert.ok(!Buffer.from(state, "base64").includes(trait), trait);
  const names = (/** @type {string} */ text) => Buffer.from(text, "base64").subarray(0, 100).toString("latin1");
  assert.equal(names(state), names(nobody));

  for (const wrong of ["?", state.slice(8), nobody.slice(0, 40), btoa("osmosi-s2" + atob(state).slice(9))]) {
    await assert.rejects(page.prepare(spring, wrong), (error) => ["OSM-ENGINE-002", "OSM-ENGINE-007"].includes(error.code), wrong);
  }
  assert.ok(await share() < before, "the state before stays");
  state = "";
  assert.equal(await share(), before);
});

test("memory grows, is collected, and answers stay right", async () => {
  const engine = await loadEngine(bytes);
  for (let i = 0; i < 60; i++) {
    const campaign = `spring ${i} é🌱`;
    assert.equal(engine.call("load", bundle(campaign, "x".repeat(1 << 20))), `{"loaded":${JSON.stringify(campaign)}}`);
    assert.equal(engine.call("decide", '{"at":"2027-01-10T10:00"}'), '{"none":"nothing","segments":[],"why":[]}');
  }
  await new Promise((resolve) => setTimeout(resolve, 50)); // whatever the runtime left for later
  assert.equal(engine.call("schedule", "{}"), "[]");
});
