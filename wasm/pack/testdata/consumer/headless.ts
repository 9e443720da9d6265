// What a program does that draws for itself.

import { load, Refusal, type Content, type Decision, type State } from "@osmosi-learning/widget/headless";

declare const content: Content;
let kept: State | null = null;
try {
  const osmosi = await load({ bundle: new URL("https://example.com/bundle.json"), state: kept });
  const decision: Decision = osmosi.decide({ profile: { unit: "shop" }, history: { p: "started" }, at: new Date(), arms: ["tenth:campaign"] });
  const sentences: string[] = osmosi.explain(decision, content);
  const { due, withheld } = osmosi.due({ workDays: 31, from: "2027-03-01T00:00" });
  if (decision.touchpoint) kept = osmosi.record({ at: "2027-03-01T09:00", touchpoint: decision.touchpoint, responded: true });
  console.log(sentences, due[0]?.day, withheld.length, osmosi.knows().responses, osmosi.export().kept?.counter, osmosi.erase(), kept);
  // @ts-expect-error what was learnt is the engine's to change
  osmosi.state = null;
  // @ts-expect-error a person did one of three things
  osmosi.decide({ at: new Date(), history: { p: "shown" } });
} catch (error) {
  if (error instanceof Refusal) console.warn(error.code);
}
// @ts-expect-error a bundle is needed
await load({});
