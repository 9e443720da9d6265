// Drawing: from the content of a bundle to elements. Texts become text nodes
// and nothing else, so that no content can bring markup or script along.

/**
 * A text, or a tag with children: ["p", "Hello ", ["em", "you"]]. A link has its
 * address before the children.
 * @typedef {string | [string, ...Node[]]} Node
 */

/**
 * @typedef {object} Content
 * @property {string} campaign
 * @property {string} language
 * @property {Record<string, string>} labels
 * @property {Record<string, Proposition>} propositions
 * @property {Record<string, { title: string, body?: Node[], drivers?: Node[], voice?: string,
 *   variants?: Record<string, { title: string, body?: Node[] }> }>} touchpoints variants by experiment:variant
 * @property {{ question: string, segment?: string, answer: Node[] }[]} [expectations] in order of precedence within a question
 * @property {Record<string, string>} why sentence by code
 */

/**
 * @typedef {object} Proposition
 * @property {Node[]} gain
 * @property {Node[]} problem
 * @property {Node[]} ability
 * @property {Record<string, Node[]>} [wording] the gain in the words of a segment, by its ID
 * @property {Intervention} [intervention] what to take first
 * @property {Intervention[]} [also] what there is besides
 * @property {string} [support] how to offer it: mapped, recommended, onDemand or guidedChoice
 */

/** @typedef {{ id: string, form: string, title: string, minutes: number, url: string }} Intervention */

const tags = ["p", "strong", "em", "code", "ul", "ol", "li", "br", "blockquote", "h3"];
const deepest = 32; // how deep content may nest

/**
 * Makes an element. Attributes that are undefined or false stay out.
 * @param {string} tag
 * @param {Record<string, string | boolean | undefined>} attributes
 * @param {(globalThis.Node | string)[]} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/**
 * An address that is safe to follow, or undefined: https, mailto, or the same
 * site.
 * @param {unknown} url absolute, or a path on the site
 * @param {string} base
 */
export function safeAddress(url, base) {
  if (typeof url !== "string" || !URL.canParse(url, base)) return undefined;
  const { protocol, origin, href } = new URL(url, base);
  return ["https:", "mailto:"].includes(protocol) || protocol === "http:" && origin === new URL(base).origin ? href : undefined;
}

/**
 * Draws nodes. A tag that the list does not have leaves only its text.
 * @param {unknown} nodes
 * @returns {(globalThis.Node | string)[]}
 */
export function draw(nodes, depth = 0) {
  if (!Array.isArray(nodes) || depth > deepest) return [];
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [node];
    if (!Array.isArray(node)) return [];
    const [tag, ...children] = node;
    if (tag === "a") {
      const [address, ...text] = children;
      const href = safeAddress(address, document.baseURI);
      return href ? [element("a", { href, rel: "noopener" }, ...draw(text, depth + 1))] : draw(text, depth + 1);
    }
    const drawn = draw(children, depth + 1);
    return tags.includes(tag) ? [element(tag, {}, ...drawn)] : drawn;
  });
}

/**
 * Draws the card of a decision.
 * @param {Content} content
 * @param {{ touchpoint: string, proposition: string, wording?: string, segments?: string[], why: string[], sentences?: string[], arms?: string[] }} decision whose sentences say why, else its codes do
 * @param {(verb: "started" | "dismissed" | "completed") => void} act hears what the person does
 * @returns {HTMLElement}
 */
export function card(content, decision, act) {
  const { labels } = content;
  const own = content.touchpoints[decision.touchpoint];
  const arm = decision.arms?.find((one) => own.variants?.[one]);
  const touchpoint = { ...own, ...(arm ? own.variants?.[arm] : {}) };
  const proposition = content.propositions[decision.proposition];
  const sentences = decision.sentences ?? decision.why.flatMap((code) => content.why[code] ?? []);
  const body = draw(touchpoint.body);
  const made = element("article", { class: "card", part: "card", "aria-labelledby": "title" },
    element("h2", { id: "title", part: "title", tabindex: "-1", "data-key": "title" }, touchpoint.title),
    ...(touchpoint.drivers ? [question("drivers", labels.drivers, touchpoint.drivers, touchpoint.voice)] : []),
    question("gain", labels.gain, proposition.wording?.[decision.wording ?? ""] ?? proposition.gain),
    element("details", { class: "more", part: "more", "data-key": "more" },
      element("summary", { "data-key": "more-summary" }, labels.more),
      ...(body.length > 0 ? [element("div", { class: "body", part: "body" }, ...body)] : []),
      question("problem", labels.problem, proposition.problem),
      question("ability", labels.ability, proposition.ability),
    ),
    offer(labels, proposition.intervention, act),
    ...further(labels, proposition, act),
  );
  if (sentences.length > 0) {
    made.append(section("why", labels.why, element("ul", {}, ...sentences.map((sentence) => element("li", {}, sentence)))));
  }
  const asked = answers(content.expectations ?? [], decision.segments ?? []);
  if (asked.length > 0) {
    made.append(section("questions", labels.questions,
      ...asked.map(({ question, answer }) => element("section", {}, element("h3", {}, question), element("div", { class: "answer" }, ...draw(answer))))));
  }
  return made;
}

