// The pulse: about five questions on one page, by mouse, touch or keyboard.
//
// Half-filled answers are in the page's memory and nowhere else. Of what was
// sent, the browser remembers that it was, and not what; and no event tells of
// it, since one with a time and a person beside it would tell whose answers
// came then. Answers of a survey that is not anonymous go with the cookies of
// the page, by which the host knows who signs them.

import { element } from "./osmosi-card.js";
import { conclude, dress, field, once, say, wrongness } from "./osmosi-form.js";
import { button } from "./osmosi-item.js";
import { outbox } from "./osmosi-outbox.js";
import { asked, due, setAsked } from "./osmosi-asked.js";

const longestScale = 100; // steps, however many a bundle asks for

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {"agreement" | "zeroToTen" | "single" | "multiple" | "ranking" | "open"} kind
 * @property {string} text
 * @property {boolean} [required]
 * @property {number} [least] points
 * @property {number} [most]
 * @property {string[]} [labels] of the points: one for each, or one for either end
 * @property {{ id: string, text: string }[]} [options]
 * @property {number} [longest] characters
 */

/**
 * @typedef {object} Questionnaire
 * @property {string} survey
 * @property {string} [wave]
 * @property {boolean} [anonymous]
 * @property {string} title
 * @property {string} intro
 * @property {string} notice
 * @property {Question[]} questions
 */

/** @typedef {{ points?: number, options?: string[], text?: string }} Answer */

/**
 * The document that is sent: what was answered, and nothing else.
 * @param {Questionnaire} questionnaire
 * @param {Map<string, Answer>} answers by question
 */
export function sheet({ survey, wave, questions }, answers) {
  return {
    osmosi: "answers/v1", survey, ...(wave ? { wave } : {}),
    answers: questions.flatMap(({ id }) => {
      const answer = answers.get(id);
      return answer ? [{ question: id, ...answer }] : [];
    }),
  };
}

/**
 * The questions that must be answered and are not.
 * @param {Questionnaire} questionnaire
 * @param {Map<string, Answer>} answers
 */
export function missing({ questions }, answers) {
  return questions.filter(({ id, required }) => required && !answers.has(id)).map(({ id }) => id);
}

/**
 * A list with one of its members moved; the same where it cannot move.
 * @template T
 * @param {T[]} list
 * @param {number} from
 * @param {number} by
 */
export function moved(list, from, by) {
  const to = from + by;
  if (to < 0 || to >= list.length) return list;
  const made = [...list];
  made.splice(to, 0, ...made.splice(from, 1));
  return made;
}

/** @param {import("./osmosi-sections.js").Context} context */
export function fill(context) {
  const { content, widget, labels, scope } = context;
  dress(widget);
  const pulse = due(context, /** @type {any[]} */ (content.pulse), asked(context));
  if (!pulse || !context.answers) return [element("p", {}, labels["pulse.closed"])];
  const key = JSON.stringify([content.campaign, scope, pulse.touchpoint, content.language, context.answers]);
  return once(context, "pulse", key, () => [form(context, pulse.touchpoint, pulse.asked)]);
}

/**
 * @param {import("./osmosi-sections.js").Context} context
 * @param {string} touchpoint
 * @param {Questionnaire} questionnaire
 */
