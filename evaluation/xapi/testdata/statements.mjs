// Writes statements as the widget does: node statements.mjs <folder of the shell>
// reads {"actor", "activities", "platform", "definitions", "events"} and prints a
// statement a line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { writer } = await import(pathToFileURL(join(process.argv[2], "osmosi-xapi.js")));

const { actor, activities, platform, definitions, events } = JSON.parse(readFileSync(0, "utf8"));
const write = writer({ account: actor.account, activities, platform, definitions });
for (const event of events) console.log(JSON.stringify(write(event)));
