// What the forms of sections share: fields whose hints and errors belong to
// them, and the look.

import { element } from "./osmosi-card.js";

const css = `
.section > :not(summary) { margin-block-start: 1rem; color: var(--text); font-size: 1rem; }
.form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; }
.form > * { min-width: 0; }
.form p { font-size: 0.9375rem; }
.form .hint, .form .ends, .form .progress { font-size: 0.875rem; color: var(--muted); }
.form fieldset { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; margin: 0; padding: 0; border: 0; min-width: 0; }
.form legend, .form .name { padding: 0; font-weight: 600; line-height: 1.4; color: var(--text); }
.form legend { margin-block-end: 0.5rem; }
.field { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.375rem; }
.form textarea, .form input[type="text"] {
  width: 100%;
  min-height: 2.75rem;
  padding: 0.5rem 0.75rem;
  border: 1px solid var(--edge);
  border-radius: calc(var(--radius) * 0.5);
  background: var(--surface);
  color: var(--text);
  font: inherit;
}
.form textarea { min-height: 5.75rem; max-height: 20rem; resize: vertical; field-sizing: content; }
.pick { position: relative; justify-self: start; }
.pick:has(:focus-visible) { outline: 0.1875rem solid var(--accent); outline-offset: 0.1875rem; }
.form [aria-invalid="true"]:not(fieldset) { border: 2px solid var(--fault); }
.form { --fault: var(--osmosi-fault, light-dark(#a3281e, #ffb4a8)); }
.error { color: var(--fault); font-weight: 600; }
.error:empty { display: none; }
.error::before { content: "! "; }
.scale { display: grid; grid-template-columns: repeat(auto-fit, minmax(2.25rem, 1fr)); gap: 0.375rem; }
.scale:has(> :nth-child(11):last-child) { grid-template-columns: repeat(auto-fit, minmax(max(2.25rem, clamp((100% - 3.75rem) / 11 - 0.1px, (28.5rem - 100%) * 9999, (100% - 1.875rem) / 6 - 0.1px)), 1fr)); }
.point {
  position: relative;
  display: grid;
  place-items: center;
  min-height: 2.75rem;
  border: 1px solid var(--edge);
  border-radius: calc(var(--radius) * 0.4);
  background: var(--surface);
  font-weight: 600;
  font-variant-numeric: tabular-nums;
  cursor: pointer;
}
.point input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.point:hover { border-color: var(--accent); color: var(--accent); }
.point:has(:checked) { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.point:has(:focus-visible) { outline: 0.1875rem solid var(--accent); outline-offset: 0.1875rem; }
.ends { display: flex; justify-content: space-between; gap: 1rem; }
.ends > :last-child { text-align: end; }
.ends > * { min-width: 0; }
.choice { display: flex; align-items: flex-start; gap: 0.625rem; min-height: 1.75rem; padding-block: 0.25rem; cursor: pointer; }
.choice input { flex: none; width: 1.125rem; height: 1.125rem; margin: 0.1875rem 0 0; accent-color: var(--accent); }
.ranking { display: grid; gap: 0.375rem; padding: 0; list-style: none; counter-reset: place; }
.ranking li { display: flex; align-items: center; gap: 0.5rem; margin: 0; padding: 0.375rem 0.375rem 0.375rem 0.75rem; border: 1px solid var(--line); border-radius: calc(var(--radius) * 0.5); background: var(--surface); counter-increment: place; }
.ranking li::before { content: counter(place) "."; font-weight: 600; color: var(--accent); }
.ranking li > span { flex: 1; min-width: 0; }
.small { min-width: 2.5rem; min-height: 2.5rem; padding: 0.25rem; }
.small[aria-disabled="true"] { opacity: 0.4; cursor: default; }
.quiet { justify-self: start; min-height: 1.75rem; padding: 0; border: 0; background: none; color: var(--muted); font: inherit; font-size: 0.875rem; text-align: start; text-decoration: underline; text-underline-offset: 0.2em; cursor: pointer; }
.quiet:hover { color: var(--text); }
.form [hidden] { display: none; }
.preview { display: block; max-width: min(100%, 12rem); max-height: 12rem; border-radius: calc(var(--radius) * 0.5); border: 1px solid var(--line); }
@media print {
  .quiet, .pick { display: none; }
  .point:has(:checked) { print-color-adjust: exact; }
}
@media (forced-colors: active) {
  .form { --fault: CanvasText; }
  .point:has(:checked) { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
  .small[aria-disabled="true"] { opacity: 1; color: GrayText; }
}
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** Gives a widget the look of forms.
 * @param {HTMLElement} widget */
export function dress({ shadowRoot }) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (shadowRoot && !shadowRoot.adoptedStyleSheets.includes(sheet)) shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
}

/** Fills the gaps of a label.
 * @param {string} label such as "{n} of {of}"
 * @param {Record<string, string | number>} values */
export function say(label, values) {
  return label.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap));
}

/**
 * A control with its name, a hint and a place for what is wrong with it.
 * @param {string} id
 * @param {string} name
 * @param {HTMLElement} control
 * @param {string} [hint]
 * @param {HTMLElement} [shown] what the control is in
 */
export function field(id, name, control, hint, shown = control) {
  control.id = id;
  control.setAttribute("aria-describedby", hint ? `${id}-hint ${id}-error` : `${id}-error`);
  const error = element("p", { class: "error", id: `${id}-error` });
  const made = element("div", { class: "field" }, element("label", { class: "name", for: id }, name),
    ...(hint ? [element("p", { class: "hint", id: `${id}-hint` }, hint)] : []), shown, error);
  return { made, control, wrong: wrongness(control, error) };
}

/**
 * Says what is wrong with a control; nothing, where the text is empty.
 * @param {HTMLElement} control
 * @param {HTMLElement} error
 */
export function wrongness(control, error) {
  return (/** @type {string} */ text) => {
    if (text === error.textContent) return;
    error.textContent = text;
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  };
}

/**
 * The form that is there already, as long as it is the same person's.
 * @param {import("./osmosi-sections.js").Context} context
 * @param {string} name of the section
 * @param {string} key what the form is for, and whose
 * @param {() => Node[]} make
 */
export function once({ forms }, name, key, make) {
  const kept = forms.get(name);
  if (kept?.key === key) return kept.nodes;
  const nodes = make();
  forms.set(name, { key, nodes });
  return nodes;
}

/** Puts a sentence in the place of a form, where who listens hears it.
 * @param {HTMLElement} form
 * @param {string} text */
export function conclude(form, text) {
  const last = element("p", { tabindex: "-1", class: "concluded" }, text);
  form.replaceWith(last);
  last.focus();
}
