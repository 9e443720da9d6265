// "My data": what the page learnt of a person, for them to read, carry away,
// erase and stop.

import { addresses } from "./osmosi-asked.js";
import { save } from "./osmosi-file.js";
import { button } from "./osmosi-item.js";
import { Learning } from "./osmosi-learning.js";
import { own } from "./osmosi-own.js";
import { History } from "./osmosi-store.js";

/** @typedef {"export" | "pause" | "resume" | "erase"} DataAct */

const said = { export: "exported", erase: "erased", pause: "paused", resume: "resumed" };

/**
 * Draws it.
 * @param {import("./osmosi-sections.js").Context} context
 */
export async function fill(context) {
  const { content, labels, store, scope, widget, say, element, draw } = context;
  const { campaign, propositions } = content;
  const learning = new Learning(store, campaign, scope), { paused } = learning;
  const known = await widget.relationship().catch(() => null); // the decision told of it
  const lines = (known?.propositions ?? []).flatMap(({ proposition, more }) => {
    const what = element("div", {}, ...draw(propositions[proposition]?.gain)).textContent?.trim();
    return what ? [element("li", {}, labels[more ? "data.more" : "data.less"].replace("{what}", () => what))] : [];
  });
  const control = (/** @type {DataAct} */ act, /** @type {string} */ key = act) =>
    button(`data-${key}`, labels[`data.${act}`], async () => {
      if (act === "export") {
        const stored = Object.fromEntries(own(store, campaign, scope, addresses(context)).map((key) => [key, store.get(key)]));
        save(`${campaign}.json`, "application/json", JSON.stringify({
          osmosi: "own-data/v1", campaign, ...await widget.relationship().catch(() => null), outcomes: new History(store, campaign, scope).all(), kept: learning.raw(), stored,
        }, null, 2));
      } else await widget[act]();
      say(labels[`data.${said[act]}`]);
    }, { part: "action data-action" });
  return [
    element("div", { class: "told" },
      ...(known ? [
        element("p", {}, paused ? labels["data.paused"] : labels["data.how"].replace("{least}", String(known.least))),
        element("p", {}, labels["data.responses"].replace("{n}", String(known.responses))),
      ] : []), ...(lines.length > 0 ? [element("ul", {}, ...lines)] : [])),
    element("div", { class: "actions" }, control("export"), control(paused ? "resume" : "pause", "pause"), control("erase")),
  ];
}
