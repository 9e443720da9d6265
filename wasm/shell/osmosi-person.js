// What the widget does for the person in front of it, once something is drawn:
// chooses by the engine, learns, tells what was seen and done, and opens what is
// below the card.

import { draw, element, section as fold } from "./osmosi-card.js";
import { heldBack } from "./osmosi-decide.js";
import { anotherEngine, sharedEngine } from "./osmosi-host.js";
import { ghosts, openTouchpoints } from "./osmosi-ghosts.js";
import { changes, own } from "./osmosi-own.js";
import { moment } from "./osmosi-moment.js";
import { moreLooks } from "./osmosi-looks.js";
import { addresses, resume } from "./osmosi-asked.js";
import { has, sections } from "./osmosi-sections.js";
import { Problem } from "./osmosi-source.js";
import { History } from "./osmosi-store.js";
import { dress } from "./osmosi-styles.js";
import { nextTask } from "./osmosi-task.js";
import { uuid } from "./osmosi-uuid.js";

/** @typedef {import("./osmosi-decide.js").Decision} Decision */
/** @typedef {import("./osmosi-decider.js").Decider} Decider */
/** @typedef {import("./osmosi-delivery.js").Delivery} Delivery */
/** @typedef {import("./osmosi-delivery.js").WidgetEvent} WidgetEvent */
/** @typedef {import("./osmosi-host.js").Hosted} Hosted */
/** @typedef {import("./osmosi-learning.js").Here} Here */
/** @typedef {import("./osmosi-learning.js").Known} Known */
/** @typedef {import("./osmosi-learning.js").Learning} Learning */
/** @typedef {import("./osmosi-source.js").Source} Source */

/**
 * What the widget lends.
 * @typedef {object} View
 * @property {import("./osmosi-widget.js").OsmosiWidget} widget
 * @property {import("./osmosi-store.js").Store} store
 * @property {() => Source} source what is shown
 * @property {() => Decision} decision what is drawn
 * @property {() => Date} now
 * @property {() => Decision} everyone what everyone may see
 * @property {() => () => boolean} turn stops what goes on, and tells whether nothing else came since
 * @property {(decision: Decision, answer?: boolean) => Promise<void>} draw draws what is to stay
 * @property {() => void} ask decides and draws anew, soon
 * @property {(text: string) => void} say
 * @property {(name: string, detail: object) => void} emit
 * @property {(error: unknown) => void} fault
 * @property {(error: unknown) => void} fail
 */

const impatience = 1_500; // milliseconds that somebody waits for the next card

