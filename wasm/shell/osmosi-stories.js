// Success stories that are open to the person, and passing them on as far as
// whoever tells one agreed to.

import { element, safeAddress } from "./osmosi-card.js";
import { article, button, dress, mine, plain, see, small } from "./osmosi-item.js";

/** @typedef {import("./osmosi-sections.js").Context} Context */
/** @typedef {import("./osmosi-item.js").Item & { teller: string, terms: string[], passOn?: string[], internal?: boolean, link?: { title: string, url: string } }} Story */

/**
 * @param {Context} context
 * @returns {Promise<Node[]>}
 */
export async function fill(context) {
  await dress(context.widget);
  const { content, labels } = context;
  const stories = mine(/** @type {Story[]} */ (content.stories), context);
  if (stories.length === 0) return [element("p", {}, labels["sections.none"])];
  for (const story of stories) see(context, story);
  return [element("div", { class: "items" }, ...stories.map((story) =>
    {
    const may = mayPassOn(story, context.asked.manager);
    return article(story, ...small(story.terms), ...(may === "yes" ? [passing(story, context)] : may === "team" ? [asTeamMate(story, context)] : []));
  }))];
}

/**
 * Whether the person may pass a story on: "team" where they may if they are a
 * team-mate of who tells it, which they know and no page does.
 * @param {{ passOn?: string[] }} story
 * @param {boolean} manager
 * @returns {"yes" | "team" | "no"}
 */
export function mayPassOn({ passOn = [] }, manager) {
  if (passOn.includes("everyone") || manager && passOn.includes("managers")) return "yes";
  return passOn.includes("team") ? "team" : "no";
}

/**
 * Passing on for who says that they are a team-mate. It is kept nowhere.
 * @param {Story} story
 * @param {Context} context
 */
function asTeamMate(story, context) {
  const at = `item-${story.touchpoint}`;
  const made = element("div", { class: "actions" }, button(`team-${at}`, context.labels["stories.team"], () => {
    const buttons = passing(story, context);
    made.replaceWith(buttons);
    buttons.querySelector("button")?.focus();
  }, { "aria-describedby": at }));
  return made;
}

/**
 * The words that are passed on: the story, who tells it, how far it may go and
 * where it leads. The address is the brief's own, with nothing added to it.
 * @param {Story} story
 * @param {string} base address of the page
 */
export function words({ title, body, terms, link }, base) {
  const href = link && safeAddress(link.url, base);
  return [title, plain(body), terms.join("\n"), ...(href ? [`${link.title}\n${href}`] : [])].join("\n\n");
}

/**
 * @param {Story} story
 * @param {Context} context
 */
function passing(story, { labels, record, say }) {
  const text = words(story, document.baseURI);
  const at = `item-${story.touchpoint}`;
  const done = () => record("shared", { touchpoint: story.touchpoint, proposition: story.proposition });
  const made = element("div", { class: "actions" });
  // Beside the button too, since the widget's own place for it may be out of sight.
  const note = element("p", { class: "about", "aria-hidden": "true" });
  const tell = (/** @type {string} */ label) => {
    note.textContent = labels[label];
    say(labels[label]);
  };
  /** Shows the words, for people to copy by themselves. */
  const show = () => {
    let box = made.querySelector("textarea");
    if (!box) {
      box = /** @type {HTMLTextAreaElement} */ (element("textarea", { readonly: true, rows: "6", part: "copy", "aria-label": labels["stories.copyByHand"] }, text));
      box.addEventListener("copy", done, { once: true });
      made.append(box);
    }
    box.focus();
    box.select();
    tell("stories.copyByHand");
  };
  if (typeof navigator.share === "function") {
    made.append(button(`share-${at}`, labels["stories.share"], async () => {
      try {
        await navigator.share({ text });
        done();
        tell("stories.shared");
      } catch (error) {
        // Who changes their mind did not pass it on; where it cannot be done, there is the other button.
        if (/** @type {Error} */ (error)?.name !== "AbortError") tell("stories.notShared");
      }
    }, { "aria-describedby": at }));
  }
  made.append(button(`copy-${at}`, labels["stories.copy"], async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return show(); // without TLS, or where the person does not allow it
    }
    done();
    tell("stories.copied");
  }, { "aria-describedby": at }));
  made.append(note);
  return made;
}
