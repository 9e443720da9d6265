// Reads statements, a JSON text a line, and prints what the validator of
// Learning Locker warns of in each, as a list of lists of texts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { statement } = createRequire(import.meta.url)("xapi-validation/dist/factory");

const lines = readFileSync(0, "utf8").split("\n").filter((line) => line);
console.log(JSON.stringify(lines.map((line) => statement(JSON.parse(line), ["statement"]).map((w) => `${w.constructor.name} ${w.path.join("/")}`))));
