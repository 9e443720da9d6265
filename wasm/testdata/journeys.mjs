// Asks the engine what the journeys ask, in the host that a page has, and
// prints the answers: node journeys.mjs <folder of the widget> <file of questions>

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [widget, file] = process.argv.slice(2);
const { loadEngine } = await import(pathToFileURL(join(widget, "osmosi-engine.js")));
const module = await WebAssembly.compile(await readFile(join(widget, "osmosi-engine.wasm")));

const engines = new Map();
const answers = [];
for (const { program, call, request } of JSON.parse(await readFile(file, "utf8"))) {
  if (!engines.has(program)) {
    const engine = await loadEngine(module);
    engine.call("load", program);
    engines.set(program, engine);
  }
  answers.push(engines.get(program).call(call, request));
}
process.stdout.write(JSON.stringify(answers));
