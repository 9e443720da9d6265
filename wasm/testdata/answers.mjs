// Asks vectors and journeys through the headless module, in whatever runs this: a
// page, a worker or Node. Raw are the answers of the engine to the byte; typed those
// of the functions, where a question is one that they can put.

/**
 * @param {typeof import("../shell/osmosi-headless.js")} headless
 * @param {typeof import("../shell/osmosi-engine.js")} host
 * @param {WebAssembly.Module} engine
 * @param {{ bundle?: string, first?: { call: string, raw: string }, call: string, request: string }[]} questions
 */
export async function answers({ load, Refusal }, { loadEngine }, engine, questions) {
  const raw = [], typed = [], loaded = new Map();
  for (const { bundle, first, call, request } of questions) {
    if (!bundle) {
      const bare = await loadEngine(engine);
      if (first) bare.call(first.call, first.raw);
      raw.push(bare.call(call, request));
      typed.push(null);
      continue;
    }
    const keep = !first && ["decide", "schedule", "withheld"].includes(call);
    const osmosi = keep && loaded.get(bundle) || await load({ bundle, engine });
    if (keep) loaded.set(bundle, osmosi);
    if (first) osmosi.call(first.call, first.raw);
    raw.push(osmosi.call(call, request));
    typed.push(keep ? ask(osmosi, Refusal, call, request) : null);
  }
  return { raw, typed };
}

/** Asks through the functions what they can put as it is written. */
function ask(osmosi, Refusal, call, request) {
  let asked;
  try {
    asked = JSON.parse(request);
  } catch {
    return null;
  }
  if (asked === null || typeof asked !== "object" || Array.isArray(asked) || JSON.stringify(asked) !== request) return null;
  try {
    if (call === "decide") return asked.at ? JSON.stringify(osmosi.decide(asked)) : null;
    return JSON.stringify(osmosi.due(asked)[call === "schedule" ? "due" : "withheld"]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return JSON.stringify({ error: { code: error.code, what: error.message } });
  }
}
