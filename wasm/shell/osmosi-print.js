// Printing a part of the page by itself: in a frame that nobody sees, which has
// the page's policy and a sheet of its own.

import { element } from "./osmosi-card.js";

const css = `
body { margin: 0; font: 12pt/1.5 system-ui, sans-serif; color: #000; background: #fff; }
h1 { font-size: 18pt; line-height: 1.25; }
h2 { font-size: 13pt; break-after: avoid; }
li { margin-block-end: 0.25em; break-inside: avoid; }
`;

/**
 * @param {HTMLElement} widget that is dressed as sections are
 * @param {string} title
 * @param {string} language
 * @param {(globalThis.Node | string)[]} nodes
 */
export function print({ shadowRoot }, title, language, nodes) {
  const frame = /** @type {HTMLIFrameElement} */ (element("iframe", { class: "sheet", title, tabindex: "-1", "aria-hidden": "true" }));
  frame.addEventListener("load", () => {
    const page = /** @type {Window & typeof globalThis} */ (frame.contentWindow), { document } = page; // whose sheets belong to it
    const sheet = new page.CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
    document.documentElement.lang = language;
    document.title = title;
    document.body.append(...nodes);
    page.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
    page.focus();
    page.print();
  }, { once: true });
  shadowRoot?.append(frame); // some browsers load it at once, some later
}