function form(context, touchpoint, questionnaire) {
  const { labels } = context;
  const { questions } = questionnaire;
  /** @type {Map<string, Answer>} */
  const answers = new Map();
  const progress = element("p", { class: "progress", part: "pulse-progress" });
  const empty = element("p", { class: "error", id: "pulse-error" });
  /** @type {Map<string, (text: string) => void>} what is wrong, by question */
  const wrong = new Map();
  const count = () => { progress.textContent = say(labels["pulse.progress"], { n: answers.size, of: questions.length }); };
  const drawn = questions.map((question) => {
    const { made, wrong: tell } = draw(question, labels, (answer) => {
      if (answer) answers.set(question.id, answer);
      else answers.delete(question.id);
      tell("");
      empty.textContent = "";
      count();
    }, context.say);
    wrong.set(question.id, tell);
    return made;
  });
  const made = element("form", { class: "form", part: "pulse-form", novalidate: true, "aria-label": questionnaire.title, autocomplete: "off" });
  const gone = (/** @type {string} */ text) => {
    setAsked(context, touchpoint);
    context.forms.delete("pulse");
    conclude(made, text);
  };
  let busy = false;
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const lacking = missing(questionnaire, answers);
    for (const [id, tell] of wrong) tell(lacking.includes(id) ? labels["pulse.required"] : "");
    empty.textContent = answers.size === 0 && lacking.length === 0 ? labels["pulse.empty"] : "";
    if (lacking.length > 0 || answers.size === 0) {
      context.say(lacking.length > 0 ? say(labels["pulse.mend"], { n: lacking.length }) : labels["pulse.empty"]);
      const first = lacking.length > 0 ? questions.findIndex(({ id }) => id === lacking[0]) : 0;
      /** @type {HTMLElement | null} */ (drawn[first].querySelector("input, textarea, button"))?.focus();
      return;
    }
    busy = true;
    send.setAttribute("aria-disabled", "true");
    const fate = await outbox(context, context.answers, questionnaire.anonymous ? null : context.scope).send(sheet(questionnaire, answers));
    busy = false;
    send.removeAttribute("aria-disabled");
    context.say("");
    if (fate === "refused") context.say(labels["pulse.refused"]);
    else gone(labels[fate === "sent" ? "pulse.thanks" : "pulse.waiting"]);
  });
  const send = element("button", { type: "submit", class: "action start", part: "action pulse-send", "aria-describedby": "pulse-error" }, labels["pulse.send"]);
  made.append(
    element("p", {}, questionnaire.intro),
    element("p", { class: "hint", part: "pulse-notice" }, questionnaire.notice),
    ...drawn, progress, empty,
    element("div", { class: "actions" }, send,
      button("pulse-skip", labels["pulse.skip"], () => gone(labels["pulse.skipped"]), { class: "action not-now", part: "action pulse-skip" })),
  );
  count();
  return made;
}

/**
 * Draws one question.
 * @param {Question} question
 * @param {Record<string, string>} labels
 * @param {(answer: Answer | null) => void} answer hears what the person says
 * @param {(text: string) => void} tell the live region
 */
function draw(question, labels, answer, tell) {
  const id = `pulse-${question.id}`;
  if (question.kind === "open") return open(id, question, labels, answer);
  const error = element("p", { class: "error", id: `${id}-error` });
  const rated = question.kind === "agreement" || question.kind === "zeroToTen";
  const made = element("fieldset", {
    "aria-describedby": `${id}-error`, "data-question": question.id,
    // A radio group may be required and wrong; a mere group may not.
    role: rated || question.kind === "single" ? "radiogroup" : undefined,
    "aria-required": question.required && (rated || question.kind === "single") ? "true" : undefined,
  }, element("legend", {}, question.text));
  if (question.kind === "ranking") made.append(...ranking(question, labels, answer, tell));
  else if (rated) made.append(...points(id, question, labels, answer));
  else made.append(...choices(id, question, labels, answer));
  made.append(error);
  return { made, wrong: wrongness(made, error) };
}

/**
 * A button that takes an answer back, of a question that can be passed over:
 * what was chosen among radio buttons cannot be unchosen otherwise.
 * @param {Question} question
 * @param {Record<string, string>} labels
 * @param {HTMLElement[]} inputs
 * @param {(answer: Answer | null) => void} answer
 */
