/** The lines that the page holds, sorted by time; the oldest are dropped beyond the limit. No DOM here. */
import { byTime, compareNanos } from "./entry.js";

/** @typedef {import("./entry.js").Entry} Entry */

export const MOST_ROWS = 200_000;

export class Rows {
  /** @param {number} [limit] */
  constructor(limit = MOST_ROWS) {
    this.limit = limit;
    /** @type {Entry[]} */
    this.items = [];
    /** How many lines were dropped. */
    this.dropped = 0;
  }

  clear() {
    this.items = [];
    this.dropped = 0;
  }

  /**
   * Adds lines, sorted by time.
   * @param {Entry[]} batch
   * @returns {number} how many were dropped at the start
   */
  add(batch) {
    const last = this.items.at(-1);
    if (!last || batch.length === 0 || byTime(last, batch[0]) <= 0) {
      for (const each of batch) {
        this.items.push(each);
      }
    } else {
      this.merge(batch);
    }
    const excess = Math.max(0, this.items.length - this.limit);
    this.items.splice(0, excess);
    this.dropped += excess;
    return excess;
  }

  /** @param {Entry[]} batch */
  merge(batch) {
    const late = this.items.splice(this.indexAt(batch[0].ns, true));
    let next = 0;
    for (const each of batch) {
      while (next < late.length && byTime(late[next], each) <= 0) {
        this.items.push(late[next++]);
      }
      this.items.push(each);
    }
    while (next < late.length) {
      this.items.push(late[next++]);
    }
  }

  /**
   * The index of the first line at a time or later.
   * @param {string} ns
   * @param {boolean} [after] later alone
   */
  indexAt(ns, after = false) {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = compareNanos(this.items[middle].ns, ns);
      if (order < 0 || (after && order === 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The index of a line, or -1.
   * @param {Entry | null} entry
   */
  indexOf(entry) {
    if (!entry) {
      return -1;
    }
    for (let i = this.indexAt(entry.ns); i < this.items.length && this.items[i].ns === entry.ns; i++) {
      if (this.items[i].id === entry.id) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Adds older lines that are not there yet, as far as there is room.
   * @param {Entry[]} older sorted by time
   * @returns {number} how many were added
   */
  addOlder(older) {
    const first = this.items[0];
    const known = new Set();
    for (let i = 0; first && i < this.items.length && this.items[i].ns === first.ns; i++) {
      known.add(this.items[i].line);
    }
    const added = older.filter(each => !first || compareNanos(each.ns, first.ns) < 0
      || (each.ns === first.ns && !known.has(each.line)));
    const room = Math.max(0, this.limit - this.items.length);
    const kept = room === 0 ? [] : added.slice(-room);
    this.items = kept.concat(this.items);
    return kept.length;
  }
}
