// Tells how far the waves are while they are being played, then shows them, with dates as people write them.
const { lang } = document.documentElement;
const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { day: "numeric", month: "long", year: "numeric" });
for (const time of document.querySelectorAll("time[data-date]")) {
  const [year, month, day] = time.dataset.date.split("-").map(Number);
  time.textContent = format.format(new Date(year, month - 1, day));
}

const progress = document.querySelector("progress");
const chapters = document.querySelectorAll(".chapters li");
const look = async () => {
  const { begun, over } = await (await fetch("/waves/progress")).json();
  if (over) {
    location.reload();
    return;
  }
  progress.value = begun;
  const chapter = document.getElementById("chapter");
  const text = chapters[begun - 1]?.textContent ?? "";
  if (chapter.textContent !== text) chapter.textContent = text; // said once
  setTimeout(look, 500);
};
if (progress) look();