/**
 * What can be opened below a card.
 * @param {string} name
 * @param {string} words
 * @param {(globalThis.Node | string)[]} children
 */
export function section(name, words, ...children) {
  return element("details", { class: `why ${name}`, part: name, "data-key": name },
    element("summary", { "data-key": `${name}-summary` }, words), ...children);
}

/**
 * The answers that a person gets: for each question, the first that is for one
 * of their segments or for everyone.
 * @param {NonNullable<Content["expectations"]>} expectations
 * @param {string[]} segments
 */
export function answers(expectations, segments) {
  const theirs = expectations.filter(({ segment }) => !segment || segments.includes(segment));
  return theirs.filter(({ question }, i) => theirs.findIndex((other) => other.question === question) === i);
}

/**
 * What there is to learn besides, as the support asks: steps or a list.
 * @param {Record<string, string>} labels
 * @param {Proposition} proposition
 * @param {(verb: "started") => void} act
 */
function further(labels, { also = [], support = "" }, act) {
  if (also.length === 0) return [];
  const heading = support === "mapped" ? labels.steps : ["onDemand", "guidedChoice"].includes(support) ? labels.choice : labels.also;
  const list = support === "mapped" ? element("ol", { start: "2" }) : element("ul");
  for (const { id, title, url } of also) {
    const href = safeAddress(url, document.baseURI);
    const link = href ? element("a", { href, rel: "noopener", "data-key": `also-${id}` }, title) : title;
    if (link instanceof HTMLElement) link.addEventListener("click", () => act("started"));
    list.append(element("li", {}, link));
  }
  return [element("section", { class: "also", part: "also", "aria-labelledby": "also-heading" },
    element("h3", { id: "also-heading" }, heading), list)];
}

/**
 * @param {string} name
 * @param {string} heading
 * @param {Node[]} nodes
 * @param {string} [voice] who says it
 */
function question(name, heading, nodes, voice) {
  return element("section", { class: `question ${name}`, part: name, "aria-labelledby": `${name}-heading` },
    element("h3", { id: `${name}-heading` }, heading),
    element("div", { class: "answer" }, ...draw(nodes)),
    ...(voice ? [element("p", { class: "about" }, voice)] : []),
  );
}

/**
 * What there is to learn, and what the person can do about it.
 * @param {Record<string, string>} labels
 * @param {Proposition["intervention"]} intervention
 * @param {(verb: "started" | "dismissed" | "completed") => void} act
 */
function offer(labels, intervention, act) {
  const made = element("section", { class: "offer", part: "intervention" });
  const buttons = element("div", { class: "actions", part: "actions" });
  const about = intervention ? "intervention-title" : "title";
  const button = (/** @type {"dismissed" | "completed"} */ verb, /** @type {string} */ part, /** @type {string} */ label) => {
    const made = element("button", { type: "button", class: `action ${part}`, part: `action ${part}`, "aria-describedby": about, "data-key": part }, label);
    made.addEventListener("click", (event) => {
      // The second half of a double click would answer the card that comes next.
      if (event.detail < 2) act(verb);
    });
    return made;
  };
  if (intervention) {
    const about = [labels[`form.${intervention.form}`]];
    if (intervention.minutes > 0) about.push(labels.minutes.replace("{minutes}", String(intervention.minutes)));
    made.append(
      element("p", { class: "intervention", id: "intervention-title", part: "intervention-title" }, intervention.title),
      element("p", { class: "about", part: "intervention-about" }, about.filter(Boolean).join(" · ")),
    );
    const href = safeAddress(intervention.url, document.baseURI);
    if (href) {
      const start = element("a", { class: "action start", part: "action start", href, rel: "noopener", "aria-describedby": "intervention-title", "data-key": "start" }, labels.start);
      start.addEventListener("click", () => act("started"));
      start.addEventListener("auxclick", (event) => {
        if (/** @type {MouseEvent} */ (event).button === 1) act("started"); // opened in a new tab
      });
      buttons.append(start);
    }
    buttons.append(button("completed", "done", labels.done));
  }
  buttons.append(button("dismissed", "not-now", labels.notNow));
  made.append(buttons);
  return made;
}