export class Person {
  #view;
  /** @type {Set<string>} what was put aside, by key: it stays away while the page is open */
  aside = new Set();
  /** @type {Record<string, unknown>} the profile that the latest decision went by */
  traits = {};
  /** where the engine runs */
  rung = "none";
  /** @type {Decider | null} */
  #decider = null;
  /** @type {Delivery | null} */
  #delivery = null;
  #deliveryKey = "";
  /** @type {typeof import("./osmosi-learning.js") | null} */
  #lessons = null;
  /** @type {import("./osmosi-learning.js").Learner | null} */
  learner = null;
  /** @type {IntersectionObserver | null} */
  #observer = null;
  /** @type {Set<string>} what was reported as shown */
  #shown = new Set();
  /** @type {WeakSet<Element>} sections that were opened for the person, and are filled already */
  #reopened = new WeakSet();
  /** @type {HTMLElement[]} the cards that keep room */
  #beside = [];
  #roomKey = ""; // of what they are
  /** @type {Promise<void> | undefined} once all of them are there */
  #roomy;
  #busy = false; // the next card is on its way
  #erased = false; // since sections were drawn
  /** @type {import("./osmosi-sections.js").Context["forms"]} */
  #forms = new Map();
  #changed = (/** @type {Event} */ event) => {
    const { widget } = this.#view, { detail } = /** @type {CustomEvent} */ (event);
    if (detail !== widget) this.#heard();
  };
  #elsewhere = (/** @type {StorageEvent} */ change) => this.#heard(change);

  /** @param {View} view */
  constructor(view) {
    this.#view = view;
    this.dress();
  }

  dress() { dress(this.#view.widget, moreLooks); }

  /**
   * Makes ready what the attributes ask for.
   * @param {() => boolean} current
   */
  async prepare(current) {
    if (current()) {
      window.addEventListener("storage", this.#elsewhere);
      changes.addEventListener("change", this.#changed);
    }
    await Promise.all([this.#connect(current), this.#study(current)]);
  }

  /** The widget is not on the page any more. */
  leave() {
    window.removeEventListener("storage", this.#elsewhere);
    changes.removeEventListener("change", this.#changed);
    this.#observer?.disconnect();
    this.#delivery?.stop();
    this.#delivery = null;
  }

  /** @returns {Promise<Hosted>} */
  async engine() {
    try {
      return await sharedEngine(this.#view.widget.frame);
    } catch (error) {
      throw new Problem("OSM-WIDGET-003", `the engine cannot be loaded: ${message(error)}`);
    }
  }

  /**
   * What the engine chooses for the person, or what is for everyone where there
   * is no engine or it fails.
   * @param {Promise<Hosted>} engine
   * @param {() => boolean} current
   * @param {boolean} [ask] for the profile, which may be another one
   * @returns {Promise<Decision>}
   */
  async choose(engine, current, ask) {
    const { widget, now, source, everyone, fault } = this.#view;
    try {
      if (ask) this.traits = await this.#profile();
      const { decider, rung } = await engine;
      if (!current()) return everyone();
      [this.#decider, this.rung] = [decider, rung];
      const at = moment(now()), held = this.#held(), here = this.#here();
      const kept = here && await this.learner?.drawn(here);
      const request = question(this.traits, this.#history().all(), at, {
        briefed: widget.briefed || undefined, held: held.length > 0 ? held : undefined, seed: kept?.seed, counter: kept?.counter,
      });
      return this.without(await decider.decide(source().text, request, kept?.state ?? null));
    } catch (error) {
      if (current()) {
        fault(error);
        if (/** @type {Problem} */ (error).code === "OSM-WIDGET-003") [this.#decider, this.rung] = [null, "none"];
        if (!(error instanceof Problem)) {
          this.#decider = null; // it crashed; the next decision loads another
          anotherEngine();
        }
      }
      return everyone();
    }
  }

  /** @param {"started" | "dismissed" | "completed"} verb */
  async act(verb) {
    if (this.#busy) return;
    const { decision, source, fault, say } = this.#view;
    const { touchpoint, proposition } = /** @type {{ touchpoint: string, proposition: string }} */ (decision());
    this.#report(); // who uses it has seen it
    const here = this.#here();
    this.record(verb);
    this.#history().set(proposition, verb);
    const learnt = here && this.learner?.respond(here, touchpoint, verb !== "dismissed").catch(fault);
    if (verb === "started") return; // the link does the rest, and the card is still the right one
    this.aside.add(this.#mine(proposition));
    this.#busy = true;
    await within(impatience, learnt);
    if (await this.#next(true)) {
      const { thanks, wellDone } = source().content.labels;
      say(verb === "dismissed" ? thanks : wellDone);
    }
    this.#busy = false;
  }

  /**
   * Decides and draws anew at once, and tells whether that is what is there.
   * @param {boolean} [answer] to what the person did, so that what stands below may move
   */
  async #next(answer) {
    const { turn, draw, everyone, fail } = this.#view;
    const current = turn();
    try {
      const decision = await within(impatience, this.choose(this.engine(), current)) ?? everyone();
      if (current()) await this.room();
      if (!current()) return false;
      await draw(decision, answer);
      return current();
    } catch (error) {
      if (current()) fail(error);
      return false;
    }
  }

  /**
   * Reports as shown what is really seen: half of the card, or half of the
   * window where the card is larger than that.
   * @param {HTMLElement} drawn
   */
  watch(drawn) {
    this.#observer?.disconnect();
    if (this.#shown.has(this.#key())) return;
    if (typeof IntersectionObserver !== "function") {
      this.#report();
      return;
    }
    this.#observer = new IntersectionObserver((entries, observer) => {
      const seen = entries.some((entry) => entry.isIntersecting && (entry.intersectionRatio >= 0.5 ||
        entry.rootBounds !== null && entry.intersectionRect.height >= entry.rootBounds.height / 2));
      if (!seen) return;
      observer.disconnect();
      this.#report();
      this.#remember();
    }, { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] });
    this.#observer.observe(drawn);
  }

  /** Stops watching what is not there any more. */
  unwatch() { this.#observer?.disconnect(); }

  #key() { return this.#mine(/** @type {string} */ (this.#view.decision().touchpoint)); }

  /**
   * A key for something of this campaign, as this person has it.
   * @param {string} id
   */
  #mine(id) { return JSON.stringify([this.#view.source().bundle.campaign, this.#view.widget.scope, id]); }

  /**
   * A decision without what the person put aside on this page.
   * @param {Decision} decision
   * @returns {Decision}
   */
  without(decision) {
    const { proposition, segments } = decision;
    return proposition && this.aside.has(this.#mine(proposition)) ? { none: "nothing", segments, why: [] } : decision;
  }

  /**
   * Why the person sees this, in sentences. Where the page learns it was this
   * person who responded, not people like them.
   * @param {Decision} decision
   */
  why({ why }) {
    const { content } = this.#view.source();
    return why.flatMap((code) => this.learner && /^learned:(?!new)/.test(code) ? content.labels["data.learnt"] : content.why[code] ?? []);
  }

  /** The arms of experiments that the person is in. */
  #arms() { return this.#view.widget.arms.split(/\s+/); }

  /** The touchpoints that experiments hold the person out of. */
  #held() { return heldBack(this.#view.source().bundle.holdouts ?? {}, this.#arms()); }

  /** Reports once that the card was shown. */
  #report() {
    const key = this.#key();
    if (this.#shown.has(key)) return;
    this.#shown.add(key);
    this.record("shown");
    // In case that no response comes. What was begun needs none.
    const { touchpoint, proposition } = /** @type {{ touchpoint: string, proposition: string }} */ (this.#view.decision());
    const here = this.#here();
    if (here && this.#history().all()[proposition] !== "started") this.learner?.shown(here, touchpoint).catch(this.#view.fault);
  }

  /**
   * Makes the event of what happened, tells the page, and sends it.
   * @param {string} verb
   * @param {object} [more]
   */
  record(verb, more) {
    const { bundle, content } = this.#view.source();
    const { touchpoint, proposition } = this.#view.decision();
    const event = /** @type {WidgetEvent} */ ({
      id: uuid(),
      at: this.#view.now().toISOString().replace(/\.\d+/, ""),
      campaign: bundle.campaign,
      touchpoint,
      proposition,
      verb,
      language: content.language,
      ...more,
    });
    this.#view.emit(verb, event);
    this.#delivery?.push(event);
  }

  /**
   * What a section may use.
   * @returns {import("./osmosi-sections.js").Context}
   */
  #context(anyone = false) {
    const { widget, store, source, decision, now, emit, say, ask } = this.#view, { bundle, content } = source(), { answers, briefed } = widget;
    const chosen = decision() ?? { segments: [], why: [] };
    return {
      content, bundle, decision: chosen, labels: content.labels, language: content.language, element, draw, store, scope: widget.scope, widget, now, emit, say,
      answers: answers && new URL(answers, document.baseURI).href,
      asked: {
        anyone, briefed, at: moment(now()), segments: chosen.segments, held: this.#held(),
        manager: this.traits.manager === true, // as the engine reads it
      },
      record: (verb, detail) => this.record(verb, detail), refresh: ask, forms: this.#forms,
    };
  }

  /**
   * The sections that have something for the person.
   * @param {boolean} [anyone] or for anyone at all
   */
  #sections(anyone) {
    const context = this.#context(anyone);
    return sections.filter((section) => (!section.learning || this.learner) && has(section, context));
  }

  /**
   * What there is below the card. What the person opened stays as it is while the
   * card does.
   * @param {HTMLElement | null} drawn the same card, where it is drawn again
   * @returns {HTMLElement[]}
   */
  footers(drawn) {
    const { labels } = this.#view.source().content, kept = this.#erased ? null : drawn;
    this.#erased = false;
    resume(this.#context()).catch(this.#view.fault);
    return this.#sections().map((section) => {
      const { name, form } = section;
      const before = form && /** @type {HTMLElement | null | undefined} */ (kept?.querySelector(`details[data-key="${name}"]`));
      if (before) return before;
      const made = fold(name, labels[name]);
      made.classList.add("section");
      made.addEventListener("toggle", () => {
        if (made.hasAttribute("open") && !this.#reopened.delete(made)) this.#open(section, made);
      });
      return made;
    });
  }

  /**
   * Fills a section that was open before the card was drawn again.
   * @param {string} key
   * @param {Element} made
   */
  async reopen(key, made) {
    const section = sections.find(({ name }) => name === key);
    if (!section) return;
    this.#reopened.add(made);
    await this.#open(section, made);
  }

  /**
   * Draws the cards that keep room for each other, where they are not there yet: each
   * in a task of its own, since a page that is used does not wait for all of them.
   * None takes room before keep().
   */
  async room() {
    const { source, widget, now } = this.#view, { bundle, content } = source();
    const open = openTouchpoints(bundle.program, moment(now()));
    const key = JSON.stringify([bundle.campaign, content.language, widget.arms, !this.learner, open]);
    if (key !== this.#roomKey || this.#beside.some((one) => !one.parentNode)) {
      this.#roomKey = key;
      this.#roomy = this.#lay(ghosts(content, open, this.#arms(), this.#sections(true).map(({ name }) => content.labels[name])));
      this.#roomy.catch(() => { this.#roomKey = ""; });
    }
    await this.#roomy;
  }

  /** @param {Iterable<HTMLElement>} drawn */
  async #lay(drawn) {
    /** @type {HTMLElement[]} */
    const beside = this.#beside = [];
    await nextTask();
    for (const one of drawn) {
      await nextTask();
      one.classList.add("early");
      this.#stage()?.append(one);
      beside.push(one);
      one.getBoundingClientRect(); // has it laid out now, and not with all others
      await nextTask();
      if (beside !== this.#beside) return;
    }
  }

  /**
   * Keeps room for what may come.
   * @param {boolean} [nothing] will
   */
  keep(nothing) {
    for (const one of /** @type {NodeListOf<HTMLElement>} */ (this.#stage()?.querySelectorAll(".ghost"))) {
      if (nothing || !this.#beside.includes(one)) one.remove();
      else if (one.matches(".early")) one.classList.remove("early");
    }
  }

  #stage() { return this.#view.widget.shadowRoot?.querySelector(".stage"); }

  /** Remembers how much room the cards take here, for the next time that this
   * page loads. It is the same for everyone. */
  #remember() {
    const { widget, store } = this.#view;
    const heights = [...widget.shadowRoot?.querySelectorAll(".ghost") ?? []].map((one) => one.getBoundingClientRect().height);
    if (heights.length > 0) store.set(`osmosi:room:v1:${widget.src}`, { width: widget.offsetWidth, height: Math.max(...heights) });
  }

  /**
   * Fills a section that was opened.
   * @param {import("./osmosi-sections.js").Section} section
   * @param {Element} into
   */
  async #open({ name, learning, load }, into) {
    if (into.childElementCount > 1 && !learning) return;
    const context = this.#context();
    /** @type {(Node | string)[]} */
    let drawn;
    try {
      drawn = await (await load()).fill(context);
    } catch (error) {
      drawn = [element("p", {}, context.labels.error)];
      this.#view.fault(new Problem("OSM-WIDGET-014", `the section ${name} cannot be shown: ${message(error)}`));
    }
    while (into.children.length > 1) into.lastElementChild?.remove();
    into.append(...drawn);
  }

  /** @returns {Promise<Known | null>} */
  async known() {
    const here = this.#here();
    return here && this.learner ? { ...await this.learner.known(here), outcomes: this.#history().all() } : null;
  }

  /** @param {"erased" | "paused" | "resumed"} what happens at once: to what is kept, or to what is learnt */
  async change(what) {
    const learning = this.#learning();
    if (what === "erased") {
      const { store, source, widget } = this.#view;
      for (const key of own(store, source().bundle.campaign, widget.scope, addresses(this.#context()))) store.remove(key);
      this.learner?.forget();
      this.#forms.clear();
      this.#erased = true;
    } else {
      if (!learning) return;
      learning.paused = what === "paused";
    }
    this.learner?.changed();
    changes.dispatchEvent(new CustomEvent("change", { detail: this.#view.widget }));
    this.#view.emit(what, { campaign: this.#view.source().bundle.campaign });
    await this.#next();
  }

  /**
   * Another widget, or another page, changed what is learnt.
   * @param {StorageEvent} [change] by another page
   */
  #heard(change) {
    if (!this.learner || !this.#view.source() || change && !this.#learning()?.hear(change)) return;
    this.learner.changed();
    this.#view.ask();
  }

  #history() { return new History(this.#view.store, this.#view.source().bundle.campaign, this.#view.widget.scope); }

  /** The learning, where the page learns. */
  #learning() {
    return this.learner && this.#lessons ? new this.#lessons.Learning(this.#view.store, this.#view.source().bundle.campaign, this.#view.widget.scope) : null;
  }

  /** Where the widget is when it learns; null where it does not, or without an engine.
   * @returns {Here | null} */
  #here() {
    const learning = this.#learning();
    if (!learning || !this.#decider) return null;
    const { traits } = this, history = this.#history().all(), { source, now } = this.#view;
    return {
      learning, decider: this.#decider, bundle: source().text, of: this.#mine(""), at: moment(now()),
      question: (at, more) => question(traits, history, at, more),
    };
  }

  /**
   * Has what learns, where the page is to learn.
   * @param {() => boolean} current
   */
  async #study(current) {
    if (this.#view.widget.learn !== "page") {
      this.learner = null;
      return;
    }
    try {
      this.#lessons ??= await import("./osmosi-learning.js");
      this.learner ??= new this.#lessons.Learner(this.#view.fault);
    } catch (error) {
      if (current()) this.#view.fault(error);
    }
  }

  /**
   * Has a delivery for the present endpoint and scope, or none.
   * @param {() => boolean} current
   */
  async #connect(current) {
    const { widget, store, fault } = this.#view, { endpoint, scope } = widget;
    const [format, actor, activities, platform] = ["format", "actor", "activities", "platform"].map((name) => widget.getAttribute(name) ?? "");
    const terms = { actor, activities, platform, src: widget.src && new URL(widget.src, document.baseURI).href };
    const key = JSON.stringify([endpoint, scope, format, ...(format ? [terms] : [])]);
    if (this.#delivery && key === this.#deliveryKey) return;
    this.#delivery?.stop();
    this.#delivery = null;
    this.#deliveryKey = key;
    if (!endpoint) return;
    try {
      const address = new URL(endpoint, document.baseURI).href;
      const { Delivery } = await import("./osmosi-delivery.js");
      if (current()) this.#delivery = new Delivery({ endpoint: address, scope, store, format, terms, onFault: ({ code, what }) => fault(new Problem(code, what)) });
    } catch (error) {
      if (current()) fault(error instanceof Problem ? error : new Problem("OSM-WIDGET-005", `events cannot be sent to ${endpoint}: ${message(error)}`));
    }
  }

  /** The traits of the person, from wherever the page has them.
   * @returns {Promise<Record<string, unknown>>} */
  async #profile() {
    try {
      const { profile } = this.#view.widget;
      return /** @type {any} */ ((typeof profile === "function" ? await profile() : profile) ?? {});
    } catch (error) {
      this.#view.fault(new Problem("OSM-WIDGET-007", `the profile cannot be had: ${message(error)}`));
      return {};
    }
  }
}

/**
 * What comes of a promise within some time, or undefined.
 * @template T
 * @param {number} milliseconds
 * @param {T | Promise<T>} promise
 * @returns {Promise<T | undefined>}
 */
function within(milliseconds, promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
}

/**
 * What the engine is asked.
 * @param {object} profile
 * @param {Record<string, string>} history
 * @param {string} at
 * @param {object} more what else the call takes
 */
function question(profile, history, at, more) {
  try {
    return JSON.stringify({ profile, history, at, ...more });
  } catch (error) {
    throw new Problem("OSM-WIDGET-007", `the profile cannot be written as JSON: ${message(error)}`);
  }
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error);
}
