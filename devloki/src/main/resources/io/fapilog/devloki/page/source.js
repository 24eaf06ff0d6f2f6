/** Where the lines of the list come from: a query, and for a live view a WebSocket that goes on. */
import { queryRange, nanos, ServerError, tailAddress } from "./api.js";
import { compareNanos, entriesOf } from "./entry.js";
import { isLive, queryOf, rangeOf } from "./state.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./state.js").State} State */
/**
 * @typedef {object} Listener
 * @property {(type: string) => void} onStart of a new result, "streams" or a type of metric
 * @property {(entries: Entry[]) => void} onEntries sorted by time
 * @property {(series: any[]) => void} onSeries
 * @property {(error: ServerError | null) => void} onError of the query; null if there is none
 * @property {(text: string) => void} onConnection what is wrong with the connection, or nothing
 */

const FIRST_LINES = 1000;
const LINES_OF_RANGE = 5000;
const SERIES_EVERY = 5000;
const POINTS = 120;

export class Source {
  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
    this.abort = new AbortController();
    /** @type {WebSocket | null} */
    this.socket = null;
    this.timer = 0;
    this.failures = 0;
    this.last = "";
  }

  close() {
    this.abort.abort();
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = null;
  }

  /**
   * Starts anew.
   * @param {State} state
   */
  async open(state) {
    this.close();
    this.abort = new AbortController();
    this.last = "";
    this.failures = 0;
    await this.load(state, true);
  }

  /**
   * @param {State} state
   * @param {boolean} fresh whether it is another query than before
   */
  async load(state, fresh) {
    const { signal } = this.abort;
    const query = queryOf(state);
    const range = rangeOf(state, Date.now());
    const live = isLive(state);
    const end = live ? range.to + 1000 : range.to;
    const options = { limit: live ? 1 : LINES_OF_RANGE, step: stepOf(range), signal };
    try {
      const result = await queryRange(query, { start: nanos(range.from), end: nanos(end) }, options);
      if (!signal.aborted) {
        this.listener.onConnection("");
        this.listener.onError(null);
        this.show(state, result, fresh);
      }
    } catch (e) {
      if (!signal.aborted) {
        this.failed(state, /** @type {ServerError} */ (e), fresh);
      }
    }
  }

  /**
   * @param {State} state
   * @param {{type: string, entries: Entry[], series: any[]}} result
   * @param {boolean} fresh
   */
  show(state, result, fresh) {
    if (fresh) {
      this.listener.onStart(result.type);
    }
    if (result.type !== "streams") {
      this.listener.onSeries(result.series);
      if (isLive(state)) {
        this.again(() => this.load(state, false), SERIES_EVERY);
      }
    } else if (isLive(state)) {
      const start = state.mark ?? nanos(rangeOf(state, Date.now()).from);
      this.tail(queryOf(state), this.last || start);
    } else {
      this.listener.onEntries(result.entries);
    }
  }

  /**
   * @param {State} state
   * @param {ServerError} error
   * @param {boolean} fresh
   */
  failed(state, error, fresh) {
    if (error.status === 0 || error.status >= 500) {
      this.listener.onConnection("No answer, trying again");
      this.again(() => this.load(state, fresh), this.pause());
    } else {
      this.listener.onError(error);
    }
  }

  /**
   * Follows a query.
   * @param {string} query
   * @param {string} start in nanoseconds
   */
  tail(query, start) {
    const socket = new WebSocket(tailAddress(query, start, FIRST_LINES));
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      this.listener.onConnection("");
    };
    socket.onmessage = event => this.received(JSON.parse(event.data));
    socket.onclose = () => {
      if (this.socket === socket) {
        this.listener.onConnection("Disconnected, trying again");
        this.again(() => this.tail(query, this.last || start), this.pause());
      }
    };
  }

  /** @param {{streams?: any[], dropped_entries?: any[]}} message */
  received(message) {
    const entries = entriesOf(message.streams ?? []);
    const newest = entries.at(-1);
    if (newest) {
      this.last = (BigInt(newest.ns) + 1n).toString();
      this.listener.onEntries(entries);
    }
    if (message.dropped_entries?.length) {
      this.listener.onConnection("Too fast: the server left lines out; Run loads them");
    }
  }

  /**
   * @param {() => void} act
   * @param {number} millis
   */
  again(act, millis) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, millis);
  }

  pause() {
    return Math.min(5000, 500 * 2 ** this.failures++);
  }
}

/**
 * The step of a range in seconds, which gives a bounded number of points.
 * @param {{from: number, to: number}} range in milliseconds
 * @param {number} [points]
 */
export function stepOf({ from, to }, points = POINTS) {
  const least = (to - from) / 1000 / points;
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];
  return steps.find(each => each >= least) ?? Math.ceil(least);
}

/**
 * The newest lines of the range of a state up to a time.
 * @param {State} state
 * @param {string} query
 * @param {string} ns the time, inclusive
 * @param {number} [limit]
 */
export async function linesUpTo(state, query, ns, limit = FIRST_LINES) {
  const start = state.mark ?? nanos(rangeOf(state, Date.now()).from);
  const end = (BigInt(ns) + 1n).toString();
  return compareNanos(start, end) < 0 ? (await queryRange(query, { start, end }, { limit })).entries : [];
}
