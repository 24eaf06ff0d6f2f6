/** Loads lines that are older than the first one of the list. */
import { nanos } from "./api.js";
import { announce } from "./dom.js";
import { compareNanos } from "./entry.js";
import { linesUpTo } from "./source.js";
import { logQueryOf, queryOf } from "./state.js";

/** @typedef {import("./entry.js").Entry} Entry */

const LINES = 1000;
const MOST_LINES = 5000;
const MOST_REQUESTS = 40;

export class Older {
  /**
   * @param {import("./rows.js").Rows} rows
   * @param {import("./list.js").List} list
   * @param {import("./store.js").Store} store
   */
  constructor(rows, list, store) {
    this.rows = rows;
    this.list = list;
    this.store = store;
    this.loading = false;
    /** Whether there is nothing older in the range. */
    this.complete = false;
  }

  /** Loads a screenful more. */
  async more() {
    if (!this.loading) {
      await this.load(LINES);
    }
  }

  /**
   * Loads back to a time.
   * @param {string} ns
   */
  async backTo(ns) {
    for (let i = 0; i < MOST_REQUESTS && this.rows.items[0] && compareNanos(ns, this.rows.items[0].ns) < 0; i++) {
      if (!(await this.load(MOST_LINES))) {
        return;
      }
    }
  }

  /**
   * @param {number} limit
   * @returns {Promise<boolean>} whether there were older lines
   */
  async load(limit) {
    const first = this.rows.items[0];
    if (!first || this.complete) {
      return false;
    }
    this.loading = true;
    const { state } = this.store;
    const lines = await linesUpTo(state, queryOf(state), first.ns, limit).catch(() => []);
    this.loading = false;
    if (this.rows.items[0] !== first) {
      return false;
    }
    const added = this.rows.addOlder(lines);
    this.complete = added === 0;
    this.list.grownAbove(added);
    return added > 0;
  }

  /**
   * Selects the next error, or the previous one, which may have to be loaded.
   * @param {number} by 1 or -1
   */
  async moveToError(by) {
    if (this.list.moveToError(by)) {
      return;
    }
    const first = this.rows.items[0];
    const before = by < 0 && first ? await this.errorBefore(first) : null;
    if (before) {
      await this.backTo(before.ns);
    }
    if (!before || !this.list.moveToError(by)) {
      announce(by > 0 ? "No later error" : "No earlier error in this range");
    }
  }

  /** @param {Entry} first */
  async errorBefore(first) {
    const query = logQueryOf(this.store.state) + ' | detected_level=~"error|critical|fatal"';
    const found = await linesUpTo(this.store.state, query, first.ns, 1).catch(() => []);
    return found[0] ?? null;
  }

  /**
   * Selects the first line at a time or later.
   * @param {number} ms
   */
  async revealTime(ms) {
    await this.backTo(nanos(ms));
    this.list.revealTime(ms);
  }
}
