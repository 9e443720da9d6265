// The engine in a worker, so that the page stays responsive while it works, and for
// pages whose policy forbids WebAssembly: the policy of a worker is the one that this
// file is served with. The first message has the engine, where the page may compile
// it.

import { serve } from "./osmosi-serve.js";

addEventListener("message", ({ data }) => serve(/** @type {any} */ (globalThis), data.module), { once: true });
