// <osmosi-widget>: the proposition that suits a person now, on any page.
//
//   <osmosi-widget src="/osmosi/bundle.json" lang="nl" endpoint="/api/events"></osmosi-widget>
//
// Attributes, each with a property of the same name:
//   src       address of the bundle; its contents lie beside it
//   integrity hashes of which the bundle must have one, such as sha384-…; a
//             bundle of another origin than the page's and the widget's needs it
//   lang      language; else that of the place where the element stands
//   profile   traits of the person, as JSON; better set as the property, an
//             object or a function that returns one or its promise. It goes to the
//             engine and nowhere else
//   briefed   day on which the person's own manager is briefed: nothing is shown
//             until the day after
//   arms      arms of experiments that the person is in, apart by spaces, such as
//             tenth:campaign words:b. Without it everyone is shown everything,
//             in its own words
//   scope     opaque name of whose history it is, where people share a browser
//   learn     "page" has the page learn how the person responds, to choose better.
//             It keeps that in the browser; without it nothing is learnt
//   calendar  address of the person's own calendar, to subscribe to
//   endpoint  address that takes events, a JSON array by POST; without it they
//             are only dispatched
//   answers   address that takes the answers to a pulse, one sheet by POST, without
//             cookies where the pulse is anonymous; without it none is asked
//   insights  address that takes the insight cards of antennas, one by POST;
//             without it none are asked for
//   frame     address of osmosi-frame.html, where the page's policy allows the
//             engine neither in the page nor in a worker. The profile goes there
//   format    "xapi" has the endpoint get statements of xAPI 1.0.3, of an actor,
//             with activities and platform as osmosi-delivery.js says; these four
//             are attributes alone
//   at        moment to decide on instead of now, for previews: 2027-02-03T09:30,
//             on the clock of the page, which runs on from there
//
// Events, all of which bubble out of shadow roots: osmosi-shown, osmosi-started,
// osmosi-dismissed and osmosi-completed, with the event as it is sent in detail;
// osmosi-ready, with what was decided and where the engine runs; osmosi-error, with
// a code and what it was; osmosi-erased, osmosi-paused and osmosi-resumed, with the
// campaign, where the person or the page did that to what was learnt;
// osmosi-shared, osmosi-postponed, osmosi-joined and osmosi-left, from the sections.
//
// Methods, which return promises: relationship() tells what was learnt, and
// erase(), pause() and resume() do what the person can do under "My data".
//
// What everyone may see is drawn as soon as the bundle is there, and what suits the
// person in its place when the engine is. Where the person already uses the first
// card, it stays. Nothing is reported as shown that was only there for a moment.
//
// Its light content shows where there is nothing better: before this module has
// loaded, and where the bundle cannot be had. A server may instead draw the first
// card into a declarative shadow root:
//
//   <template shadowrootmode="open">
//     <link rel="stylesheet" href="…">    optional; the style sheets of this module come on top
//     <div class="frame" part="frame" lang="nl">
//       <p class="status" part="status" role="status"></p>
//       <div class="stage">
//         <article class="card" part="card">…</article>      as card() draws it
//         <article class="card ghost" inert>…</article>      any number, as ghosts() draws them
//       </div>
//     </div>
//   </template>
//
// It stays until there is a card that responds.

import { card, element } from "./osmosi-card.js";
import { decideForEveryone, heldBack } from "./osmosi-decide.js";
import { languageAround, matchLanguage } from "./osmosi-language.js";
import { moment } from "./osmosi-moment.js";
import { Documents, Problem } from "./osmosi-source.js";
import { History, pageStorage, Store } from "./osmosi-store.js";
import { dress, looks } from "./osmosi-styles.js";
import { nextTask } from "./osmosi-task.js";
import { labelled, words } from "./osmosi-words.js";

/** @typedef {import("./osmosi-decide.js").Decision} Decision */
/** @typedef {import("./osmosi-learning.js").Known} Known */
/** @typedef {import("./osmosi-source.js").Source} Source */

const patience = 20_000; // milliseconds after which the first card stays, whatever the engine finds

const store = new Store(pageStorage());

export class OsmosiWidget extends HTMLElement {
  static observedAttributes = ["src", "integrity", "lang", "endpoint", "answers", "at", "scope", "profile", "briefed", "arms", "learn", "calendar", "insights", "frame", "format", "actor", "activities", "platform"];

