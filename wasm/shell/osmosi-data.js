// "My data": what the page learnt of a person, for them to read, carry away,
// erase and stop.

import { draw, element } from "./osmosi-card.js";
import { save } from "./osmosi-file.js";

/** @typedef {"export" | "pause" | "resume" | "erase"} DataAct */

/**
 * Draws it. What it tells is told anew whenever it is opened.
 * @param {import("./osmosi-card.js").Content} content
 * @param {() => import("./osmosi-learning.js").Known | null} know null where there is no engine to tell
 * @param {boolean} paused
 * @param {(act: DataAct) => void} act hears what the person wants
 * @returns {HTMLElement}
 */
export function ownData({ labels, propositions }, know, paused, act) {
  const told = element("div", { class: "told" });
  const tell = () => {
    const known = know();
    const lines = (known?.propositions ?? []).flatMap(({ proposition, more }) => {
      const gain = propositions[proposition]?.gain;
      const what = element("div", {}, ...draw(gain)).textContent?.trim();
      return what ? [element("li", {}, labels[more ? "data.more" : "data.less"].replace("{what}", () => what))] : [];
    });
    told.replaceChildren(...(known ? [
      element("p", {}, paused ? labels["data.paused"] : labels["data.how"].replace("{least}", String(known.least))),
      element("p", {}, labels["data.responses"].replace("{n}", String(known.responses))),
    ] : []), ...(lines.length > 0 ? [element("ul", {}, ...lines)] : []));
  };
  const button = (/** @type {DataAct} */ what, /** @type {string} */ key = what) => {
    const made = element("button", { type: "button", class: "action", part: "action data-action", "data-key": `data-${key}` }, labels[`data.${what}`]);
    made.addEventListener("click", (event) => {
      if (event.detail < 2) act(what);
    });
    return made;
  };
  const made = element("details", { class: "why data", part: "data", "data-key": "data" },
    element("summary", { "data-key": "data-summary" }, labels.data),
    told,
    element("div", { class: "actions" }, button("export"), button(paused ? "resume" : "pause", "pause"), button("erase")),
  );
  tell();
  made.addEventListener("toggle", tell);
  return made;
}

/**
 * Hands data over to the person.
 * @param {string} name
 * @param {unknown} data anything that JSON can write
 */
export function download(name, data) { save(name, "application/json", JSON.stringify(data, null, 2)); }
