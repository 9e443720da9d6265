// The toolkit of a line manager: what is in it, what was used, and what their
// team gets next.

import { draw, element } from "./osmosi-card.js";
import { save } from "./osmosi-file.js";
import { article, button, dress, fill as filled, mine, plain, remembered, see, when } from "./osmosi-item.js";
import { print } from "./osmosi-print.js";

/** @typedef {import("./osmosi-sections.js").Context} Context */
/** @typedef {import("./osmosi-sections.js").Due} Due */
/** @typedef {import("./osmosi-item.js").Item & { items: string[] }} Toolkit */
/** @typedef {Due & { title: string, channel: string }} Step */

const most = 3; // steps that are shown

/**
 * @param {Context} context
 * @returns {Promise<Node[]>}
 */
export async function fill(context) {
  await dress(context.widget);
  const { content, labels, language, asked, bundle, say } = context;
  const kits = mine(/** @type {Toolkit[]} */ (content.toolkit), context);
  if (kits.length === 0) return [element("p", {}, labels["sections.none"])];
  const used = remembered(context, "toolkit");
  const steps = next(content.steps ?? [], asked).map(({ from, title, channel }) =>
    filled(labels["toolkit.step"], { when: when(language, new Date(from)), title, channel }));
  const drawn = kits.map((kit) => {
    see(context, kit);
    const at = `item-${kit.touchpoint}`;
    return article(kit,
      element("fieldset", {}, element("legend", {}, labels["toolkit.used"]), ...kit.items.map((item, i) => {
        const key = `${kit.touchpoint}:${i}`;
        const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", "data-key": `used-${key}`, part: "used" }));
        box.checked = used.get()[key] === true;
        box.addEventListener("change", () => used.set(key, box.checked));
        return element("label", {}, box, element("span", {}, item));
      })),
      element("div", { class: "actions" }, button(`save-${at}`, labels["toolkit.save"], () => {
        save(`${bundle.campaign}-${kit.touchpoint}.txt`, "text/plain;charset=utf-8", text(kit, steps, labels["toolkit.next"]));
        say(labels["toolkit.saved"]);
      }, { "aria-describedby": at }), button(`print-${at}`, labels["toolkit.print"], () => print(context.widget, kit.title, language, [
        element("h1", {}, kit.title), ...draw(kit.body), list(kit.items),
        ...(steps.length > 0 ? [element("h2", {}, labels["toolkit.next"]), list(steps)] : []),
      ]), { part: "action toolkit-print", "aria-describedby": at })));
  });
  const more = steps.length > 0 ? [element("section", { part: "steps" }, element("h3", {}, labels["toolkit.next"]),
    list(steps))] : [];
  return [element("div", { class: "items" }, ...drawn, ...more)];
}

/** @param {string[]} of */
function list(of) { return element("ul", {}, ...of.map((one) => element("li", {}, one))); }

/**
 * What comes to the team next: what is for everyone, or for those of whom the
 * manager is one too.
 * @param {Step[]} steps in order of time
 * @param {import("./osmosi-sections.js").Asked} asked
 */
export function next(steps, { at, segments }) {
  return steps.filter(({ from, segments: of = [] }) => from > at && of.every((one) => segments.includes(one))).slice(0, most);
}

/**
 * The toolkit as a text, to change or to send on.
 * @param {Toolkit} kit
 * @param {string[]} steps
 * @param {string} heading of the steps
 */
export function text({ title, body, items }, steps, heading) {
  const list = (/** @type {string[]} */ of) => of.map((one) => `– ${one}`).join("\n");
  return `${[title, plain(body), list(items), ...(steps.length > 0 ? [`${heading}\n${list(steps)}`] : [])].join("\n\n")}\n`;
}
