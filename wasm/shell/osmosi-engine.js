// The host of the engine: the few things that a Go program built for js/wasm
// asks of a page, and bytes in and out.
//
// The numbers beside sp are where the Go runtime puts the arguments of each
// call. Memory grows, and then its buffer is another one, so no view of it is
// kept from one use to the next.

import { engine as built } from "./osmosi-build.js";
import { nextTask } from "./osmosi-task.js";

/** @typedef {{ call(name: string, request: string): string }} Engine */

/**
 * Loads an engine; each has a memory and a bundle of its own.
 * @param {URL | string | BufferSource | WebAssembly.Module} [source] where it is,
 *   or what it is; else the one that these files were built with, and no other
 * @returns {Promise<Engine>}
 */
export async function loadEngine(source) {
  const module = await (source ? compile(source) : compile(new URL(built.file, import.meta.url), built.integrity));
  /** @type {any} */
  let engine = null;
  let ready = false, stopped = false, said = "";
  const memory = () => new DataView(engine.mem.buffer);
  const bytes = (/** @type {number} */ at, /** @type {number} */ length) => new Uint8Array(engine.mem.buffer, at, length);
  const whole = (/** @type {number} */ at) => Number(memory().getBigInt64(at, true));
  const put = (/** @type {number} */ at, /** @type {number} */ value) => memory().setBigInt64(at, BigInt(Math.floor(value)), true);
  const gojs = {
    "runtime.wasmExit": () => { stopped = true; },
    "runtime.wasmWrite": (/** @type {number} */ sp) => {
      said += new TextDecoder().decode(bytes(whole(sp + 16), memory().getInt32(sp + 24, true)));
    },
    "runtime.resetMemoryDataView": () => {},
    "runtime.nanotime1": (/** @type {number} */ sp) => put(sp + 8, (performance.timeOrigin + performance.now()) * 1e6),
    "runtime.walltime": (/** @type {number} */ sp) => {
      const now = Date.now();
      put(sp + 8, now / 1000);
      memory().setInt32(sp + 16, (now % 1000) * 1e6, true);
    },
    "runtime.getRandomData": (/** @type {number} */ sp) => { crypto.getRandomValues(bytes(whole(sp + 8), whole(sp + 16))); },
    // The runtime wakes its housekeeping by a timer. Nothing that answers a call
    // waits for one, and without syscall/js there is no handler that a timer
    // could resume into: the housekeeping goes on within the next call.
    "runtime.scheduleTimeoutEvent": (/** @type {number} */ sp) => memory().setInt32(sp + 16, 1, true),
    "runtime.clearTimeoutEvent": () => {},
  };
  const instance = await WebAssembly.instantiate(module, { gojs, osmosi: { ready: () => { ready = true; } } });
  engine = instance.exports;
  await nextTask(); // making it and running it take their time each
  engine.run(0, 4096); // no arguments: the runtime keeps this page of memory free for them
  const alive = () => {
    if (stopped || !ready) throw new Error(`the engine stopped: ${said.trim()}`);
  };
  alive();
  return {
    call(name, request) {
      alive();
      const call = new TextEncoder().encode(name), text = new TextEncoder().encode(request);
      const at = engine.alloc(call.length + text.length);
      bytes(at, call.length).set(call);
      bytes(at + call.length, text.length).set(text);
      const length = engine.call(call.length);
      alive();
      return new TextDecoder().decode(bytes(engine.answer(), length));
    },
  };
}

/**
 * @param {URL | string | BufferSource | WebAssembly.Module} source
 * @param {string} [integrity]
 */
async function compile(source, integrity = "") {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source !== "string" && !(source instanceof URL)) return WebAssembly.compile(source);
  const response = await fetch(source, { integrity });
  if (!response.ok) throw new Error(`the engine is not there: ${response.status} at ${response.url}`);
  const streams = response.headers.get("Content-Type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
