/** The endpoints of the server. */
import { entriesOf } from "./entry.js";

/** @typedef {import("./entry.js").Entry} Entry */

const PREFIX = "/loki/api/v1/";

/** What the server says about a wrong request, or that it does not answer. */
export class ServerError extends Error {
  /**
   * @param {number} status 0 if there is no answer
   * @param {string} text
   */
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/**
 * Requests a path. Fails with a {@link ServerError}.
 * @param {string} path
 * @param {RequestInit} [options]
 */
export async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") {
      throw e;
    }
    throw new ServerError(0, "The server does not answer.");
  }
  if (!response.ok) {
    throw new ServerError(response.status, (await response.text()).trim() || response.statusText);
  }
  return response;
}

/**
 * @param {string} path after the prefix of the API
 * @param {Record<string, string | number>} parameters
 * @param {AbortSignal} [signal]
 */
async function get(path, parameters, signal) {
  const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const response = await request(PREFIX + path + "?" + query, { signal });
  return (await response.json()).data;
}

/** @param {number} ms */
export function nanos(ms) {
  return Math.round(ms) + "000000";
}

/**
 * The newest lines of a range, sorted by time, or the series of a metric query.
 * @param {string} query
 * @param {{start: string, end: string}} range in nanoseconds since 1970
 * @param {{limit?: number, step?: number, signal?: AbortSignal}} [options] the step in seconds
 */
export async function queryRange(query, range, { limit = 1000, step, signal } = {}) {
  const data = await get("query_range", { query, ...range, limit, ...(step ? { step } : {}) }, signal);
  const isLog = data.resultType === "streams";
  return { type: data.resultType, entries: isLog ? entriesOf(data.result) : [], series: isLog ? [] : data.result };
}

/**
 * The samples of a metric query at a time.
 * @param {string} query
 * @param {number} ms since 1970
 * @param {AbortSignal} [signal]
 */
export async function querySamples(query, ms, signal) {
  return (await get("query", { query, time: nanos(ms) }, signal)).result;
}

/** The names of the labels of all streams. */
export async function labelNames() {
  return /** @type {string[]} */ ((await get("labels", { since: "7d" })) ?? []);
}

/**
 * The values of a label.
 * @param {string} name
 */
export async function labelValues(name) {
  return /** @type {string[]} */ ((await get("label/" + encodeURIComponent(name) + "/values", { since: "7d" })) ?? []);
}

/**
 * Why a WebSocket cannot be had is not told by the browser, so the query is tried before.
 * @param {string} query
 * @param {string} start in nanoseconds since 1970
 * @param {number} limit the most stored lines to begin with
 */
export function tailAddress(query, start, limit) {
  const address = new URL(PREFIX + "tail", location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.search = new URLSearchParams({ query, start, limit: String(limit) }).toString();
  return address.href;
}

/**
 * A value of one of DevLoki's own endpoints, or null where there is no such endpoint.
 * @param {string} path
 */
export async function own(path) {
  try {
    return await (await request(path)).json();
  } catch (e) {
    if (e instanceof ServerError && (e.status === 404 || e.status === 405)) {
      return null;
    }
    throw e;
  }
}
