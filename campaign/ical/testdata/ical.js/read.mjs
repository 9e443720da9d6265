// Reads calendars as an application would: takes {"name": text, …} and prints,
// for each name, what comes when: [{"uid", "at" (seconds since 1970), "minutes",
// "summary", "description"}, …] in order of time.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const read = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const components = calendar.getAllSubcomponents("vevent");
  const found = [];
  for (const component of components.filter((c) => !c.hasProperty("recurrence-id"))) {
    const uid = component.getFirstPropertyValue("uid");
    const exceptions = components.filter((c) => c.hasProperty("recurrence-id") && c.getFirstPropertyValue("uid") === uid);
    const event = new ICAL.Event(component, { exceptions });
    const see = (item, start) => found.push({ uid, at: start.toUnixTime(), minutes: item.duration.toSeconds() / 60, summary: item.summary, description: item.description ?? "" });
    if (!event.isRecurring()) {
      see(event, event.startDate);
      continue;
    }
    const all = event.iterator();
    for (let next = all.next(); next; next = all.next()) {
      const details = event.getOccurrenceDetails(next);
      see(details.item, details.startDate);
    }
  }
  read[name] = found.sort((a, b) => a.at - b.at || (a.uid < b.uid ? -1 : 1));
}
console.log(JSON.stringify(read));
