// The look of the widget. Everything that a house style may want to change is a
// custom property (--osmosi-…) or a part; the defaults follow the page between
// light and dark.

/** What a first card needs. */
export const looks = `
:host {
  color-scheme: light dark;
  display: block;
  min-width: min(15rem, 100%);
  max-width: var(--osmosi-width, 38rem);
}
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
h2, h3, p, ul, ol, blockquote { margin: 0; }
h2, h3 { font-weight: 650; text-wrap: balance; }

.frame {
  --accent: var(--osmosi-accent, light-dark(#0c6a5b, #84d8c6));
  --on-accent: var(--osmosi-on-accent, light-dark(#ffffff, #06231d));
  --surface: var(--osmosi-surface, light-dark(#ffffff, #18211f));
  --tint: var(--osmosi-tint, light-dark(#f0f6f4, #212d2a));
  --text: var(--osmosi-text, light-dark(#1a2321, #e8efed));
  --muted: var(--osmosi-muted, light-dark(#53615d, #abbab6));
  --line: var(--osmosi-line, light-dark(#dce4e1, #34423e));
  --edge: var(--osmosi-edge, light-dark(#76857f, #82928d));
  --radius: var(--osmosi-radius, 1.125rem);
  color: var(--text);
  font-family: var(--osmosi-font, inherit);
  font-size: 1rem;
  line-height: 1.55;
  text-align: start;
  overflow-wrap: break-word;
  hyphens: auto;
  display: flex;
  flex-direction: column;
  min-height: inherit; /* what the page keeps free */
}
.stage { flex: 1; display: grid; grid-template-columns: minmax(0, 1fr); }
.stage > * { grid-area: 1 / 1; }
.ghost { visibility: hidden; align-self: start; }
.message { align-self: start; }
.card, .message {
  padding: clamp(1.125rem, 6.5%, 2.25rem);
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--radius);
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.04), 0 0.75rem 2rem -0.75rem rgb(0 0 0 / 0.12);
}
.card { display: grid; align-content: start; gap: 1.375rem; }
.card > *, .message > * { min-width: 0; }

h2 { font-size: 1.4375rem; line-height: 1.25; letter-spacing: -0.012em; hyphens: manual; }
h2::before {
  content: "";
  display: block;
  width: 2.25rem;
  height: 0.25rem;
  margin-block-end: 1rem;
  border-radius: 1rem;
  background: var(--accent);
}
h3 { font-size: 0.875rem; line-height: 1.4; color: var(--accent); }
.question { display: grid; gap: 0.25rem; }
.answer, .body { display: grid; gap: 0.625rem; }
.gain .answer { font-size: 1.125rem; line-height: 1.5; }
ul, ol { padding-inline-start: 1.25em; }
li + li { margin-block-start: 0.25rem; }

summary {
  display: inline-flex;
  align-items: center;
  gap: 0.5rem;
  min-height: 1.75rem;
  border-radius: 0.375rem;
  color: var(--text);
  font-weight: 600;
  list-style: none;
  overflow-wrap: anywhere;
}
summary::-webkit-details-marker { display: none; }
summary::before {
  content: "";
  flex: none;
  width: 0.4375rem;
  height: 0.4375rem;
  margin-inline: 0.125rem 0.1875rem;
  border: solid var(--accent);
  border-width: 0 0.125rem 0.125rem 0;
  transform: rotate(-45deg);
}

.offer { padding: 1.125rem clamp(1rem, 5%, 1.375rem); border-radius: calc(var(--radius) * 0.75); background: var(--tint); }
.intervention { font-weight: 650; line-height: 1.35; }
.about { margin-block-start: 0.125rem; font-size: 0.9375rem; color: var(--muted); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.625rem; }
.offer > .actions:not(:first-child) { margin-block-start: 1rem; }
.action {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-height: 2.75rem;
  padding: 0.5rem 1.125rem;
  border: 1px solid var(--edge);
  border-radius: calc(var(--radius) * 0.625);
  background: var(--surface);
  color: var(--text);
  font: inherit;
  font-weight: 600;
  line-height: 1.25;
  text-decoration: none;
  text-align: center;
  overflow-wrap: anywhere;
  hyphens: manual;
}
.start { min-width: min(7rem, 100%); border-color: var(--accent); background: var(--accent); color: var(--on-accent); }

.message p { color: var(--muted); }
.message slot { display: block; }
::slotted(*) { margin-block: 0.5rem 0; }

.waiting { display: grid; gap: 0.875rem; }
.waiting i { display: block; height: 0.875rem; border-radius: 1rem; background: var(--line); }
.waiting i:first-of-type { width: 55%; height: 1.375rem; margin-block-end: 0.5rem; }
.waiting i:last-of-type { width: 75%; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (prefers-reduced-motion: no-preference) {
  .waiting i { animation: breathe 2.4s ease-in-out infinite; }
}
@keyframes breathe { 50% { opacity: 0.45; } }
@media (forced-colors: active) {
  .offer, .waiting i { border: 1px solid; }
}
`;

/**
 * Puts style sheets on, in whichever document the widget is: sheets belong to one.
 * @param {HTMLElement} widget
 * @param {string[]} texts each a sheet of its own
 */
export function dress({ shadowRoot, ownerDocument: { defaultView } }, ...texts) {
  for (const text of defaultView ? texts : []) {
    const sheet = new /** @type {any} */ (defaultView).CSSStyleSheet();
    sheet.replaceSync(text);
    shadowRoot?.adoptedStyleSheets.push(sheet);
  }
}
