// Asks an engine that was made to panic, and prints the answers: node
// panic.mjs <folder of the widget> <file of the engine> <calls>…

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [widget, file, ...calls] = process.argv.slice(2);
const { loadEngine } = await import(pathToFileURL(join(widget, "osmosi-engine.js")));
const engine = await loadEngine(await readFile(file));

const answers = [];
for (let i = 0; i < 50; i++) for (const call of calls) answers.push(engine.call(call, "{}"));
process.stdout.write(JSON.stringify(answers));
