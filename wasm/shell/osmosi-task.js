/**
 * Ends the task that runs, so that the page may answer whoever uses it, and goes on
 * in another.
 * @returns {Promise<void>}
 */
export function nextTask() {
  return /** @type {any} */ (globalThis).scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
