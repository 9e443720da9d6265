// Which language a widget speaks.

/**
 * The first of the available languages that suits a tag: the same one, or one
 * of the same primary language ("nl-BE" finds "nl"); the first of all where
 * none does.
 * @param {string[]} available
 * @param {string} wanted BCP 47 tag, or empty
 */
export function matchLanguage(available, wanted) {
  const tag = wanted.toLowerCase();
  const primary = (/** @type {string} */ language) => language.toLowerCase().split("-")[0];
  return available.find((language) => language.toLowerCase() === tag) ??
    available.find((language) => primary(language) === primary(tag)) ??
    available[0];
}

/**
 * The language of the place where an element stands: its own, or that of the
 * nearest element around it, across shadow roots.
 * @param {Element} element
 */
export function languageAround(element) {
  for (let node = /** @type {Element | null} */ (element); node;) {
    const nearest = node.closest("[lang]");
    if (nearest) return nearest.getAttribute("lang") ?? "";
    const root = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return "";
}
