// <osmosi-widget>: the proposition that suits a person now, on any page.
//
//   <osmosi-widget src="/osmosi/bundle.json" lang="nl" endpoint="/api/events"></osmosi-widget>
//
// Attributes, each with a property of the same name:
//   src       address of the bundle; its contents lie beside it
//   lang      language; else that of the place where the element stands
//   profile   traits of the person, as JSON; better set as the property, an
//             object. It goes to the engine within the page and nowhere else
//   briefed   day on which the person's own manager is briefed: nothing is shown
//             until the day after
//   arms      arms of experiments that the person is in, apart by spaces, such as
//             tenth:campaign words:b. Without it everyone is shown everything,
//             in its own words
//   scope     opaque name of whose history it is, where people share a browser
//   learn     "page" has the page learn how the person responds, to choose better.
//             It keeps that in the browser; without it nothing is learnt
//   endpoint  address that takes events, a JSON array by POST; without it they
//             are only dispatched
//   answers   address that takes the answers to a pulse, one sheet by POST, without
//             cookies where the pulse is anonymous; without it none is asked
//   insights  address that takes the insight cards of antennas, one by POST;
//             without it none are asked for
//   at        moment to decide on instead of now, for previews: 2027-02-03T09:30,
//             on the clock of the page, which runs on from there
//
// Events, all of which bubble out of shadow roots: osmosi-shown, osmosi-started,
// osmosi-dismissed and osmosi-completed, with the event as it is sent in detail;
// osmosi-ready, with what was decided; osmosi-error, with a code and what it was;
// osmosi-erased, osmosi-paused and osmosi-resumed, with the campaign, where the
// person or the page did that to what was learnt.
//
// Methods: relationship() tells what was learnt, and erase(), pause() and
// resume() do what the person can do under "My data".
//
// Its light content shows where there is nothing better: before this module has
// loaded, and where the bundle cannot be had.

import { card, draw, element, safeAddress } from "./osmosi-card.js";
import { decideForEveryone, Decider, heldBack, Refusal } from "./osmosi-decide.js";
import { download, ownData } from "./osmosi-data.js";
import { Delivery, uuid } from "./osmosi-delivery.js";
import { loadEngine } from "./osmosi-engine.js";
import { languageAround, matchLanguage } from "./osmosi-language.js";
import { changes, Learning, unanswered } from "./osmosi-learning.js";
import { resume, sections } from "./osmosi-sections.js";
import { History, pageStorage, Store } from "./osmosi-store.js";
import { sheet } from "./osmosi-styles.js";
import { words } from "./osmosi-words.js";

/** @typedef {import("./osmosi-card.js").Content} Content */
/** @typedef {import("./osmosi-decide.js").Decision} Decision */
/** @typedef {import("./osmosi-decide.js").Program} Program */
/** @typedef {import("./osmosi-delivery.js").WidgetEvent} WidgetEvent */
/** @typedef {import("./osmosi-learning.js").Kept} Kept */
/** @typedef {import("./osmosi-learning.js").Known} Known */

/**
 * @typedef {object} Bundle
 * @property {string} osmosi bundle/v1
 * @property {string} campaign
 * @property {string[]} languages
 * @property {Record<string, string>} content file by language
 * @property {Program} program
 * @property {Record<string, string[]>} [holdouts] touchpoints held back, by experiment
 */

/** What a widget shows: a bundle, and its content in one language. */
/** @typedef {{ text: string, bundle: Bundle, content: Content }} Source */

/** Something that went wrong, with a code that stays. */
class Problem extends Error {
  /**
   * @param {string} code
   * @param {string} what
   */
  constructor(code, what) {
    super(what);
    this.code = code;
  }
}

const store = new Store(pageStorage());

/** Codes of refusals of what was kept. */
const broken = ["OSM-WIDGET-009", "OSM-ENGINE-002", "OSM-ENGINE-007"];

/** @type {Promise<Decider> | undefined} one for all widgets of the page */
let decider;

function sharedDecider() {
  decider ??= loadEngine().then((engine) => new Decider(engine));
  decider.catch(() => { decider = undefined; }); // the next widget, or the next change, may have more luck
  return decider;
}

