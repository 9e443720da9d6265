// Asks the engine the vectors, in the host that a page has, and prints the
// answers: node vectors.mjs <folder of the widget> <folder of the vectors>

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [widget, folder] = process.argv.slice(2);
const { loadEngine } = await import(pathToFileURL(join(widget, "osmosi-engine.js")));
const module = await WebAssembly.compile(await readFile(join(widget, "osmosi-engine.wasm")));

const answers = [];
for (const { bundle, first, call, request, raw } of JSON.parse(await readFile(join(folder, "vectors.json"), "utf8"))) {
  const engine = await loadEngine(module);
  if (bundle) engine.call("load", await readFile(join(folder, bundle), "utf8"));
  if (first) engine.call(first.call, first.raw);
  answers.push(engine.call(call, raw ?? JSON.stringify(request)));
}
process.stdout.write(JSON.stringify(answers));
