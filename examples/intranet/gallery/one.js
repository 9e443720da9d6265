// Brings the state about that the page is for: as a person would, by the
// element's attributes, its events and clicks on its parts.
const script = JSON.parse(document.getElementById("script").textContent);
const widget = document.querySelector("osmosi-widget"), main = document.querySelector("main");

/** Dresses the page; the gallery calls it too, when its controls move. */
export function dress({ width, size, motion, accent }) {
  main.style.width = `${width}px`;
  document.documentElement.style.fontSize = `${size}%`;
  document.documentElement.dataset.motion = motion ?? "";
  if (accent) {
    widget.style.setProperty("--osmosi-accent", accent);
    widget.style.setProperty("--osmosi-on-accent", readable(accent));
  } else {
    widget.style.removeProperty("--osmosi-accent");
    widget.style.removeProperty("--osmosi-on-accent");
  }
}

/** Black or white, whichever is the easier to read on a colour: as WCAG 2
 * reckons contrast. */
function readable(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}

/** Resolves once something is so. */
async function until(so) {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Resolves once nothing in the widget has changed for a while. */
function still(root) {
  return new Promise((resolve) => {
    let timer = 0;
    const observer = new MutationObserver(() => wait());
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        observer.disconnect();
        resolve();
      }, 100);
    };
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    wait();
  });
}

/** A photograph: a lamp on a shelf, before a wall. */
async function photograph() {
  const canvas = new OffscreenCanvas(640, 400), pen = canvas.getContext("2d");
  for (const [colour, ...box] of [["#d9cbb6", 0, 0, 640, 400], ["#7a5a3c", 0, 320, 640, 24], ["#2f4858", 300, 180, 12, 140], ["#2f4858", 250, 306, 112, 14]]) {
    pen.fillStyle = colour;
    pen.fillRect(...box);
  }
  pen.fillStyle = "#f2b134";
  pen.beginPath();
  pen.moveTo(256, 180);
  pen.lineTo(356, 180);
  pen.lineTo(330, 90);
  pen.lineTo(282, 90);
  pen.fill();
  return new File([await canvas.convertToBlob({ type: "image/png" })], "lamp.png", { type: "image/png" });
}

dress(script);
addEventListener("message", ({ origin, data }) => {
  if (origin === location.origin) dress(data);
});
for (const key of Object.keys(localStorage)) {
  if (key.includes(widget.getAttribute("scope")) || /^osmosi:(room:|answers:.*\/gallery\/)/.test(key)) localStorage.removeItem(key); // as on a first visit
}
if (script.offline) Object.defineProperty(navigator, "onLine", { value: false });
if (script.profile) widget.profile = script.profile;
if (script.standing) widget.standing = script.standing;
// Nobody's clipboard is written over by looking at a gallery: it is as without TLS.
Object.defineProperty(navigator, "clipboard", { value: undefined });
// No part of a gallery is left by a click in it, nor is anything saved.
addEventListener("click", (event) => {
  if (event.composedPath().some((one) => one instanceof HTMLAnchorElement)) event.preventDefault();
});
const reached = script.until && new Promise((resolve) => widget.addEventListener(`osmosi-${script.until}`, resolve, { once: true }));
if (script.module) {
  await import(script.module);
  const root = widget.shadowRoot;
  root.addEventListener("animationstart", ({ target }) => {
    if (document.documentElement.dataset.motion === "reduced") for (const animation of target.getAnimations()) animation.cancel();
  });
  await reached;
  await still(root);
  for (const [what, name] of script.steps ?? []) {
    const part = root.querySelector(`[part~="${name}"]`);
    if (what === "open") {
      part.querySelector(":scope > summary").click();
      await until(() => part.childElementCount > 1); // what a section says is loaded when it is opened
    } else if (what === "press") {
      (part ?? root.querySelector(`[data-key^="${name}"]`)).click();
      await until(() => !root.querySelector('[type="submit"][aria-disabled]')); // what is sent is under way
    } else if (what === "choose") {
      const [question, value] = name.split("=");
      root.querySelector(`input[name="${question}"][value="${value}"]`).click();
    } else if (what === "write") {
      const field = root.getElementById(name);
      field.value = script.written[name];
      field.dispatchEvent(new Event("input"));
    } else if (what === "photograph") {
      const field = root.getElementById(name), chosen = new DataTransfer();
      chosen.items.add(await photograph());
      field.files = chosen.files;
      field.dispatchEvent(new Event("change"));
      await until(() => root.querySelector('[part="insight-photo"] canvas')); // made small
    } else await widget[name]();
    await still(root);
  }
}
document.documentElement.dataset.settled = "true";
