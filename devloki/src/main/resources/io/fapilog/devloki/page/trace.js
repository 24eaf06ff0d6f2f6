/** The panel of a trace: its lines of all services, in order, with the gaps between. */
import { nanos, queryRange } from "./api.js";
import { button, el, shown } from "./dom.js";
import { byTime, contentOf } from "./entry.js";
import { withGaps } from "./groups.js";
import { EVERYTHING, quote } from "./logql.js";
import { counted, duration, oneLine, timeOfDay } from "./text.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./state.js").State} State */

const LIMIT = 2000;
const WEEK = 7 * 24 * 3600 * 1000;
/** A gap of this part of the whole is worth to be seen. */
const LONG_GAP = 0.2;

/**
 * The queries that find a trace: by its label or metadata, and by its text.
 * @param {string} id
 */
export function traceQueries(id) {
  // As it stands in a JSON line.
  const text = JSON.stringify(id).slice(1, -1);
  return [EVERYTHING + " |= " + quote(text), EVERYTHING + " | trace_id=" + quote(id)];
}

/**
 * Joins results, each line once.
 * @param {Entry[][]} results
 */
export function joined(results) {
  const key = (/** @type {Entry} */ each) => each.ns + " " + (each.labels.service_name ?? "") + " " + each.line;
  return [...new Map(results.flat().map(each => [key(each), each])).values()].sort(byTime);
}

export class Trace {
  /**
   * @param {object} actions
   * @param {(entry: Entry) => void} actions.open
   * @param {(id: string) => void} actions.show
   */
  constructor(actions) {
    this.title = "Trace";
    this.actions = actions;
    this.abort = new AbortController();
    this.loaded = "";
  }

  /**
   * @param {HTMLElement} body
   * @param {State} state
   */
  open(body, state) {
    if (this.loaded !== state.trace || body.childElementCount === 0) {
      this.close();
      this.abort = new AbortController();
      this.loaded = state.trace;
      void this.load(body, state.trace, this.abort.signal);
    }
  }

  close() {
    this.abort.abort();
  }

  /**
   * @param {HTMLElement} body
   * @param {string} id
   * @param {AbortSignal} signal
   */
  async load(body, id, signal) {
    const input = el("input", { value: id, "aria-label": "Trace id", placeholder: "trace id", class: "mono" });
    const form = el("form", { class: "row-form", onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      this.actions.show(input.value.trim());
    } }, input, button("Show", () => form.requestSubmit()));
    body.replaceChildren(form);
    if (id === "") {
      body.append(el("p", { class: "dim" }, "Click the trace id of a line, or paste one."));
      return;
    }
    const now = Date.now();
    const range = { start: nanos(now - WEEK), end: nanos(now + 60_000) };
    try {
      const results = await Promise.all(traceQueries(id).map(each => queryRange(each, range, { limit: LIMIT, signal })));
      body.append(...this.parts(joined(results.map(each => each.entries)), id));
    } catch (e) {
      if (!signal.aborted) {
        body.append(shown("p", "error", /** @type {Error} */ (e).message));
      }
    }
  }

  /**
   * @param {Entry[]} entries
   * @param {string} id
   */
  parts(entries, id) {
    if (entries.length === 0) {
      return [el("p", { class: "dim" }, "No line of the last seven days has this trace id.")];
    }
    const steps = withGaps(entries);
    const whole = steps[steps.length - 1].offset;
    const services = new Set(entries.map(each => each.labels.service_name ?? ""));
    return [
      el("p", { class: "trace-sum" }, counted(entries.length, "line") + " of "
        + counted(services.size, "service") + " in " + duration(whole)),
      el("ol", { class: "trace" }, ...steps.flatMap(each => this.step(each, whole, [...services]))),
      el("h3", {}, "The query that finds them"),
      shown("pre", "code", traceQueries(id)[0]),
    ];
  }

  /**
   * @param {{entry: Entry, offset: number, gap: number}} step
   * @param {number} whole
   * @param {string[]} services
   */
  step({ entry, offset, gap }, whole, services) {
    const content = contentOf(entry);
    const service = entry.labels.service_name ?? "";
    const dot = el("span", { class: "dot level-" + entry.level });
    dot.style.left = (whole === 0 ? 0 : (offset / whole) * 100) + "%";
    const open = button("", () => this.actions.open(entry), { class: "trace-line", title: timeOfDay(entry.ms) });
    open.append(
      el("span", { class: "offset mono" }, "+" + duration(offset)),
      shown("span", "service service-" + (services.indexOf(service) % 6), service, 40),
      shown("span", "trace-text level-" + entry.level, oneLine(content.message || entry.line), 300),
      el("span", { class: "track", "aria-hidden": "true" }, dot));
    const long = whole > 0 && gap / whole >= LONG_GAP;
    return [
      gap > 0 ? el("li", { class: "gap" + (long ? " long" : "") }, duration(gap)) : null,
      el("li", {}, open),
    ].filter(each => each !== null);
  }
}
