// Lets the panes follow the controls without loading them anew, and be as high
// as what they show. Without this script the form's button does the same.
const form = document.querySelector(".controls"), frames = [...document.querySelectorAll("iframe")];
const { state, lang, theme, width, size, motion, accent, chosen } = form.elements;

const look = () => ({ width: width.value, size: size.value, motion: motion.checked ? "reduced" : "", accent: chosen.checked ? accent.value : "" });

function follow() {
  accent.disabled = !chosen.checked;
  for (const range of [width, size]) range.closest("label").querySelector("output").value = `${range.value} ${range.dataset.unit}`;
  const now = look();
  for (const frame of frames) {
    frame.style.width = `${Number(now.width) + 34}px`;
    const address = new URL(frame.previousElementSibling.querySelector("a").href);
    for (const [name, value] of Object.entries(now)) value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
    frame.previousElementSibling.querySelector("a").href = address;
    frame.contentWindow.postMessage(now, location.origin);
  }
  const here = new URL(location.href);
  here.search = new URLSearchParams(new FormData(form)).toString();
  history.replaceState(null, "", here);
}

for (const control of [state, lang, theme]) control.addEventListener("change", () => form.requestSubmit());
for (const control of [width, size, motion, accent, chosen]) control.addEventListener("input", follow);
for (const frame of frames) {
  const grow = () => {
    const { body } = frame.contentDocument;
    if (!frame.contentDocument.querySelector("osmosi-widget")) return; // not there yet
    frame.contentWindow.postMessage(look(), location.origin);
    const fit = () => { frame.style.height = `${Math.ceil(body.getBoundingClientRect().height) + 2}px`; };
    new ResizeObserver(fit).observe(body);
    fit();
  };
  frame.addEventListener("load", grow);
  if (frame.contentDocument?.readyState === "complete") grow();
}
follow();
