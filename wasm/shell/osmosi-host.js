// Where the engine runs. It needs a moment to begin, in which a page could answer
// nobody, and a page's policy may forbid WebAssembly in the page itself. So there
// is a ladder, each rung with a policy of its own:
//
//   worker  in a worker of the page's origin, whose policy is the one that its
//           script is served with
//   page    in the page, where its policy has 'wasm-unsafe-eval'
//   frame   in a document of the widget's origin, with the policy of that one.
//           What the page knows of a person goes there by a channel that only the
//           two share; so a document of another origin than the page's is used
//           only where the page names it
//
// Where none can be had there is no engine, and everyone sees what is for everyone.

import { Decider } from "./osmosi-decider.js";
import { loadEngine } from "./osmosi-engine.js";
import { nextTask } from "./osmosi-task.js";

/** @typedef {import("./osmosi-decider.js").Engine} Engine */
/** @typedef {{ decider: Decider, rung: "page" | "worker" | "frame" }} Hosted */

const patience = 5_000; // milliseconds that a frame may take to answer

/** @type {Map<string, Promise<Hosted>>} by the frame that the page names */
const hosted = new Map();

/**
 * The engine that the widgets of a page share.
 * @param {string} named address of the frame that the page allows, or empty
 * @returns {Promise<Hosted>}
 */
export function sharedEngine(named) {
  let one = hosted.get(named);
  if (!one) {
    one = climb(named);
    // The network may do better next time; a policy stays what it is.
    one.catch((error) => error instanceof Forbidden || hosted.delete(named));
    hosted.set(named, one);
  }
  return one;
}

/** Forgets the engines, one of which crashed; whoever needs one gets another. */
export function anotherEngine() { hosted.clear(); }

/** The page's policy leaves no rung. */
class Forbidden extends Error {}

/**
 * @param {string} named
 * @returns {Promise<Hosted>}
 */
async function climb(named) {
  const said = (/** @type {string} */ rung) => (/** @type {Error} */ error) => void (why += `${rung}: ${error.message}; `);
  let why = "";
  const worker = await inWorker().catch(said("worker"));
  if (worker) return { decider: new Decider(worker), rung: "worker" };
  // A module with nothing in it tells whether the page may run one.
  if (await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).catch(said("page"))) {
    return { decider: new Decider(await inPage()), rung: "page" };
  }
  const frame = await inFrame(named).catch(said("frame"));
  if (frame) return { decider: new Decider(frame), rung: "frame" };
  throw new Forbidden(why);
}

/** @returns {Promise<Engine>} */
async function inPage() {
  const engine = await loadEngine();
  return {
    async call(name, request) {
      await nextTask();
      return engine.call(name, request);
    },
  };
}

/** @returns {Promise<Engine>} */
async function inWorker() {
  const address = new URL("osmosi-worker.js", import.meta.url).href;
  const { trustedTypes } = /** @type {any} */ (globalThis);
  // The one address that the page ever makes script of; a policy that does not
  // know the name refuses it.
  const trusted = trustedTypes?.createPolicy("osmosi", {
    createScriptURL(/** @type {string} */ url) {
      if (url === address) return url;
      throw new TypeError("not the worker of the widget");
    },
  }).createScriptURL(address) ?? address;
  const worker = new Worker(trusted, { type: "module", name: "osmosi" });
  return connected(worker, (fail) => {
    worker.onerror = (event) => {
      event.preventDefault(); // it is said by an event of the widget
      fail(new Error(event.message || "the worker cannot be loaded"));
    };
  }).catch((error) => {
    worker.terminate();
    throw error;
  });
}

/**
 * @param {string} named
 * @returns {Promise<Engine>}
 */
async function inFrame(named) {
  const address = named ? new URL(named, document.baseURI) : new URL("osmosi-frame.html", import.meta.url);
  if (!named && address.origin !== location.origin) throw new Error("the widget is of another origin, and the attribute frame names none");
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "";
  frame.setAttribute("aria-hidden", "true");
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin"); // nothing else
  frame.referrerPolicy = "no-referrer";
  const { port1, port2 } = new MessageChannel();
  frame.src = address.href;
  const opened = connected(port1, (fail) => {
    frame.addEventListener("load", () => {
      // Whatever else was loaded there, such as a page of errors, gets no port.
      frame.contentWindow?.postMessage("osmosi-engine", address.origin, [port2]);
      const timer = setTimeout(() => fail(new Error("no answer")), patience);
      opened.then(() => clearTimeout(timer), () => {});
    }, { once: true });
  });
  document.body.append(frame);
  try {
    const engine = await opened;
    return {
      async call(name, request) {
        if (!frame.isConnected) throw new Error("the frame is gone");
        return engine.call(name, request);
      },
    };
  } catch (error) {
    frame.remove();
    throw error;
  }
}

/**
 * The engine at the other end of a port, once it says that it is ready.
 * @param {Worker | MessagePort} port
 * @param {(fail: (error: Error) => void) => void} watch
 * @returns {Promise<Engine>}
 */
export function connected(port, watch) {
  /** @type {Map<number, { resolve(answer: string): void, reject(error: Error): void }>} */
  const calls = new Map();
  let id = 0;
  return new Promise((resolve, reject) => {
    const fail = (/** @type {Error} */ error) => {
      reject(error);
      for (const call of calls.values()) call.reject(error);
      calls.clear();
    };
    watch(fail);
    port.onmessage = ({ data }) => {
      if (data.ready) {
        resolve({
          call: (name, request) => new Promise((resolve, reject) => {
            calls.set(++id, { resolve, reject });
            port.postMessage({ id, name, request });
          }),
        });
      } else if (data.id === undefined) {
        fail(new Error(data.error));
      } else {
        const call = calls.get(data.id);
        calls.delete(data.id);
        if (data.error === undefined) call?.resolve(data.answer);
        else call?.reject(new Error(data.error));
      }
    };
  });
}
