/**
 * The moment on the clock of the page, as the engine reads it.
 * @param {Date} date
 */
export function moment(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16); // as if that clock showed UTC
}