export class OsmosiWidget extends HTMLElement {
  static observedAttributes = ["src", "lang", "endpoint", "at", "scope", "profile", "briefed", "arms", "learn"];

  #frame = element("div", { class: "frame", part: "frame" });
  #status = element("p", { class: "status", part: "status", role: "status" });
  #stage = element("div", { class: "stage" });
  /** @type {object | null} */
  #profile = null;
  #setAt = 0; // when the attribute "at" was set, in milliseconds
  /** @type {Map<string, Promise<{ text: string, json: any }>>} documents of the present src */
  #documents = new Map();
  /** @type {Source | null} */
  #source = null;
  /** @type {Decider | null} */
  #decider = null;
  /** @type {Decision | null} */
  #decision = null;
  /** @type {Delivery | null} */
  #delivery = null;
  #deliveryKey = "";
  /** @type {IntersectionObserver | null} */
  #observer = null;
  #shown = new Set(); // what was reported as shown
  #aside = new Set(); // what was put aside: it stays away while the page is open
  #answered = new Set(); // what got a response, which is learnt from once
  /** @type {{ of: string, counter: number } | null} randomness that stays until the person responds, so that what they read stays too */
  #draw = null;
  #run = 0; // the latest update; earlier ones give up
  #asked = false; // an update is on its way
  #failed = false;
  #online = () => {
    if (this.#failed) this.#ask();
  };

