/** The list of lines. Only the rows in sight are elements of the page, however many lines there are. */
import { abbreviated, columnOf, contentOf, isError, restOf } from "./entry.js";
import { byId, el, oncePerFrame, shown } from "./dom.js";
import { oneLine, timeOfDay } from "./text.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./rows.js").Rows} Rows */
/**
 * @typedef {object} Listener
 * @property {(entry: Entry, open: boolean) => void} onSelect
 * @property {() => void} onFollow after following began or ended
 * @property {() => void} onTop when the first line is reached
 * @property {() => void} onScroll after other lines came into sight
 */

const MORE = 12;
const LONGEST_MESSAGE = 600;
const LONGEST_VALUE = 80;
const MOST_FIELDS = 24;

export class List {
  /**
   * @param {Rows} rows
   * @param {Listener} listener
   */
  constructor(rows, listener) {
    this.rows = rows;
    this.listener = listener;
    this.element = byId("list");
    this.space = el("div", { class: "space", role: "presentation" });
    this.element.append(this.space);
    /** @type {Map<number, HTMLElement>} */
    this.shown = new Map();
    /** @type {Entry | null} */
    this.selected = null;
    /** @type {string[]} */
    this.columns = [];
    this.following = true;
    /** Whether the reader paused, so that reaching the end does not resume. */
    this.held = false;
    this.unseen = 0;
    this.top = 0;
    this.draw = oncePerFrame(() => this.drawNow());
    this.listen();
  }

  listen() {
    this.element.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.redraw()).observe(this.element);
    this.element.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const row = /** @type {HTMLElement} */ (event.target).closest(".row");
      const entry = row && this.rows.items.at(this.rowIndex(/** @type {HTMLElement} */ (row)));
      if (entry) {
        this.select(entry, true);
      }
    });
    byId("new-lines").addEventListener("click", () => this.follow(true));
  }

  /** @param {HTMLElement} row */
  rowIndex(row) {
    return Number(row.getAttribute("aria-posinset")) - 1;
  }

  get rowHeight() {
    return parseFloat(getComputedStyle(this.element).getPropertyValue("--row-height")) || 24;
  }

  /** @param {string[]} columns */
  setColumns(columns) {
    this.columns = columns;
    for (const each of [this.element, byId("list-head")]) {
      each.style.setProperty("--columns", String(columns.length));
      each.classList.toggle("with-columns", columns.length > 0);
    }
    this.redraw();
  }

  /** Draws all rows anew. */
  redraw() {
    this.shown.forEach(each => each.remove());
    this.shown.clear();
    this.draw();
  }

  /**
   * Lines were added at the end.
   * @param {number} added
   * @param {number} dropped at the start
   */
  grown(added, dropped) {
    if (!this.following) {
      this.unseen += added;
      // What is in sight stays where it is.
      this.element.scrollTop -= dropped * this.rowHeight;
    }
    this.draw();
  }

  /**
   * Older lines were added at the start.
   * @param {number} added
   */
  grownAbove(added) {
    this.space.style.height = this.rows.items.length * this.rowHeight + "px";
    this.element.scrollTop += added * this.rowHeight;
    this.top = this.element.scrollTop;
    this.draw();
  }

  /** Begins anew with the lines there are. */
  reset() {
    this.selected = null;
    this.unseen = 0;
    this.following = true;
    this.held = false;
    this.redraw();
    this.listener.onFollow();
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const atEnd = scrollTop + clientHeight >= scrollHeight - 4;
    if (this.following && !atEnd && scrollTop < this.top - 1) {
      this.follow(false, false);
    } else if (!this.following && !this.held && atEnd && scrollTop > this.top) {
      this.follow(true);
    }
    this.top = scrollTop;
    byId("list-head").scrollLeft = this.element.scrollLeft;
    if (scrollTop < this.rowHeight && !this.following) {
      this.listener.onTop();
    }
    this.draw();
  }

  /**
   * @param {boolean} on whether the list follows the newest line
   * @param {boolean} [held] whether only the reader ends a pause
   */
  follow(on, held = true) {
    this.following = on;
    this.held = !on && held;
    if (on) {
      this.unseen = 0;
    }
    this.listener.onFollow();
    this.draw();
  }

  drawNow() {
    const height = this.rowHeight;
    const { items } = this.rows;
    this.space.style.height = items.length * height + "px";
    if (this.following) {
      this.element.scrollTop = this.element.scrollHeight;
      this.top = this.element.scrollTop;
    }
    const first = Math.max(0, Math.floor(this.element.scrollTop / height) - MORE);
    const last = Math.min(items.length, first + Math.ceil(this.element.clientHeight / height) + 2 * MORE);
    const kept = new Set();
    for (let i = first; i < last; i++) {
      this.place(items[i], i, height);
      kept.add(items[i].id);
    }
    this.removeAllBut(kept);
    this.mark();
    this.news();
    this.listener.onScroll();
  }

  /**
   * @param {Entry} entry
   * @param {number} index
   * @param {number} height
   */
  place(entry, index, height) {
    const row = this.shown.get(entry.id) ?? rowOf(entry, this.columns);
    if (!row.isConnected) {
      this.shown.set(entry.id, row);
      this.space.append(row);
    }
    row.style.transform = "translateY(" + index * height + "px)";
    row.setAttribute("aria-posinset", String(index + 1));
    row.setAttribute("aria-setsize", String(this.rows.items.length));
  }

  /** @param {Set<number>} kept */
  removeAllBut(kept) {
    for (const [id, row] of this.shown) {
      if (!kept.has(id)) {
        row.remove();
        this.shown.delete(id);
      }
    }
  }

  mark() {
    this.element.removeAttribute("aria-activedescendant");
    for (const [id, row] of this.shown) {
      const selected = id === this.selected?.id;
      row.setAttribute("aria-selected", String(selected));
      if (selected) {
        this.element.setAttribute("aria-activedescendant", row.id);
      }
    }
  }

  news() {
    const news = byId("new-lines");
    const text = this.unseen === 0 ? "" : this.unseen.toLocaleString("en") + " new ↓";
    news.hidden = text === "";
    if (news.textContent !== text) {
      news.textContent = text;
    }
  }

  /** The range of time in sight, in milliseconds, or null. */
  inSight() {
    const { items } = this.rows;
    const height = this.rowHeight;
    const first = items[Math.max(0, Math.floor(this.element.scrollTop / height))];
    const last = items[Math.min(items.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / height)) - 1];
    return first && last ? { from: first.ms, to: last.ms } : null;
  }

  /**
   * @param {Entry} entry
   * @param {boolean} open whether its details shall be shown
   */
  select(entry, open) {
    this.selected = entry;
    this.reveal(this.rows.indexOf(entry));
    this.listener.onSelect(entry, open);
  }

  /** @param {number} index of a row that shall be in sight */
  reveal(index) {
    const height = this.rowHeight;
    // The place of a row that was not drawn yet may be beyond the end.
    this.space.style.height = this.rows.items.length * height + "px";
    const { scrollTop, clientHeight } = this.element;
    const place = index * height;
    if (index >= 0 && (place < scrollTop || place + height > scrollTop + clientHeight)) {
      if (this.following) {
        this.follow(false, false);
      }
      this.element.scrollTop = place - clientHeight / 3;
    } else if (this.following && index < this.rows.items.length - 1) {
      this.follow(false, false);
    }
    this.draw();
  }

  /** @param {number} ms of the time that shall be in sight */
  revealTime(ms) {
    const index = Math.min(this.rows.indexAt(Math.round(ms) + "000000"), this.rows.items.length - 1);
    const entry = this.rows.items[index];
    if (entry) {
      this.select(entry, false);
    }
  }

  /**
   * Selects a line relative to the selected one, or the last one.
   * @param {number} by
   */
  move(by) {
    const { items } = this.rows;
    const at = this.rows.indexOf(this.selected);
    const next = at < 0 && Number.isFinite(by) ? items.length - 1 : Math.min(Math.max(at + by, 0), items.length - 1);
    if (items[next]) {
      this.select(items[next], false);
    }
  }

  /**
   * Selects the next or the previous error.
   * @param {number} by 1 or -1
   * @returns {boolean} whether there is one
   */
  moveToError(by) {
    const { items } = this.rows;
    const at = this.rows.indexOf(this.selected);
    const from = at >= 0 ? at + by : by < 0 ? items.length - 1 : 0;
    for (let i = from; i >= 0 && i < items.length; i += by) {
      if (isError(items[i])) {
        this.select(items[i], false);
        return true;
      }
    }
    return false;
  }

  /** How many rows are in sight. */
  page() {
    return Math.max(1, Math.floor(this.element.clientHeight / this.rowHeight) - 1);
  }
}

