// Asks questions in Node: node node.mjs <folder of the widget> <file of questions>

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { answers } from "./answers.mjs";

const [widget, file] = process.argv.slice(2);
const load = (/** @type {string} */ name) => import(pathToFileURL(join(widget, name)));
const engine = await WebAssembly.compile(await readFile(join(widget, "osmosi-engine.wasm")));
process.stdout.write(JSON.stringify(await answers(await load("osmosi-headless.js"), await load("osmosi-engine.js"), engine, JSON.parse(await readFile(file, "utf8")))));