  #changed = (/** @type {Event} */ event) => {
    if (/** @type {CustomEvent} */ (event).detail !== this && this.learn) this.#askAnew();
  };
  #elsewhere = (/** @type {StorageEvent} */ change) => {
    if (this.#learning()?.hear(change)) this.#askAnew();
  };

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.#frame.append(this.#status, this.#stage);
    root.append(this.#frame);
  }

  get src() { return this.getAttribute("src") ?? ""; }
  set src(value) { this.setAttribute("src", value); }
  get endpoint() { return this.getAttribute("endpoint") ?? ""; }
  set endpoint(value) { this.setAttribute("endpoint", value); }
  get at() { return this.getAttribute("at") ?? ""; }
  set at(value) { this.setAttribute("at", value); }
  get briefed() { return this.getAttribute("briefed") ?? ""; }
  set briefed(value) { this.setAttribute("briefed", value); }
  get arms() { return this.getAttribute("arms") ?? ""; }
  set arms(value) { this.setAttribute("arms", value); }
  get learn() { return this.getAttribute("learn") ?? ""; }
  set learn(value) { this.setAttribute("learn", value); }
  get scope() { return this.getAttribute("scope") ?? ""; }
  set scope(value) { this.setAttribute("scope", value); }

  /** The traits of the person. Setting the property leaves the attribute alone,
   * so that the page's markup never holds them; null goes back to it. */
  get profile() { return this.#profile ?? this.#profileAttribute(); }
  set profile(value) {
    this.#profile = value;
    this.#ask();
  }

  /** What is shown and why, or null while nothing was decided. */
  get decision() { return this.#decision && structuredClone(this.#decision); }

  /** What was learnt of the person; null where nothing is, before there is a
   * bundle, and without an engine.
   * @returns {Known | null} */
  relationship() {
    const learning = this.#learning(), kept = this.#kept(true);
    if (!learning || !kept || !this.#decider) return null;
    const { people, least, propositions } = this.#decider.knows(/** @type {Source} */ (this.#source).text, kept.state);
    return {
      paused: learning.paused, responses: people, least,
      propositions: Object.entries(propositions).map(([proposition, { people, more }]) => ({ proposition, responses: people, more })),
      outcomes: this.#history().all(), waiting: kept.shown,
    };
  }

  /** Forgets at once what the person did in this campaign, and what was learnt
   * of it. Events that wait to be sent stay. */
  erase() {
    this.#change("erased", (learning) => {
      this.#history().erase();
      learning.erase();
      this.#answered.clear();
    });
  }

  /** Learns nothing more of the person in any campaign, and decides as if
   * nothing had been learnt, until resume is called. */
  pause() { this.#change("paused", (learning) => { learning.paused = true; }); }

  resume() { this.#change("resumed", (learning) => { learning.paused = false; }); }

  connectedCallback() {
    // Properties that were set before this module had loaded.
    for (const name of /** @type {const} */ (["src", "endpoint", "at", "scope", "profile", "briefed", "arms", "learn"])) {
      const own = Object.getOwnPropertyDescriptor(this, name);
      if (!own) continue;
      delete this[name];
      /** @type {any} */ (this)[name] = own.value;
    }
    window.addEventListener("online", this.#online);
    window.addEventListener("storage", this.#elsewhere);
    changes.addEventListener("change", this.#changed);
    this.#ask();
  }

  disconnectedCallback() {
    this.#run++;
    window.removeEventListener("online", this.#online);
    window.removeEventListener("storage", this.#elsewhere);
    changes.removeEventListener("change", this.#changed);
    this.#observer?.disconnect();
    this.#delivery?.stop();
    this.#delivery = null;
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "src") this.#documents.clear();
    if (name === "at") {
      this.#setAt = Date.now();
      this.#aside.clear(); // as if the page were opened then
    }
    this.#ask();
  }

  /** Asks for an update; several changes at once make one. */
  #ask() {
    if (this.#asked || !this.isConnected) return;
    this.#asked = true;
    queueMicrotask(() => {
      this.#asked = false;
      if (this.isConnected) this.#update();
    });
  }

  #askAnew() {
    this.#draw = null;
    this.#ask();
  }

  /** Fetches what is needed, decides and draws. */
  async #update() {
    const run = ++this.#run;
    const current = () => run === this.#run;
    try {
      this.#connect();
    } catch (error) {
      this.#fault(new Problem("OSM-WIDGET-005", `events cannot be sent to ${this.endpoint}: ${message(error)}`));
    }
    if (!this.#decision) this.#wait();
    const engine = sharedDecider();
    try {
      const source = await this.#load();
      /** @type {Decider | null} */
      let decider = null;
      try {
        decider = await engine;
      } catch (error) {
        if (current()) this.#fault(new Problem("OSM-WIDGET-003", `the engine cannot be loaded: ${message(error)}`));
      }
      if (!current()) return;
      this.#decider = decider;
      this.#source = source;
      this.#failed = false;
      this.#status.textContent = "";
      this.#show(this.#decide());
      const { touchpoint, proposition, phase, none } = this.#decision ?? {};
      this.#emit("ready", { campaign: source.bundle.campaign, language: source.content.language, touchpoint, proposition, phase, none });
    } catch (error) {
      if (current()) this.#fail(error);
    }
  }

  /** @returns {Promise<Source>} */
  async #load() {
    if (!this.src) throw new Problem("OSM-WIDGET-001", "the attribute src is missing");
    const address = new URL(this.src, document.baseURI);
    const { text, json: bundle } = await this.#document(address, "bundle/v1", "OSM-WIDGET-001");
    const language = matchLanguage(bundle.languages, languageAround(this));
    const { json: content } = await this.#document(new URL(bundle.content?.[language] ?? `content.${language}.json`, address), "content/v1", "OSM-WIDGET-002");
    return { text, bundle, content };
  }

  /**
   * @param {URL} address
   * @param {string} kind
   * @param {string} code of the problem where it cannot be had
   */
  #document(address, kind, code) {
    const { href } = address;
    let got = this.#documents.get(href);
    if (!got) {
      got = fetchDocument(href, kind, code);
      got.catch(() => this.#documents.delete(href));
      this.#documents.set(href, got);
    }
    return got;
  }

  /**
   * Decides by the engine, or without it where there is none or it fails.
   * @returns {Decision}
   */
  #decide() {
    const { text, bundle } = /** @type {Source} */ (this.#source);
    const history = this.#history().all();
    const at = localMoment(this.#now());
    const held = heldBack(bundle.holdouts ?? {}, this.#arms());
    /** @type {Decision | null} */
    let decision = null;
    try {
      const kept = this.#drawn(at);
      decision = this.#decider && this.#decider.decide(text, question(this.profile, history, at, {
        briefed: this.briefed || undefined, held: held.length > 0 ? held : undefined, seed: kept?.seed, counter: this.#draw?.counter,
      }), kept?.state ?? null);
    } catch (error) {
      this.#fault(error);
      if (!(error instanceof Refusal || error instanceof Problem)) {
        decider = undefined; // it crashed; the next update loads another
        this.#decider = null;
      }
    }
    decision ??= decideForEveryone(bundle.program, { history, at, briefed: this.briefed, held });
    if (decision.proposition && this.#aside.has(this.#mine(decision.proposition))) {
      return { none: "nothing", segments: decision.segments, why: [] };
    }
    return decision;
  }

  /**
   * Draws a decision. The focus stays where it was if that is still there, and
   * else goes to what came in its place.
   * @param {Decision} decision
   */
  #show(decision) {
    const { content } = /** @type {Source} */ (this.#source);
    const same = decision.touchpoint !== undefined && decision.touchpoint === this.#decision?.touchpoint;
    const focused = this.shadowRoot?.activeElement?.getAttribute("data-key");
    const opened = [...this.#stage.querySelectorAll(`details[open]${same ? "" : ":is(.data, .section)"}`)].map((one) => one.getAttribute("data-key"));
    this.#decision = decision;
    this.#frame.lang = content.language;
    this.#observer?.disconnect();
    const labels = this.#labels();
    const { touchpoint, proposition } = decision;
    const own = this.#ownData(labels);
    if (!touchpoint || !proposition) {
      this.#say(labels[decision.none ?? "nothing"], own);
    } else {
      if (!content.touchpoints[touchpoint] || !content.propositions[proposition]) {
        throw new Problem("OSM-WIDGET-002", `the content has no touchpoint ${touchpoint} or no proposition ${proposition}`);
      }
      // Here it was this person who responded, not people like them.
      const why = own ? decision.why.map((code) => /^learned:(?!new)/.test(code) ? "learned" : code) : decision.why;
      const drawn = card({ ...content, labels, why: { ...content.why, learned: labels["data.learnt"] } },
        { ...decision, touchpoint, proposition, why, arms: this.#arms() }, (verb) => this.#act(verb));
      drawn.append(...(own ? [own] : []));
      this.#fill(drawn);
      this.#watch(drawn);
    }
    const opening = this.#sections(labels);
    if (own) own.before(...opening);
    else this.#stage.firstElementChild?.append(...opening);
    for (const key of opened) this.#stage.querySelector(`[data-key="${key}"]`)?.setAttribute("open", "");
    if (focused) {
      const again = (same || focused.startsWith("data")) && this.#stage.querySelector(`[data-key="${focused}"]`) || this.#stage.querySelector(`[data-key="title"]`);
      /** @type {HTMLElement | null} */ (again)?.focus();
    }
  }

  /**
   * What can be opened under the card now.
   * @param {Record<string, string>} labels
   */
  #sections(labels) {
    const { bundle, content } = /** @type {Source} */ (this.#source), answers = this.getAttribute("answers");
    const context = {
      bundle, content, labels, decision: /** @type {Decision} */ (this.#decision), element: this, draw, safeAddress, store, scope: this.scope,
      now: () => this.#now(), emit: (/** @type {string} */ name, /** @type {object} */ detail) => this.#emit(name, detail),
      record: (/** @type {WidgetEvent["verb"]} */ verb) => this.#record(verb), say: (/** @type {string} */ text) => { this.#status.textContent = text; },
      answers: answers ? new URL(answers, document.baseURI).href : "", refresh: () => this.#ask(),
    };
    resume(context).catch((error) => this.#fault(error));
    return sections.filter(({ name, open }) => /** @type {any} */ (content)[name] && open(context)).map(({ name, load }) => {
      const made = element("details", { class: "why section", part: name, "data-key": name }, element("summary", { "data-key": `${name}-summary` }, labels[name]));
      made.addEventListener("toggle", async () => {
        try {
          made.append(...await (await load()).fill(context));
        } catch (error) {
          made.append(element("p", {}, labels["asked.error"]));
          this.#fault(error);
        }
      }, { once: true });
      return made;
    });
  }

  /** @param {"started" | "dismissed" | "completed"} verb */
  #act(verb) {
    const proposition = /** @type {string} */ (this.#decision?.proposition);
    this.#record(verb);
    this.#respond(verb !== "dismissed");
    this.#history().set(proposition, verb);
    if (verb === "started") return; // the link does the rest, and the card is still the right one
    this.#aside.add(this.#mine(proposition));
    try {
      this.#show(this.#decide());
      const { thanks, wellDone } = this.#labels();
      this.#status.textContent = verb === "dismissed" ? thanks : wellDone;
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Reports as shown what is really seen: half of the card, or half of the
   * window where the card is larger than that.
   * @param {HTMLElement} drawn
   */
  #watch(drawn) {
    const key = this.#mine(/** @type {string} */ (this.#decision?.touchpoint));
    if (this.#shown.has(key)) return;
    const report = () => {
      this.#shown.add(key);
      this.#record("shown");
      this.#noteShown();
    };
    if (typeof IntersectionObserver !== "function") {
      report();
      return;
    }
    this.#observer = new IntersectionObserver((entries, observer) => {
      const seen = entries.some((entry) => entry.isIntersecting && (entry.intersectionRatio >= 0.5 ||
        entry.rootBounds !== null && entry.intersectionRect.height >= entry.rootBounds.height / 2));
      if (!seen) return;
      observer.disconnect();
      report();
    }, { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] });
    this.#observer.observe(drawn);
  }

  /**
   * Makes the event of what happened, tells the page, and sends it.
   * @param {WidgetEvent["verb"]} verb
   */
  #record(verb) {
    const { bundle, content } = /** @type {Source} */ (this.#source);
    const { touchpoint, proposition } = /** @type {Decision} */ (this.#decision);
    const event = /** @type {WidgetEvent} */ ({
      id: uuid(),
      at: this.#now().toISOString().replace(/\.\d+/, ""),
      campaign: bundle.campaign,
      touchpoint,
      proposition,
      verb,
      language: content.language,
    });
    this.#emit(verb, event);
    this.#delivery?.push(event);
  }

  /** The learning, where the page learns and there is a bundle. */
  #learning() {
    return this.learn === "page" && this.#source ? new Learning(store, this.#source.bundle.campaign, this.scope) : null;
  }

  /**
   * What was learnt and may be used, with which the engine then decides; null
   * where there is none. What cannot be read, or is of another plan, is dropped.
   * @param {boolean} [paused] also while the person paused it
   * @returns {Kept | null}
   */
  #kept(paused = false) {
    const learning = this.#learning();
    if (!learning || !this.#decider || learning.paused && !paused) return null;
    const { text } = /** @type {Source} */ (this.#source);
    try {
      const kept = learning.kept();
      this.#decider.prepare(text, kept.state);
      return kept;
    } catch (error) {
      if (!(error instanceof Refusal) || !broken.includes(error.code)) throw error;
      learning.erase();
      const kept = learning.kept();
      learning.keep(kept);
      this.#fault(new Problem("OSM-WIDGET-009", `what was learnt cannot be read, and learning begins anew: ${error.message}`));
      return kept;
    }
  }

  /**
   * What was learnt, for a decision: with what got no response for long, and
   * with randomness of its own.
   * @param {string} at
   */
  #drawn(at) {
    const kept = this.#kept();
    if (!kept) {
      this.#draw = null;
      return null;
    }
    const late = unanswered(kept, at), of = this.#mine("");
    for (const touchpoint of late) this.#teach(kept, touchpoint, false);
    if (late.length === 0 && this.#draw?.of === of) return kept;
    if (this.#draw?.of !== of) {
      kept.counter = (kept.counter + 1) % 2 ** 31;
      this.#draw = { of, counter: kept.counter };
    }
    this.#learning()?.keep(kept);
    return kept;
  }

  /**
   * Learns how the person responded to what they were shown.
   * @param {Kept} kept
   * @param {string} touchpoint
   * @param {boolean} responded
   */
  #teach(kept, touchpoint, responded) {
    const at = kept.shown[touchpoint] ?? localMoment(this.#now());
    delete kept.shown[touchpoint];
    try {
      const response = question(this.profile, this.#history().all(), at, { touchpoint, responded });
      kept.state = /** @type {Decider} */ (this.#decider).record(/** @type {Source} */ (this.#source).text, response, kept.state);
    } catch (error) {
      // It may not be for the person any more, whose profile is another one now.
      if (!(error instanceof Refusal) || error.code !== "OSM-ENGINE-009") throw error;
    }
  }

  /** @param {boolean} responded */
  #respond(responded) {
    const { touchpoint } = /** @type {{ touchpoint: string }} */ (this.#decision), key = this.#mine(touchpoint);
    if (this.#answered.has(key)) return;
    try {
      const kept = this.#kept();
      if (!kept) return;
      this.#answered.add(key);
      this.#teach(kept, touchpoint, responded);
      this.#learning()?.keep(kept);
      this.#draw = null;
    } catch (error) {
      this.#fault(error);
    }
  }

  /** Notes when the card was shown, in case that no response comes. What was
   * begun needs none. */
  #noteShown() {
    const { touchpoint, proposition } = /** @type {{ touchpoint: string, proposition: string }} */ (this.#decision);
    if (this.#answered.has(this.#mine(touchpoint)) || this.#history().all()[proposition] === "started") return;
    try {
      const kept = this.#kept();
      if (!kept || kept.shown[touchpoint]) return;
      kept.shown[touchpoint] = localMoment(this.#now());
      this.#learning()?.keep(kept);
    } catch (error) {
      this.#fault(error);
    }
  }

  /**
   * Changes what is learnt, tells the page and its other widgets, and decides
   * anew.
   * @param {"erased" | "paused" | "resumed"} what
   * @param {(learning: Learning) => void} change
   */
  #change(what, change) {
    const learning = this.#learning();
    if (!learning) return;
    try {
      change(learning);
      this.#draw = null;
      changes.dispatchEvent(new CustomEvent("change", { detail: this }));
      this.#emit(what, { campaign: this.#source?.bundle.campaign });
      this.#show(this.#decide());
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * What the person can see and do about what is learnt, where anything is.
   * @param {Record<string, string>} labels
   */
  #ownData(labels) {
    const learning = this.#learning();
    if (!learning) return null;
    const { content } = /** @type {Source} */ (this.#source);
    const know = () => {
      try {
        return this.relationship();
      } catch {
        return null; // the decision told of it
      }
    };
    return ownData({ ...content, labels }, know, learning.paused, (act) => {
      if (act === "export") download(`${content.campaign}.json`, { osmosi: "own-data/v1", campaign: content.campaign, outcomes: this.#history().all(), ...know(), kept: learning.raw() });
      else this[act]();
      const said = { export: "exported", erase: "erased", pause: "paused", resume: "resumed" };
      if (!this.#failed) this.#status.textContent = labels[`data.${said[act]}`];
    });
  }

  /** Has a delivery for the present endpoint and scope, or none. */
  #connect() {
    const endpoint = this.endpoint && new URL(this.endpoint, document.baseURI).href;
    const key = JSON.stringify([endpoint, this.scope]);
    if (this.#delivery && key === this.#deliveryKey) return;
    this.#delivery?.stop();
    this.#deliveryKey = key;
    this.#delivery = endpoint ? new Delivery({ endpoint, scope: this.scope, store, onFault: ({ code, what }) => this.#fault(new Problem(code, what)) }) : null;
  }

  /** Calm, until there is something to show. */
  #wait() {
    const language = this.#speak();
    this.#frame.setAttribute("aria-busy", "true");
    this.#stage.replaceChildren(element("div", { class: "message waiting", part: "message" },
      element("span", { class: "unseen" }, fallback(language).loading), element("i"), element("i"), element("i")));
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#decision = null;
    this.#failed = true;
    this.#observer?.disconnect();
    this.#status.textContent = "";
    const labels = fallback(this.#speak());
    this.#say(navigator.onLine === false ? labels.offline : labels.error);
    this.#fault(error);
  }

  /** Speaks one of Osmosi's own languages, before there is content. */
  #speak() {
    const language = matchLanguage(Object.keys(words), languageAround(this));
    this.#frame.lang = language;
    return language;
  }

  /**
   * @param {string} text
   * @param {HTMLElement | null} [more]
   */
  #say(text, more) {
    this.#fill(element("div", { class: "message", part: "message" },
      element("p", { tabindex: "-1", "data-key": "title" }, text),
      ...(this.#failed ? [element("slot")] : []), ...(more ? [more] : [])));
  }

  /** @param {HTMLElement} drawn */
  #fill(drawn) {
    this.#frame.removeAttribute("aria-busy");
    this.#stage.replaceChildren(drawn);
  }

  /** @param {unknown} error */
  #fault(error) {
    const code = error instanceof Problem || error instanceof Refusal ? error.code : "OSM-WIDGET-004";
    this.#emit("error", { code, what: message(error) });
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`osmosi-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** The labels of the content; what an older bundle lacks is Osmosi's own.
   * @returns {Record<string, string>} */
  #labels() {
    const { language, labels } = /** @type {Source} */ (this.#source).content;
    return { ...fallback(language), ...labels };
  }

  /** The arms that the page tells, such as words:b. */
  #arms() { return this.arms.split(/\s+/).filter(Boolean); }

  #history() {
    return new History(store, /** @type {Source} */ (this.#source).bundle.campaign, this.scope);
  }

  /**
   * A key for something of this campaign, as this person has it.
   * @param {string} id
   */
  #mine(id) {
    return JSON.stringify([this.#source?.bundle.campaign, this.scope, id]);
  }

  /** Now, or the moment of the preview, which goes on from when it was set. */
  #now() {
    const at = this.getAttribute("at");
    if (!at) return new Date();
    const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at) ? Date.parse(at) : NaN;
    if (!Number.isNaN(moment)) return new Date(moment + Date.now() - this.#setAt);
    throw new Problem("OSM-WIDGET-008", `the attribute at is no moment such as 2027-02-03T09:30: ${at}`);
  }

  /** @returns {object | null} */
  #profileAttribute() {
    const text = this.getAttribute("profile");
    if (!text) return null;
    try {
      return JSON.parse(text);
    } catch {
      this.#fault(new Problem("OSM-WIDGET-007", "the attribute profile is not JSON"));
      return null;
    }
  }
}

/**
 * What the engine is asked.
 * @param {object | null} profile
 * @param {Record<string, string>} history
 * @param {string} at
 * @param {object} more what else the call takes
 */
function question(profile, history, at, more) {
  try {
    return JSON.stringify({ profile: profile ?? {}, history, at, ...more });
  } catch (error) {
    throw new Problem("OSM-WIDGET-007", `the profile cannot be written as JSON: ${message(error)}`);
  }
}

/** @param {string} language */
function fallback(language) {
  return words[/** @type {keyof typeof words} */ (matchLanguage(Object.keys(words), language))];
}

/**
 * @param {string} href
 * @param {string} kind
 * @param {string} code
 * @returns {Promise<{ text: string, json: any }>}
 */
async function fetchDocument(href, kind, code) {
  try {
    const response = await fetch(href);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const text = await response.text();
    const json = JSON.parse(text);
    if (json?.osmosi !== kind) throw new Error(`expected ${kind}, found ${json?.osmosi}`);
    return { text, json };
  } catch (error) {
    throw new Problem(code, `${href}: ${message(error)}`);
  }
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The moment on the clock of the page, as the engine reads it.
 * @param {Date} date
 */
function localMoment(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const day = [String(date.getFullYear()).padStart(4, "0"), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

// A page may load this twice, from two places: the first stays.
if (!customElements.get("osmosi-widget")) customElements.define("osmosi-widget", OsmosiWidget);
