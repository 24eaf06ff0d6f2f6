/** The panel of equal errors: grouped by exception_hash, the most frequent first. */
import { nanos, queryRange, querySamples } from "./api.js";
import { button, el, shown } from "./dom.js";
import { contentOf } from "./entry.js";
import { groupsOf } from "./groups.js";
import { countByError, errorsOf } from "./logql.js";
import { logQueryOf, rangeOf } from "./state.js";
import { count, dateAndTime } from "./text.js";

/** @typedef {import("./groups.js").Group} Group */
/** @typedef {import("./state.js").State} State */

const EVERY = 5000;
const SAMPLES = 500;

export class Errors {
  /**
   * @param {object} actions
   * @param {(hash: string) => void} actions.only shows the lines of a group alone
   * @param {(entry: import("./entry.js").Entry) => void} actions.open
   */
  constructor(actions) {
    this.title = "Equal errors";
    this.actions = actions;
    this.abort = new AbortController();
    this.timer = 0;
    /** @type {string} the group that was asked for */
    this.wanted = "";
  }

  /**
   * @param {HTMLElement} body
   * @param {State} state
   */
  open(body, state) {
    this.close();
    this.abort = new AbortController();
    void this.load(body, state, this.abort.signal);
  }

  close() {
    this.abort.abort();
    clearTimeout(this.timer);
  }

  /**
   * @param {HTMLElement} body
   * @param {State} state
   * @param {AbortSignal} signal
   */
  async load(body, state, signal) {
    const range = rangeOf(state, Date.now());
    const seconds = Math.max(1, Math.ceil((range.to - range.from) / 1000));
    const query = countByError(logQueryOf(state), seconds + "s");
    try {
      const counts = await querySamples(query, range.to, signal);
      const times = { start: nanos(range.from), end: nanos(range.to + 1) };
      const lines = await queryRange(errorsOf(logQueryOf(state)), times, { limit: SAMPLES, signal });
      this.show(body, groupsOf(counts, lines.entries), query);
    } catch (e) {
      if (signal.aborted) {
        return;
      }
      body.replaceChildren(shown("p", "error", /** @type {Error} */ (e).message));
    }
    this.timer = setTimeout(() => this.load(body, state, signal), EVERY);
  }

  /**
   * @param {HTMLElement} body
   * @param {Group[]} groups
   * @param {string} query
   */
  show(body, groups, query) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.hash;
    const most = groups[0]?.count ?? 1;
    const items = groups.map(each => this.item(each, most));
    body.replaceChildren(
      groups.length
        ? el("ol", { class: "groups" }, ...items)
        : el("p", { class: "dim" }, "No line of this range has an exception_hash."),
      el("h3", {}, "The query that counts them"),
      shown("pre", "code", query));
    if (focused) {
      /** @type {HTMLElement | null} */ (body.querySelector('[data-hash="' + CSS.escape(focused) + '"]'))?.focus();
    }
  }

  /**
   * @param {Group} group
   * @param {number} most
   */
  item(group, most) {
    const fields = group.sample ? contentOf(group.sample).fields : [];
    const text = fields.find(each => each.name === "exception_message")?.text ?? "";
    const bar = el("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = (group.count / most) * 100 + "%";
    const only = button("", () => this.actions.only(group.hash), {
      class: "group-count",
      "data-hash": group.hash,
      title: "Show these lines alone",
      "aria-label": count(group.count) + " times " + group.type + ", show these lines alone",
    });
    only.append(count(group.count) + "×");
    const name = group.type.slice(group.type.lastIndexOf(".") + 1);
    return el("li", { class: this.wanted === group.hash ? "wanted" : "" },
      only,
      el("div", { class: "group-text" },
        shown("span", "thrown-name", name || group.hash, 120),
        shown("span", "group-message", text, 300),
        el("span", { class: "dim mono" }, group.hash + (group.last ? " · last " + dateAndTime(group.last) : "")),
        bar),
      group.sample ? button("Open", () => group.sample && this.actions.open(group.sample), {
        "aria-label": "Open the last " + (name || group.hash),
      }) : null);
  }
}
