// The engine in a worker, so that the page stays responsive while it works, and for
// pages whose policy forbids WebAssembly: the policy of a worker is the one that this
// file is served with.

import { serve } from "./osmosi-serve.js";

serve(/** @type {any} */ (globalThis));
