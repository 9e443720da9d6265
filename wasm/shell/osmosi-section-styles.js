// The look of what is in the sections, for pages on which one was opened.

const css = `
.items { display: grid; gap: 1.5rem; }
.items:empty { display: none; }
.items + .items { padding-block-start: 0.625rem; }
.items section { display: grid; gap: 0.375rem; }
.items > *, .item > * { min-width: 0; }
.item { display: grid; gap: 0.75rem; }
.item + .item { padding-block-start: 1.5rem; border-block-start: 1px solid var(--line); }
.item h3, .items h3 { font-size: 1.0625rem; color: var(--text); hyphens: manual; text-wrap: balance; }
.item .body { color: var(--text); }
.when { font-weight: 650; color: var(--accent); }
.when time::first-letter, .items section li::first-letter { text-transform: uppercase; }
.when time { display: inline-block; }
.terms { padding: 0; list-style: none; font-size: 0.875rem; color: var(--muted); }
.section .body a, .subscribe a { color: var(--accent); text-underline-offset: 0.15em; }
.subscribe a { display: inline-block; padding-block: 0.25rem; }
.section textarea {
  flex: 1 1 100%;
  min-width: 0;
  padding: 0.75rem;
  border: 1px solid var(--edge);
  border-radius: calc(var(--radius) * 0.625);
  background: var(--surface);
  color: var(--text);
  font: inherit;
  font-size: 0.875rem;
  resize: vertical;
  field-sizing: content;
}
.section fieldset { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.125rem; min-width: 0; margin: 0; padding: 0; border: 0; }
.section legend { padding: 0; margin-block-end: 0.25rem; font-size: 0.875rem; font-weight: 600; color: var(--muted); }
.section label { display: flex; gap: 0.625rem; align-items: baseline; padding-block: 0.3125rem; cursor: pointer; }
.section label > span { min-width: 0; }
.section input { flex: none; width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); transform: translateY(0.1875rem); }
.sheet { position: fixed; width: 0; height: 0; border: 0; }
.progress { display: grid; gap: 0.5rem; }
progress {
  appearance: none;
  width: 100%;
  height: 0.625rem;
  border: 1px solid var(--edge);
  border-radius: 1rem;
  background: var(--tint);
  overflow: hidden;
}
progress::-webkit-progress-bar { background: var(--tint); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
@media print {
  .subscribe { display: none; }
  progress { print-color-adjust: exact; }
}
@media (forced-colors: active) {
  progress { forced-color-adjust: none; border-color: CanvasText; background: Canvas; }
  progress::-webkit-progress-bar { background: Canvas; }
  progress::-webkit-progress-value { background: Highlight; }
  progress::-moz-progress-bar { background: Highlight; }
}
`;

/** The style sheet that all opened sections of a page share. */
export const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
