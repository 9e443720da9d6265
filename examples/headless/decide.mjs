// What one person is shown on a day, why, and what else comes to them: in Node, by
// the module that pages and workers load too.
//
//   node decide.mjs [language] [moment]

import { readFile } from "node:fs/promises";
import { load, Refusal } from "./widget/osmosi-headless.js";

const [language = "en", at = "2027-03-03T10:00"] = process.argv.slice(2);
const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

// A person of the vendor's own, as they know them. Nothing of it leaves this process.
const profile = { unit: "workshop", role: "mechanic", site: "utrecht", needs: ["effectiveness"] };

try {
  const osmosi = await load({ bundle: here("bundle.json"), state: null, seed: 2027 });
  const content = JSON.parse(await readFile(here(`content.${language}.json`), "utf8"));
  const title = (/** @type {string} */ touchpoint) => content.touchpoints[touchpoint]?.title ?? touchpoint;

  const decision = osmosi.decide({ profile, at });
  console.log(decision.touchpoint ? title(decision.touchpoint) : "–");
  for (const sentence of osmosi.explain(decision, content)) console.log(`  ${sentence}`);

  const { due, withheld } = osmosi.due({ profile, workDays: 0b11111, unreached: ["email"], from: at });
  for (const [heading, items] of [["+", due], ["–", withheld]]) {
    for (const item of items) {
      console.log(`${heading} ${item.day} ${item.time}  ${title(item.touchpoint)}`);
      console.log(`    ${osmosi.explain(item, content).at(-1)}`);
    }
  }

  // They put it aside: the next decision knows.
  if (decision.touchpoint) osmosi.record({ profile, at, touchpoint: decision.touchpoint, responded: false });
  console.log(JSON.stringify(osmosi.knows()));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.code, error.message);
  process.exitCode = 1;
}
