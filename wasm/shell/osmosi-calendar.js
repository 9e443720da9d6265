// One occasion as a file that calendars read: iCalendar, RFC 5545.

/**
 * Writes a calendar with one event. Its times are in UTC, so that it needs no
 * rules of clocks: whoever opens it has it at the moment that the page showed.
 * @param {object} event
 * @param {string} event.uid the same however often it is written; a later one takes its place
 * @param {Date} event.stamp when it is written
 * @param {number} event.sequence how often it was moved
 * @param {Date} event.start
 * @param {number} event.minutes
 * @param {string} event.summary
 * @param {string} event.description
 * @param {string} event.language
 * @param {boolean} event.busy whether the time is taken
 */
export function calendar({ uid, stamp, sequence, start, minutes, summary, description, language, busy }) {
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Osmosi//Widget//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "BEGIN:VEVENT",
    `UID:${uid}`, `DTSTAMP:${utc(stamp)}`, `SEQUENCE:${sequence}`, `DTSTART:${utc(start)}`, `DURATION:PT${minutes}M`,
    `SUMMARY;LANGUAGE=${language}:${escape(summary)}`, `DESCRIPTION;LANGUAGE=${language}:${escape(description)}`,
    `TRANSP:${busy ? "OPAQUE" : "TRANSPARENT"}`, "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
  ].map((line) => `${fold(line)}\r\n`).join("");
}

/** @param {Date} at */
function utc(at) { return at.toISOString().replace(/[-:]|\.\d+/g, ""); }

/** A text as a value (3.3.11). Control characters have no place in one, and some
 * readers end a line at the separators of Unicode.
 * @param {string} text */
function escape(text) {
  return text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "").replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
}

/** Lines of 75 octets at most (3.1), never broken within a character.
 * @param {string} line */
function fold(line) {
  let folded = "", octets = 0;
  for (const character of line) {
    const code = /** @type {number} */ (character.codePointAt(0));
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > 75) [folded, octets] = [`${folded}\r\n `, 1];
    folded += character;
    octets += size;
  }
  return folded;
}