function clearing(question, labels, inputs, answer) {
  if (question.required) return { clear: [], show: () => {} };
  const made = button(`clear-${question.id}`, labels["pulse.clear"], () => {
    for (const input of /** @type {HTMLInputElement[]} */ (inputs)) input.checked = false;
    made.hidden = true;
    answer(null);
    inputs[0].focus();
  }, { class: "quiet", part: "pulse-clear", "aria-label": say(labels["pulse.clear.of"], { what: question.text }) });
  made.hidden = true;
  return { clear: [made], show: () => { made.hidden = false; } };
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {Record<string, string>} labels
 * @param {(answer: Answer | null) => void} answer
 */
function points(id, question, labels, answer) {
  const { least = 0, most = 10, labels: named = [] } = question;
  const all = Array.from({ length: Math.min(most - least, longestScale) + 1 }, (_, i) => least + i);
  const each = named.length === all.length && all.length > 2;
  const ends = named.length === 2 ? named : [labels["pulse.least"], labels["pulse.most"]];
  const inputs = all.map((point) => element("input", { type: "radio", name: id, value: String(point) }));
  const { clear, show } = clearing(question, labels, inputs, answer);
  inputs.forEach((input, i) => input.addEventListener("change", () => {
    show();
    answer({ points: all[i] });
  }));
  if (each) return [...inputs.map((input, i) => element("label", { class: "choice" }, input, element("span", {}, named[i]))), ...clear];
  return [
    element("div", { class: "scale" }, ...inputs.map((input, i) => {
      const end = i === 0 ? ends[0] : i === all.length - 1 ? ends[1] : "";
      if (end) input.setAttribute("aria-label", `${all[i]}, ${end}`);
      return element("label", { class: "point" }, input, element("span", {}, String(all[i])));
    })),
    element("p", { class: "ends", "aria-hidden": "true" }, element("span", {}, `${all[0]} = ${ends[0]}`), element("span", {}, `${all.at(-1)} = ${ends[1]}`)),
    ...clear,
  ];
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {Record<string, string>} labels
 * @param {(answer: Answer | null) => void} answer
 */
function choices(id, question, labels, answer) {
  const options = question.options ?? [], several = question.kind === "multiple";
  const inputs = options.map(({ id: value }) => element("input", { type: several ? "checkbox" : "radio", name: id, value }));
  const { clear, show } = several ? { clear: [], show: () => {} } : clearing(question, labels, inputs, answer);
  const heard = () => {
    const chosen = /** @type {HTMLInputElement[]} */ (inputs).filter(({ checked }) => checked).map(({ value }) => value);
    show();
    answer(chosen.length > 0 ? { options: chosen } : null);
  };
  for (const input of inputs) input.addEventListener("change", heard);
  return [
    ...(several ? [element("p", { class: "hint" }, labels["pulse.any"])] : []),
    ...inputs.map((input, i) => element("label", { class: "choice" }, input, element("span", {}, options[i].text))),
    ...clear,
  ];
}

/**
 * Options in an order, moved by buttons. It counts once the person moved one or
 * said that the order is theirs.
 * @param {Question} question
 * @param {Record<string, string>} labels
 * @param {(answer: Answer | null) => void} answer
 * @param {(text: string) => void} tell
 */
function ranking(question, labels, answer, tell) {
  let order = question.options ?? [];
  const list = element("ol", { class: "ranking" });
  const mine = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox" }));
  const heard = () => answer(mine.checked ? { options: order.map(({ id }) => id) } : null);
  mine.addEventListener("change", heard);
  /** @type {Map<string, { item: HTMLElement, up: HTMLElement, down: HTMLElement }>} */
  const drawn = new Map();
  const arrange = () => {
    order.forEach(({ id }, i) => {
      const { up, down } = /** @type {{ up: HTMLElement, down: HTMLElement }} */ (drawn.get(id));
      up.setAttribute("aria-disabled", String(i === 0));
      down.setAttribute("aria-disabled", String(i === order.length - 1));
    });
    list.replaceChildren(...order.map(({ id }) => /** @type {{ item: HTMLElement }} */ (drawn.get(id)).item));
  };
  for (const option of order) {
    const move = (/** @type {number} */ by) => {
      const from = order.indexOf(option), next = moved(order, from, by);
      if (next === order) return;
      order = next;
      mine.checked = true;
      arrange();
      drawn.get(option.id)?.[by < 0 ? "up" : "down"].focus(); // it was taken out and put back
      tell(say(labels["pulse.place"], { what: option.text, n: order.indexOf(option) + 1, of: order.length }));
      heard();
    };
    const up = arrow("↑", say(labels["pulse.up"], { what: option.text }), () => move(-1));
    const down = arrow("↓", say(labels["pulse.down"], { what: option.text }), () => move(1));
    drawn.set(option.id, { item: element("li", {}, element("span", {}, option.text), up, down), up, down });
  }
  arrange();
  return [element("p", { class: "hint" }, labels["pulse.rank"]), list, element("label", { class: "choice" }, mine, element("span", {}, labels["pulse.order"]))];
}

/**
 * A button that may be pressed several times in a row.
 * @param {string} sign
 * @param {string} label
 * @param {() => void} act
 */
function arrow(sign, label, act) {
  const made = element("button", { type: "button", class: "action small", "aria-label": label }, sign);
  made.addEventListener("click", act);
  return made;
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {Record<string, string>} labels
 * @param {(answer: Answer | null) => void} answer
 */
function open(id, question, labels, answer) {
  const longest = question.longest ?? 4000;
  const text = /** @type {HTMLTextAreaElement} */ (element("textarea", { rows: "3", maxlength: String(longest), "aria-required": question.required ? "true" : undefined }));
  const left = element("p", { class: "hint", id: `${id}-left`, hidden: true });
  text.addEventListener("input", () => {
    const rest = longest - text.value.length;
    left.hidden = rest > 200;
    left.textContent = say(labels["pulse.left"], { n: rest });
    answer(text.value.trim() ? { text: text.value.trim() } : null);
  });
  const { made, wrong } = field(id, question.text, text);
  text.setAttribute("aria-describedby", `${id}-error ${id}-left`);
  made.setAttribute("data-question", question.id);
  made.append(left);
  return { made, wrong };
}