/**
 * @param {Entry} entry
 * @param {string[]} columns
 */
function rowOf(entry, columns) {
  const content = contentOf(entry);
  const row = el("div", { class: "row level-" + entry.level, role: "option", id: "line-" + entry.id });
  row.append(
    el("span", { class: "time" }, timeOfDay(entry.ms)),
    el("span", { class: "level" }, entry.level === "unknown" ? "—" : entry.level.toUpperCase()),
    shown("span", "logger", abbreviated(content.logger || (entry.labels.service_name ?? ""), 20), 60),
    ...columns.map(each => shown("span", "column", oneLine(columnOf(entry, content, each)), LONGEST_VALUE)),
    message(content, columns),
  );
  return row;
}

/**
 * @param {import("./entry.js").Content} content
 * @param {string[]} columns
 */
function message(content, columns) {
  const cell = shown("span", "message", oneLine(content.message.slice(0, LONGEST_MESSAGE + 1)), LONGEST_MESSAGE);
  const value = (/** @type {string} */ name) => content.fields.find(each => each.name === name)?.text ?? "";
  const type = value("exception_type");
  if (type) {
    const text = " " + type.slice(type.lastIndexOf(".") + 1) + ": " + oneLine(value("exception_message").slice(0, 300));
    cell.append(shown("span", "exception", text, 200));
  }
  const rest = restOf(content, columns).filter(each => !each.name.startsWith("exception_"));
  for (const field of rest.slice(0, MOST_FIELDS)) {
    cell.append(
      shown("span", "name", " " + field.name + "=", LONGEST_VALUE),
      shown("span", "value", oneLine(field.text.slice(0, LONGEST_VALUE + 1)), LONGEST_VALUE),
    );
  }
  return cell;
}
