// Prints the members of the class of the headless module: node members.mjs <folder of the shell>

import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { Osmosi } = await import(pathToFileURL(join(process.argv[2], "osmosi-headless.js")));
process.stdout.write(JSON.stringify(Object.getOwnPropertyNames(Osmosi.prototype).filter((name) => name !== "constructor")));
