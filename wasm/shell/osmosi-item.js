// What the sections have in common: what is drawn of a touchpoint, what is
// reported of it, and how it is written as plain text.

import { draw, element } from "./osmosi-card.js";
import { ownKey } from "./osmosi-key.js";
import { suits } from "./osmosi-sections.js";

/** @typedef {import("./osmosi-card.js").Node} Node */
/** @typedef {import("./osmosi-sections.js").Context} Context */
/** @typedef {import("./osmosi-sections.js").Due} Due */
/** @typedef {Due & { title: string, body?: Node[], variants?: Record<string, { title: string, body?: Node[] }> }} Item */

/**
 * Those that are for the person now, in the words of their arms.
 * @template {Item} T
 * @param {T[] | undefined} items
 * @param {Context} context
 * @returns {T[]}
 */
export function mine(items, { asked, widget }) {
  const arms = widget.arms.split(/\s+/);
  return (items ?? []).filter((item) => suits(item, asked)).map((item) => {
    const arm = arms.find((one) => item.variants?.[one]);
    return arm ? { ...item, ...item.variants?.[arm] } : item;
  });
}

/**
 * Gives the widget the look of sections.
 * @param {HTMLElement} widget
 */
export async function dress(widget) {
  const { sheet } = await import("./osmosi-section-styles.js");
  const sheets = /** @type {ShadowRoot} */ (widget.shadowRoot).adoptedStyleSheets;
  if (!sheets.includes(sheet)) sheets.push(sheet);
}

/** What was reported as shown, by widget. @type {WeakMap<object, Set<string>>} */
const shown = new WeakMap();

/**
 * Reports once what a person sees of a section.
 * @param {Context} context
 * @param {{ touchpoint: string, proposition: string }} item
 */
export function see({ widget, bundle, scope, record }, { touchpoint, proposition }) {
  const seen = shown.get(widget) ?? new Set(), key = JSON.stringify([bundle.campaign, scope, touchpoint]);
  shown.set(widget, seen);
  if (seen.has(key)) return;
  seen.add(key);
  record("shown", { touchpoint, proposition });
}

/**
 * Draws a touchpoint of a section, with what is special about it.
 * @param {Item} item
 * @param {(globalThis.Node | string)[]} more
 */
export function article({ touchpoint, title, body }, ...more) {
  const id = `item-${touchpoint}`;
  return element("article", { class: "item", part: "item", "aria-labelledby": id },
    element("h3", { id, tabindex: "-1", "data-key": id }, title), ...(body ? [element("div", { class: "body" }, ...draw(body))] : []), ...more);
}

/** @param {string[]} sentences */
export function small(sentences) {
  return sentences.length > 0 ? [element("ul", { class: "terms" }, ...sentences.map((sentence) => element("li", {}, sentence)))] : [];
}

/**
 * A button that acts once for each double click.
 * @param {string} key names it within the section
 * @param {string} label
 * @param {() => void} act
 * @param {Record<string, string>} [more] attributes
 */
export function button(key, label, act, more = {}) {
  const made = element("button", { type: "button", class: "action", part: "action", "data-key": key, ...more }, label);
  made.addEventListener("click", (event) => {
    if (event.detail < 2) act();
  });
  return made;
}

/**
 * Something that is drawn anew whenever what it tells changes. The focus stays
 * on what was focused, or goes to the item that it was in.
 * @param {(redraw: () => void) => (globalThis.Node | string)[]} make
 */
export function living(make) {
  const root = element("div", { class: "items" });
  const redraw = () => {
    const active = /** @type {Document | ShadowRoot} */ (root.getRootNode()).activeElement;
    const keys = active && root.contains(active) ? [active.getAttribute("data-key"), active.closest("article")?.getAttribute("aria-labelledby")] : [];
    root.replaceChildren(...make(redraw));
    for (const key of keys) {
      const again = key && [...root.querySelectorAll("[data-key]")].find((one) => one.getAttribute("data-key") === key);
      if (again) return /** @type {HTMLElement} */ (again).focus();
    }
  };
  root.replaceChildren(...make(redraw));
  return root;
}

const blocks = ["p", "ul", "ol", "blockquote", "h3"];

/**
 * Writes nodes as plain text, paragraphs apart by empty lines.
 * @param {Node[]} [nodes]
 * @returns {string}
 */
export function plain(nodes) {
  /** @type {(node: Node) => string} */
  const write = (node) => {
    if (!Array.isArray(node)) return typeof node === "string" ? node : ""; // as draw() takes them
    const [tag, ...children] = node;
    /** @type {string} */
    const text = (tag === "a" ? children.slice(1) : children).map(write).join("");
    return tag === "br" ? "\n" : tag === "li" ? `– ${text.trim()}\n` : blocks.includes(tag) ? `${text.trim()}\n\n` : text;
  };
  return Array.isArray(nodes) ? nodes.map(write).join("").trim() : "";
}

/**
 * A template with its gaps filled in.
 * @param {string} text such as "Moved to {when}."
 * @param {Record<string, string>} gaps
 */
export function fill(text, gaps) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);
}

/** What Intl calls the language of the texts: English is British here.
 * @param {string} language */
export function locale(language) { return language === "en" ? "en-GB" : language; }

/**
 * Writes a moment for people, as their language does.
 * @param {string} language
 * @param {Date} at
 * @param {Intl.DateTimeFormatOptions} [how]
 */
export function when(language, at, how = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }) {
  return new Intl.DateTimeFormat(locale(language), how).format(at);
}

/**
 * What a person said in a section, which the browser keeps.
 * @param {Context} context
 * @param {string} section
 * @returns {{ get: () => Record<string, any>, set: (id: string, value: unknown) => void }}
 */
export function remembered({ store, bundle, scope }, section) {
  const key = ownKey(section, bundle.campaign, scope);
  const get = () => {
    const kept = store.get(key);
    return typeof kept === "object" && kept !== null && !Array.isArray(kept) ? kept : {};
  };
  return { get, set: (id, value) => store.set(key, Object.fromEntries([...Object.entries(get()), [id, value]])) };
}
