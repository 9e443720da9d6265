/**
 * The moment on the clock of the page, as the engine reads it.
 * @param {Date} date
 */
export function moment(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const day = [String(date.getFullYear()).padStart(4, "0"), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
