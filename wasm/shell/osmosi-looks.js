// The look of what comes with the person: what is below the card or beside its
// button, what was opened or pointed at, what is said, and what is printed.

export const moreLooks = `
:focus { outline: none; }
:focus-visible { outline: 0.1875rem solid var(--accent); outline-offset: 0.1875rem; }
summary, .action { cursor: pointer; }
.not-now { padding-inline: 0.5rem; border-color: transparent; background: transparent; color: var(--muted); }
.also { display: grid; gap: 0.25rem; }
.why { font-size: 0.875rem; color: var(--muted); }
.why summary { color: var(--muted); font-weight: 500; }
.answer a, .body a, .also a { color: var(--accent); text-underline-offset: 0.15em; }
.also a { display: inline-block; vertical-align: top; padding-block: 0.125rem; }
details[open] > summary::before { transform: translateY(-0.125rem) rotate(45deg); }
summary:hover { text-decoration: underline; text-underline-offset: 0.2em; }
blockquote { padding-inline-start: 0.875rem; border-inline-start: 0.1875rem solid var(--line); color: var(--muted); }
code { font-size: 0.9em; padding: 0.1em 0.35em; border-radius: 0.3em; background: var(--tint); }
.section > :not(summary) { margin-block-start: 0.875rem; }
.more > :not(summary) { margin-block-start: 1rem; }
.questions section { margin-block-start: 0.75rem; }
.why ul { margin-block-start: 0.5rem; }
.told { display: grid; gap: 0.25rem; margin-block: 0.375rem 1rem; }
.message .section { margin-block-start: 1rem; }
.status:not(:empty) {
  margin-block-end: 0.75rem;
  padding: 0.75rem clamp(1rem, 5%, 1.375rem);
  border-radius: calc(var(--radius) * 0.75);
  background: var(--tint);
  border: 1px solid var(--line);
}
.early { contain: size; overflow: clip; }
@media print {
  .ghost, .actions, .status, .unseen { display: none; }
  .card, .message { break-inside: avoid; box-shadow: none; }
  .stage { min-height: 0; }
}
.action:hover { border-color: var(--accent); color: var(--accent); }
.start:hover { color: var(--on-accent); text-decoration: underline; text-underline-offset: 0.2em; }
.not-now:hover { border-color: transparent; color: var(--text); text-decoration: underline; text-underline-offset: 0.2em; }
@media (prefers-reduced-motion: no-preference) {
  .action, summary::before { transition: 120ms ease-out; transition-property: color, background-color, border-color, transform; }
  .card:not(.ghost), .status:not(:empty) { animation: arrive 240ms ease-out; }
}
@media (forced-colors: active) {
  .start { forced-color-adjust: none; border-color: LinkText; background: LinkText; color: Canvas; }
  h2::before { background: CanvasText; }
}
@keyframes arrive { from { transform: translateY(0.25rem); } }
`;