  /** What the page knows of how groups stand in a contest: {name, points, people}.
   * @type {unknown} */
  standing = /** @type {any} */ (this).standing ?? null; // which may be set before this module has loaded
  /** @type {HTMLElement} */ #frame;
  /** @type {Element} */ #status;
  /** @type {Element} */ #stage;
  /** @type {unknown} */
  #profile = null;
  #setAt = 0; // when the attribute "at" was set, in milliseconds
  #documents = new Documents();
  /** @type {Source | null} */
  #source = null;
  /** @type {import("./osmosi-person.js").Person | null} */
  #person = null;
  /** @type {Decision | null} what is drawn */
  #decision = null;
  #settled = false; // what is drawn is to stay
  #held = false; // the person uses what is drawn
  /** @type {HTMLElement | null} the card or message that is drawn */
  #drawn = null;
  #light; // height that the element had before, in pixels
  #run = 0; // the latest update; earlier ones give up
  #asked = false; // an update is on its way
  #failed = false;
  #online = () => {
    if (this.#failed) this.#ask();
  };

  constructor() {
    super();
    this.#light = this.firstChild || this.shadowRoot ? this.offsetHeight : 0; // which has all of the page laid out
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    if (!root.querySelector(".frame > .status + .stage")) {
      root.replaceChildren(element("div", { class: "frame", part: "frame" },
        element("p", { class: "status", part: "status", role: "status" }), element("div", { class: "stage" })));
    }
    [this.#frame, this.#status, this.#stage] = [".frame", ".status", ".stage"].map((one) => /** @type {HTMLElement} */ (root.querySelector(one)));
    for (const act of ["pointerdown", "keydown", "focusin", "toggle"]) this.#frame.addEventListener(act, () => { this.#held = true; }, true);
  }

  get src() { return this.getAttribute("src") ?? ""; }
  set src(value) { this.#set("src", value); }
  get integrity() { return this.getAttribute("integrity") ?? ""; }
  set integrity(value) { this.#set("integrity", value); }
  get endpoint() { return this.getAttribute("endpoint") ?? ""; }
  set endpoint(value) { this.#set("endpoint", value); }
  get answers() { return this.getAttribute("answers") ?? ""; }
  set answers(value) { this.#set("answers", value); }
  get at() { return this.getAttribute("at") ?? ""; }
  set at(value) { this.#set("at", value); }
  get briefed() { return this.getAttribute("briefed") ?? ""; }
  set briefed(value) { this.#set("briefed", value); }
  /** @returns {string} */
  get arms() { return this.getAttribute("arms") ?? ""; }
  /** @param {string | string[]} value */
  set arms(value) { this.#set("arms", Array.isArray(value) ? value.join(" ") : value); }
  /** @returns {string} */
  get learn() { return this.getAttribute("learn") ?? ""; }
  /** @param {string | boolean} value */
  set learn(value) { this.#set("learn", value === true ? "page" : value); }
  get calendar() { return this.getAttribute("calendar") ?? ""; }
  set calendar(value) { this.#set("calendar", value); }
  get insights() { return this.getAttribute("insights") ?? ""; }
  set insights(value) { this.#set("insights", value); }
  get frame() { return this.getAttribute("frame") ?? ""; }
  set frame(value) { this.#set("frame", value); }
  get scope() { return this.getAttribute("scope") ?? ""; }
  set scope(value) { this.#set("scope", value); }

  /** The traits of the person, or a function that returns them or their promise.
   * Setting the property leaves the attribute alone, so that the page's markup
   * never holds them; null goes back to it. */
  get profile() { return this.#profile ?? this.#json(this.getAttribute("profile")); }
  set profile(value) {
    this.#profile = typeof value === "string" ? this.#json(value) : value;
    this.#ask();
  }

  /** What is shown and why, or null while nothing was decided. */
  get decision() { return this.#settled && this.#decision ? structuredClone(this.#decision) : null; }

  /** What was learnt of the person; null where nothing is, before there is a
   * bundle, and without an engine.
   * @returns {Promise<Known | null>} */
  async relationship() { return this.#source && await this.#person?.known() || null; }

  /** Forgets at once all that is kept of the person in this campaign: what they
   * did, what was learnt of it, and what they wrote and chose. Anonymous answers
   * and events that wait to be sent stay. */
  erase() { return this.#change("erased"); }

  /** Learns nothing more of the person in any campaign, and decides as if
   * nothing had been learnt, until resume is called. */
  pause() { return this.#change("paused"); }

  resume() { return this.#change("resumed"); }

  /** @param {"erased" | "paused" | "resumed"} what */
  async #change(what) {
    if (this.#source) await this.#person?.change(what);
  }

  connectedCallback() {
    // Properties that were set before this module had loaded.
    for (const name of OsmosiWidget.observedAttributes) {
      if (!Object.hasOwn(this, name)) continue;
      const self = /** @type {any} */ (this), value = self[name];
      delete self[name];
      self[name] = value;
    }
    if (this.shadowRoot?.adoptedStyleSheets.length === 0) this.adoptedCallback();
    window.addEventListener("online", this.#online);
    this.#ask();
  }

  disconnectedCallback() {
    this.#run++;
    window.removeEventListener("online", this.#online);
    this.#person?.leave();
  }

  /** Moved in one piece: only the language around may be another one. */
  connectedMoveCallback() { this.#ask(); }

  /** In another document: style sheets do not come along. */
  adoptedCallback() {
    dress(this, looks, "");
    this.#person?.dress();
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
      this.#person?.aside.clear(); // as if the page were opened then
    }
    this.#ask();
  }

  /**
   * As frameworks set properties: null, undefined and false take it away.
   * @param {string} name
   * @param {unknown} value
   */
  #set(name, value) {
    if (value === null || value === undefined || value === false) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
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

  /** @returns {() => boolean} whether nothing else came since */
  #turn() {
    const run = ++this.#run;
    return () => run === this.#run;
  }

  /** Fetches what is needed, draws what everyone may see, and then what suits
   * the person. */
  async #update() {
    const current = this.#turn();
    if (!this.#drawn) this.#wait();
    await nextTask();
    if (!current()) return;
    const person = this.#meet(), engine = person.then((one) => one.engine());
    engine.catch(() => {}); // who chooses hears of it
    try {
      const [source] = await Promise.all([this.#load(), person.then((one) => one.prepare(current), () => {})]);
      if (!current()) return;
      this.#source = source;
      this.#failed = false;
      this.#status.textContent = "";
      const personal = person.then((one) => one.choose(engine, current, true), (error) => {
        this.#fault(new Problem("OSM-WIDGET-003", error));
        return this.#everyone();
      });
      const soon = (/** @type {number} */ milliseconds) => Promise.race([personal, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
      await this.#person?.room();
      /** @type {Decision | null | undefined} */
      let decision = await soon(0);
      if (!decision && current()) {
        // That there is nothing is not said before the engine says so.
        const first = this.#everyone();
        if (!this.#settled && first.touchpoint) {
          this.#show(first);
          this.#held = false;
        } else if (!this.#settled) this.#person?.keep();
        decision = await soon(patience);
        if (!this.#settled && this.#held) decision = this.#decision ?? decision;
      }
      if (current()) this.#settle(decision ?? this.#everyone(), true);
    } catch (error) {
      if (current()) this.#fail(error);
    }
  }

  /** @returns {Promise<Source>} */
  async #load() {
    const source = await this.#documents.source(this.src, this.integrity, languageAround(this));
    const { bundle, content } = source;
    if (bundle.expires && moment(this.#now()).slice(0, 10) > bundle.expires) throw new Problem("OSM-WIDGET-012", `the bundle was to be shown until ${bundle.expires}`);
    if (Object.keys(content.labels).length >= labelled) return source;
    return { ...source, content: { ...content, labels: { ...await labels(content.language), ...content.labels } } };
  }

  /** What the widget does for the person comes after the first card. */
  async #meet() {
    const { Person } = await import("./osmosi-person.js");
    return this.#person ??= new Person({
      widget: this, store,
      source: () => /** @type {Source} */ (this.#source),
      decision: () => /** @type {Decision} */ (this.#decision),
      now: () => this.#now(),
      everyone: () => this.#everyone(),
      turn: () => this.#turn(),
      draw: (decision, answer) => {
        const shown = this.#show(decision, answer);
        this.#settle(decision, !this.#settled);
        return shown;
      },
      ask: () => this.#ask(),
      say: (text) => { if (!this.#failed) this.#status.textContent = text; },
      emit: (name, detail) => this.#emit(name, detail),
      fault: (error) => this.#fault(error),
      fail: (error) => this.#fail(error),
    });
  }

  /** What everyone may see. */
  #everyone() {
    const { bundle } = /** @type {Source} */ (this.#source), { campaign, program, holdouts = {} } = bundle;
    const decision = decideForEveryone(program, {
      history: new History(store, campaign, this.scope).all(), at: moment(this.#now()), briefed: this.briefed, held: heldBack(holdouts, this.#arms()),
    });
    return this.#person?.without(decision) ?? decision;
  }

  /**
   * Draws what is to stay, unless it is there, and reports it when it is seen.
   * @param {Decision} decision
   * @param {boolean} tell that the widget is ready
   */
  #settle(decision, tell) {
    if (decision !== this.#decision) this.#show(decision);
    this.#settled = true;
    if (this.#drawn && decision.touchpoint) this.#person?.watch(this.#drawn);
    if (!tell) return;
    const { touchpoint, proposition, phase, none } = decision;
    const { bundle, content } = /** @type {Source} */ (this.#source);
    this.#emit("ready", { campaign: bundle.campaign, language: content.language, touchpoint, proposition, phase, none, engine: this.#person?.rung ?? "none" });
  }

  /**
   * Draws a decision. The focus stays where it was if that is still there, and
   * else goes to what came in its place.
   * @param {Decision} decision
   * @param {boolean} [answer] to what the person did, so that what stands below may move
   * @returns {Promise<void>} when what was open is filled, and the focus is back
   */
  #show(decision, answer) {
    const { content } = /** @type {Source} */ (this.#source);
    const { touchpoint, proposition } = decision;
    const same = touchpoint !== undefined && touchpoint === this.#decision?.touchpoint && content.language === this.#frame.lang;
    const focused = this.shadowRoot?.activeElement?.getAttribute("data-key");
    const opened = [...this.#drawn?.querySelectorAll(`details[open]${same ? "" : ".section"}`) ?? []].map((one) => one.getAttribute("data-key") ?? "");
    this.#decision = decision; // by which it shows what is below the card
    const footers = this.#person?.footers(same ? this.#drawn : null) ?? [];
    this.#speak(content.language);
    this.#person?.unwatch();
    const { labels } = content;
    if (!touchpoint || !proposition) {
      this.#say(labels[decision.none ?? "nothing"], footers);
    } else {
      if (!content.touchpoints[touchpoint] || !content.propositions[proposition]) {
        throw new Problem("OSM-WIDGET-002", `the content has no touchpoint ${touchpoint} or no proposition ${proposition}`);
      }
      const drawn = card(content, { ...decision, touchpoint, proposition, sentences: this.#person?.why(decision), arms: this.#arms() }, (verb) => this.#person?.act(verb));
      drawn.append(...footers);
      this.#fill(drawn);
    }
    this.#person?.keep(!!answer && !touchpoint);
    if (answer) this.#room(0);
    return this.#reopen(opened, focused, same);
  }

  /**
   * Opens what was open, and gives the focus back.
   * @param {string[]} opened
   * @param {string | null | undefined} focused
   * @param {boolean} same
   */
  async #reopen(opened, focused, same) {
    const drawn = this.#drawn;
    const find = (/** @type {string} */ key) => /** @type {HTMLElement | null | undefined} */ (drawn?.querySelector(`[data-key="${CSS.escape(key)}"]`));
    const filled = Promise.all(opened.map((key) => {
      const one = find(key);
      one?.setAttribute("open", "");
      return one && this.#person?.reopen(key, one);
    }));
    const to = focused && find(same || focused.startsWith("data") ? focused : "title");
    if (to) to.focus(); // at once, where it is there already
    await filled;
    if (focused && !to && drawn === this.#drawn) (find(focused) ?? find("title"))?.focus();
  }

  /** Calm, until there is something to show: what a server drew, or the promise
   * of a card, of the height that the last one had here. */
  #wait() {
    this.#frame.setAttribute("aria-busy", "true");
    const kept = /** @type {{ width: number, height: number } | null} */ (store.get(`osmosi:room:v1:${this.src}`));
    const last = kept && Math.abs(kept.width - this.offsetWidth) < 16 ? Number(kept.height) : 0;
    this.#room(Math.max(this.#light, last));
    this.#drawn = this.#stage.querySelector(".card");
    if (this.#drawn) return;
    this.#drawn = element("div", { class: "message waiting", part: "message" },
      element("span", { class: "unseen" }, fallback(this.#speak()).loading), element("i"), element("i"), element("i"));
    this.#stage.replaceChildren(this.#drawn);
  }

  /** Keeps room for a card that is not there yet.
   * @param {number} height in pixels */
  #room(height) { this.shadowRoot?.adoptedStyleSheets[1]?.replaceSync(`.stage { min-height: ${height}px; }`); }

  /** @param {unknown} error */
  async #fail(error) {
    this.#failed = true;
    this.#settled = false;
    this.#decision = null;
    this.#person?.unwatch();
    this.#status.textContent = "";
    const language = this.#speak(), told = fallback(language);
    const say = (/** @type {string} */ text) => {
      this.#person?.unwatch();
      this.#say(text, [element("slot")]);
      this.#stage.replaceChildren(.../** @type {Node[]} */ ([this.#drawn]));
    };
    say(navigator.onLine === false ? told.offline : told.error);
    this.#fault(error);
    if (/** @type {Problem} */ (error).code !== "OSM-WIDGET-012") return;
    const run = this.#run, { over } = await labels(language).catch(() => ({ over: "" }));
    if (over && run === this.#run) say(over);
  }

  /** Speaks a language: one of Osmosi's own, before there is content. */
  #speak(language = matchLanguage(Object.keys(words), languageAround(this))) {
    // Browsers style all anew below what is told the same again.
    if (this.#frame.lang !== language) this.#frame.lang = language;
    return language;
  }

  /**
   * @param {string} text
   * @param {HTMLElement[]} more
   */
  #say(text, more) {
    this.#fill(element("div", { class: "message", part: "message" },
      element("p", { tabindex: "-1", "data-key": "title" }, text), ...more));
  }

  /** @param {HTMLElement} drawn */
  #fill(drawn) {
    this.#frame.removeAttribute("aria-busy");
    if (this.#drawn?.parentNode === this.#stage) this.#drawn.replaceWith(drawn);
    else this.#stage.replaceChildren(drawn);
    this.#drawn = drawn;
  }

  /** @param {unknown} error */
  #fault(error) {
    this.#emit("error", { code: error instanceof Problem ? error.code : "OSM-WIDGET-004", what: error instanceof Error ? error.message : String(error) });
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`osmosi-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** The arms that the page tells, such as words:b. */
  #arms() { return this.arms.split(/\s+/).filter(Boolean); }

  /** Now, or the moment of the preview, which goes on from when it was set. */
  #now() {
    const at = this.getAttribute("at");
    if (!at) return new Date();
    const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at) ? Date.parse(at) : NaN;
    if (!Number.isNaN(moment)) return new Date(moment + Date.now() - this.#setAt);
    throw new Problem("OSM-WIDGET-008", `the attribute at is no moment such as 2027-02-03T09:30: ${at}`);
  }

  /** @param {string | null} text */
  #json(text) {
    if (!text) return null;
    try {
      return JSON.parse(text);
    } catch {
      this.#fault(new Problem("OSM-WIDGET-007", "the profile is not JSON"));
      return null;
    }
  }
}

/** @param {string} language */
function fallback(language) {
  return words[/** @type {keyof typeof words} */ (matchLanguage(Object.keys(words), language))];
}

/**
 * Osmosi's own labels, for what an older bundle lacks.
 * @param {string} language
 * @returns {Promise<Record<string, string>>}
 */
async function labels(language) {
  const { labels } = await import("./osmosi-labels.js");
  return labels[/** @type {keyof typeof labels} */ (matchLanguage(Object.keys(labels), language))];
}

// A page may load this twice, from two places: the first stays.
if (!customElements.get("osmosi-widget")) customElements.define("osmosi-widget", OsmosiWidget);
