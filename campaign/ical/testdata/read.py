# Reads calendars as an application would: takes {"name": text, …} and prints,
# for each name, what comes when: [{"uid", "at" (seconds since 1970), "minutes",
# "summary", "description"}, …] in order of time.
import datetime
import json
import sys

import icalendar
import recurring_ical_events

read = {}
for name, text in json.load(sys.stdin).items():
    calendar = icalendar.Calendar.from_ical(text.encode())
    found = []
    for event in recurring_ical_events.of(calendar).between((2026, 1, 1), (2031, 1, 1)):
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if not isinstance(start, datetime.datetime):
            start, end = (datetime.datetime(d.year, d.month, d.day, tzinfo=datetime.timezone.utc) for d in (start, end))
        found.append({"uid": str(event["UID"]), "at": int(start.timestamp()), "minutes": int((end - start).total_seconds() / 60),
                      "summary": str(event.get("SUMMARY", "")), "description": str(event.get("DESCRIPTION", ""))})
    read[name] = sorted(found, key=lambda e: (e["at"], e["uid"]))
json.dump(read, sys.stdout)
