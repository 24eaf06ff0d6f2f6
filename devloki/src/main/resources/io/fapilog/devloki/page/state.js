/**
 * What the page shows, and the address that says so. No DOM here.
 *
 * @typedef {import("./logql.js").Filter} Filter
 * @typedef {object} State
 * @property {string | null} base a query written by hand that filters cannot express, else null
 * @property {Filter[]} filters added to the base, or the whole query
 * @property {string} since how far a live view goes back, such as 1h
 * @property {number | null} from the start of a fixed range in milliseconds since 1970; null for a live view
 * @property {number | null} to its end
 * @property {string | null} mark lines up to here, in nanoseconds since 1970, are cleared from the view
 * @property {string[]} columns the fields that are columns
 * @property {string} panel the panel that is open, or nothing
 * @property {string} trace the trace of the panel
 * @property {string | null} line the timestamp of the selected line in nanoseconds
 * @property {string} own the application's own packages, separated by commas; empty for all but known libraries
 */
import { build, extend, isLogQuery, parse } from "./logql.js";

export const RANGES = ["5m", "15m", "1h", "6h", "24h", "7d"];
export const PANELS = ["event", "errors", "trace", "shipping"];

/** @returns {State} */
export function initial() {
  return {
    base: null,
    filters: [],
    since: "1h",
    from: null,
    to: null,
    mark: null,
    columns: [],
    panel: "",
    trace: "",
    line: null,
    own: "",
  };
}

/**
 * The LogQL of a state.
 * @param {State} state
 */
export function queryOf(state) {
  if (state.base === null) {
    return build(state.filters);
  }
  return isLogQuery(state.base) ? extend(state.base, state.filters) : state.base;
}

/**
 * The log query of a state; of a metric query, that of everything.
 * @param {State} state
 */
export function logQueryOf(state) {
  const query = queryOf(state);
  return isLogQuery(query) ? query : build([]);
}

/**
 * The state after a query was written by hand. Filters that are off are kept.
 * @param {State} state
 * @param {string} query
 * @returns {State}
 */
export function withQuery(state, query) {
  const off = state.filters.filter(each => !each.on);
  const filters = query.trim() === "" ? [] : parse(query);
  return filters ? { ...state, base: null, filters: [...filters, ...off] } : { ...state, base: query, filters: off };
}

/**
 * The range of a state in milliseconds since 1970.
 * @param {State} state
 * @param {number} now
 */
export function rangeOf(state, now) {
  if (state.from !== null && state.to !== null) {
    return { from: state.from, to: state.to };
  }
  const from = now - millisOf(state.since);
  const mark = state.mark === null ? 0 : Number(state.mark.slice(0, -6));
  return { from: Math.max(from, mark), to: now };
}

/** @param {State} state */
export function isLive(state) {
  return state.from === null;
}

/** @param {string} since such as 15m */
export function millisOf(since) {
  const units = /** @type {Record<string, number>} */ ({ s: 1e3, m: 6e4, h: 36e5, d: 864e5 });
  return Number(since.slice(0, -1)) * units[since.slice(-1)];
}

/**
 * The part of the address after the question mark.
 * @param {State} state
 */
export function toAddress(state) {
  const out = new URLSearchParams();
  const on = state.filters.filter(each => each.on);
  const off = state.filters.filter(each => !each.on);
  const set = (/** @type {string} */ name, /** @type {string | null} */ value) => value && out.set(name, value);
  set("query", state.base ?? (on.length ? build(on) : ""));
  set("and", state.base !== null && on.length ? JSON.stringify(on.map(packed)) : "");
  set("off", off.length ? JSON.stringify(off.map(packed)) : "");
  set("since", state.from === null && state.since !== initial().since ? state.since : "");
  set("from", state.from === null ? "" : new Date(state.from).toISOString());
  set("to", state.to === null ? "" : new Date(state.to).toISOString());
  set("mark", state.mark);
  set("columns", state.columns.join(","));
  set("panel", state.panel);
  set("trace", state.trace);
  set("line", state.line);
  set("own", state.own);
  return out.toString();
}

/** @param {Filter} filter */
function packed(filter) {
  return [filter.kind, filter.name, filter.op, filter.value];
}

/**
 * The state of an address. What it does not understand, it leaves out.
 * @param {string} address the part after the question mark
 * @returns {State}
 */
export function fromAddress(address) {
  const given = new URLSearchParams(address);
  const text = (/** @type {string} */ name) => given.get(name) ?? "";
  const state = withQuery(initial(), text("query"));
  const from = Date.parse(text("from"));
  const to = Date.parse(text("to"));
  const fixed = from < to;
  return {
    ...state,
    filters: [...state.filters, ...unpacked(text("and"), true), ...unpacked(text("off"), false)],
    since: /^\d{1,5}[smhd]$/.test(text("since")) ? text("since") : state.since,
    from: fixed ? from : null,
    to: fixed ? to : null,
    mark: nanos(text("mark")),
    columns: text("columns").split(",").filter(Boolean),
    panel: PANELS.includes(text("panel")) ? text("panel") : "",
    trace: text("trace"),
    line: nanos(text("line")),
    own: text("own"),
  };
}

/** @param {string} text */
function nanos(text) {
  return /^\d{16,20}$/.test(text) ? text : null;
}

/**
 * @param {string} json
 * @param {boolean} on
 * @returns {Filter[]}
 */
function unpacked(json, on) {
  try {
    return JSON.parse(json || "[]")
      .filter((/** @type {unknown} */ each) => Array.isArray(each) && each.length === 4)
      .map((/** @type {string[]} */ [kind, name, op, value]) => ({ kind, name, op, value: String(value), on }))
      .filter(valid);
  } catch {
    return [];
  }
}

/** @param {Filter} filter */
function valid(filter) {
  const known = filter.kind === "line"
    ? ["|=", "|~", "!=", "!~"].includes(filter.op)
    : /^[A-Za-z_]\w*$/.test(filter.name) && ["=", "!=", "=~", "!~"].includes(filter.op);
  return known && ["label", "line", "meta", "field"].includes(filter.kind);
}
