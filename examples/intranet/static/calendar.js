// Writes dates as people do, in the language of the page.
const format = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", day: "numeric", month: "long" });
for (const time of document.querySelectorAll("time[data-date]")) {
  const [year, month, day] = time.dataset.date.split("-").map(Number);
  time.firstElementChild.textContent = format.format(new Date(year, month - 1, day));
}
