// What a page written in TypeScript does with the widget.

import { OsmosiWidget, type OsmosiEvent, type OsmosiFault, type OsmosiRelationship } from "@osmosi-learning/widget";

const widget: OsmosiWidget = document.createElement("osmosi-widget");
widget.src = "/bundle.json";
widget.profile = { unit: "shop", tenureDays: 12 };
widget.profile = null;
widget.lang = "nl";
const proposition: string | undefined = widget.decision?.proposition;
const known: OsmosiRelationship | null = await widget.relationship();
await Promise.all([widget.erase(), widget.pause(), widget.resume()]);
widget.profile = async () => ({ unit: "shop" });
widget.arms = ["tenth:campaign"];
widget.learn = true;
widget.standing = [{ name: "North", points: 12, people: 8 }];
widget.addEventListener("osmosi-postponed", ({ detail: { next } }) => next?.slice(0, 10));
widget.addEventListener("osmosi-joined", ({ detail: { touchpoint } }) => touchpoint.length);
widget.addEventListener("osmosi-completed", function (event) {
  const { id, verb }: OsmosiEvent = event.detail;
  this.scope = id + verb;
});
widget.addEventListener("click", (event) => event.clientX);
document.addEventListener("osmosi-error", ({ detail }) => { const { code }: OsmosiFault = detail; console.warn(code); });
document.body.addEventListener("osmosi-ready", ({ detail }) => console.log(detail.campaign, detail.none, detail.engine === "worker", proposition, known?.responses));
const again: OsmosiWidget | null = document.querySelector("osmosi-widget");
console.log(again instanceof OsmosiWidget, OsmosiWidget.observedAttributes.length);

// @ts-expect-error the decision is the widget's to make
widget.decision = null;
// @ts-expect-error what was learnt is asked of the engine, which takes its time
widget.relationship().paused;
// @ts-expect-error there is no such attribute
widget.source = "/bundle.json";
// @ts-expect-error a detail is what the event tells
widget.addEventListener("osmosi-error", ({ detail }) => detail.proposition);
// @ts-expect-error there is no such reason
if (widget.decision?.none === "tired") widget.remove();
