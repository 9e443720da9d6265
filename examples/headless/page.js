// A page that draws for itself: the title, what the person gains, and why.

import { load } from "./widget/osmosi-headless.js";

const at = "2027-03-03T10:00"; // new Date() in a real page
const profile = { unit: "workshop" };
const history = {};

const content = await (await fetch("content.en.json")).json();
const osmosi = await load({ bundle: new URL("bundle.json", document.baseURI) });

/** The text of content, whose nodes are texts and tags with children. */
const text = (/** @type {any} */ nodes) => (nodes ?? []).map((node) => Array.isArray(node) ? text(node.slice(node[0] === "a" ? 2 : 1)) : node).join("");

function draw() {
  const decision = osmosi.decide({ profile, history, at });
  document.querySelector("h1").textContent = decision.touchpoint ? content.touchpoints[decision.touchpoint].title : content.labels[decision.none];
  document.querySelector("#gain").textContent = text(content.propositions[decision.proposition]?.gain);
  document.querySelector("ul").replaceChildren(...osmosi.explain(decision, content).map((sentence) => {
    const item = document.createElement("li");
    item.textContent = sentence;
    return item;
  }));
  document.querySelector("button").onclick = () => {
    if (decision.proposition) history[decision.proposition] = "dismissed";
    draw();
  };
}

draw();
