/** Connects the parts of the page. */
import { Source } from "./source.js";
import { announce, byId, oncePerFrame } from "./dom.js";
import { closeMenusOutside, showEmpty, showFollowing, showHead, showRange } from "./bar.js";
import { Chart } from "./chart.js";
import { Errors } from "./errors.js";
import { fieldsOf, traceOf } from "./entry.js";
import { showEvent } from "./event.js";
import { connectExport } from "./export.js";
import { Filters } from "./filters.js";
import { connectHelp, showHelp } from "./help.js";
import { Histogram } from "./histogram.js";
import { connectKeys, connectListKeys } from "./keys.js";
import { showLevels } from "./levels.js";
import { List } from "./list.js";
import { Older } from "./older.js";
import { Panel } from "./panel.js";
import { Rows } from "./rows.js";
import { Shipping } from "./shipping.js";
import { isLive, queryOf, withQuery } from "./state.js";
import { Store } from "./store.js";
import { onTheme, switchTheme } from "./theme.js";
import { Trace } from "./trace.js";
import { counted } from "./text.js";

/** @typedef {import("./entry.js").Entry} Entry */

const HISTOGRAM_EVERY = 2000;

class Page {
  constructor() {
    this.store = new Store();
    this.rows = new Rows();
    this.kind = "streams";
    /** @type {Entry | null} an entry that is shown, but is not in the list */
    this.shownEntry = null;
    this.totals = /** @type {Record<string, number>} */ ({});
    this.list = new List(this.rows, {
      onSelect: (entry, open) => this.selected(entry, open),
      onFollow: () => this.showFollowing(),
      onTop: () => void this.history.more(),
      onScroll: () => this.showPlace(),
    });
    this.history = new Older(this.rows, this.list, this.store);
    this.chart = new Chart();
    this.histogram = new Histogram({
      onZoom: range => this.store.update({ ...range, mark: null }),
      onTime: ms => void this.history.revealTime(ms),
      onTotals: totals => this.showTotals(totals),
    });
    this.filters = new Filters(this.store, () => void this.load());
    this.filters.seenNames = () => this.seenNames();
    this.errors = new Errors({
      open: entry => this.openEntry(entry),
      only: hash => this.filters.addNamed("exception_hash", "=", hash, "field"),
    });
    this.panel = new Panel(this.store, this.views());
    this.source = new Source({
      onStart: type => this.started(type),
      onEntries: entries => this.received(entries),
      onSeries: series => this.chart.show(series),
      onError: error => this.filters.showError(error),
      onConnection: text => (byId("connection").textContent = text),
    });
    this.refreshSoon = oncePerFrame(() => this.showEmpty());
    this.connect();
  }

  views() {
    const open = (/** @type {Entry} */ entry) => this.openEntry(entry);
    return {
      event: {
        title: "Line",
        open: (/** @type {HTMLElement} */ body) => showEvent(body, this.shownEntry ?? this.list.selected, this.actions()),
        close: () => {},
      },
      errors: this.errors,
      trace: new Trace({ open, show: id => this.store.update({ trace: id, panel: "trace" }, false) }),
      shipping: new Shipping(),
    };
  }

  /** @returns {import("./event.js").Actions} */
  actions() {
    const { store } = this;
    return {
      filter: (name, op, value, kind) => this.filters.addNamed(name, op, value, kind),
      column: name => this.toggleColumn(name),
      isColumn: name => store.state.columns.includes(name),
      isLabel: name => this.filters.labels.has(name),
      trace: id => store.update({ trace: id, panel: "trace" }),
      group: hash => {
        this.errors.wanted = hash;
        store.update({ panel: "errors" });
      },
      own: () => store.state.own,
      setOwn: own => {
        store.update({ own }, false);
        this.panel.refresh();
      },
    };
  }

  connect() {
    const { store } = this;
    store.onChange((state, before) => this.changed(state, before));
    byId("follow").addEventListener("click", () => this.list.follow(!this.list.following));
    byId("clear").addEventListener("click", () => this.clear());
    byId("zoom-out").addEventListener("click", () => store.update({ from: null, to: null, mark: null }));
    byId("range").addEventListener("change", () => store.update({ since: byId("range").value, from: null, to: null, mark: null }));
    byId("error-before").addEventListener("click", () => void this.history.moveToError(-1));
    byId("error-after").addEventListener("click", () => void this.history.moveToError(1));
    byId("theme").addEventListener("click", switchTheme);
    onTheme(() => {
      this.histogram.redraw();
      this.chart.redraw();
    });
    const keys = this.keys();
    connectKeys(keys);
    connectListKeys(this.list);
    connectHelp(keys, query => store.update(withQuery(store.state, query)));
    connectExport(() => store.state, () => this.rows.items);
    closeMenusOutside();
  }

  keys() {
    const trace = () => {
      const { selected } = this.list;
      const id = selected && traceOf(selected, fieldsOf(selected));
      this.store.update({ panel: "trace", trace: id || this.store.state.trace }, false);
    };
    return [
      { keys: ["/"], what: "edit the query, or search", act: () => byId("query").select() },
      { keys: ["j"], what: "next line", act: () => this.list.move(1) },
      { keys: ["k"], what: "previous line", act: () => this.list.move(-1) },
      { keys: ["e"], what: "next error", act: () => void this.history.moveToError(1) },
      { keys: ["E"], what: "previous error", act: () => void this.history.moveToError(-1) },
      { keys: ["o"], what: "open the selected line", act: () => this.list.selected && this.list.select(this.list.selected, true) },
      { keys: ["t"], what: "its trace", act: trace },
      { keys: ["f"], what: "follow the newest line, or pause", act: () => this.list.follow(!this.list.following) },
      { keys: ["c"], what: "clear: hide the lines up to now", act: () => this.clear() },
      { keys: ["d"], what: "dark or light", act: switchTheme },
      { keys: ["?"], what: "these keys", act: showHelp },
      { keys: ["Escape"], what: "close the panel", act: () => this.panel.close() },
    ];
  }

  /** Shows the page for the first time. */
  async start() {
    await this.filters.learnLabels();
    this.list.setColumns(this.store.state.columns);
    showHead(this.store.state.columns, name => this.toggleColumn(name));
    this.panel.show();
    showRange(this.store.state);
    this.showFollowing();
    this.list.reset();
    await this.load();
  }

  async load() {
    this.history.complete = false;
    clearTimeout(this.histogramTimer);
    showRange(this.store.state);
    this.showFollowing();
    await this.source.open(this.store.state);
    await this.loadHistogram();
  }

  async loadHistogram() {
    clearTimeout(this.histogramTimer);
    const before = performance.now();
    try {
      await this.histogram.load(this.store.state);
    } catch {
      // The error of the query itself is shown already.
    }
    const took = performance.now() - before;
    if (isLive(this.store.state)) {
      this.histogramTimer = setTimeout(() => this.loadHistogram(), Math.max(HISTOGRAM_EVERY, took * 4));
    }
  }

  /**
   * @param {import("./state.js").State} state
   * @param {import("./state.js").State} before
   */
  changed(state, before) {
    const what = (/** @type {import("./state.js").State} */ each) =>
      JSON.stringify([queryOf(each), each.since, each.from, each.to, each.mark]);
    if (state.columns.join() !== before.columns.join()) {
      this.list.setColumns(state.columns);
      showHead(state.columns, name => this.toggleColumn(name));
      this.panel.refresh();
    }
    if (what(state) !== what(before)) {
      void this.load();
      if (state.panel === "errors") {
        this.panel.refresh();
      }
    }
    if (state.trace !== before.trace && state.panel === "trace") {
      this.panel.refresh();
    }
  }

  /** @param {string} type */
  started(type) {
    this.kind = type;
    this.rows.clear();
    this.list.reset();
    const metric = type !== "streams";
    byId("list").hidden = metric;
    byId("list-head").hidden = metric;
    if (!metric) {
      this.chart.hide();
    }
    this.showEmpty();
  }

  /** @param {Entry[]} entries */
  received(entries) {
    const dropped = this.rows.add(entries);
    this.list.grown(entries.length, dropped);
    this.restoreSelection();
    this.refreshSoon();
    if (!this.list.following && this.list.unseen > 0) {
      announce(counted(this.list.unseen, "new line"));
    }
  }

  /** Selects the line that the address names. */
  restoreSelection() {
    const { line } = this.store.state;
    if (line && !this.list.selected && !this.shownEntry) {
      const entry = this.rows.items[this.rows.indexAt(line)];
      if (entry?.ns === line) {
        this.list.select(entry, false);
      }
    }
  }

  clear() {
    const last = this.rows.items.at(-1);
    const now = BigInt(Date.now()) * 1_000_000n;
    const after = last ? BigInt(last.ns) + 1n : 0n;
    this.store.update({ mark: (after > now ? after : now).toString(), from: null, to: null, line: null });
    announce("Cleared. The data stays on the server.");
  }

  /**
   * @param {Entry} entry
   * @param {boolean} open
   */
  selected(entry, open) {
    this.shownEntry = null;
    const { panel } = this.store.state;
    this.store.update({ line: entry.ns, panel: open ? "event" : panel }, false);
    if (this.store.state.panel === "event") {
      this.panel.refresh();
    }
  }

  /** @param {Entry} entry which may not be in the list */
  openEntry(entry) {
    const there = this.rows.items.slice(this.rows.indexAt(entry.ns)).find(each => each.ns !== entry.ns || each.line === entry.line);
    if (there?.line === entry.line && there.ns === entry.ns) {
      this.list.select(there, true);
    } else {
      this.shownEntry = entry;
      this.store.update({ panel: "event", line: entry.ns }, false);
      this.panel.refresh();
    }
  }

  /** @param {string} name */
  toggleColumn(name) {
    const { columns } = this.store.state;
    this.store.update({ columns: columns.includes(name) ? columns.filter(each => each !== name) : [...columns, name] });
  }

  showFollowing() {
    showFollowing(isLive(this.store.state), this.list.following);
  }

  showPlace() {
    this.histogram.setPlace(this.list.following ? null : this.list.inSight(), this.list.selected?.ms ?? null);
  }

  /** @param {Record<string, number>} totals */
  showTotals(totals) {
    this.totals = totals;
    showLevels(totals, this.filters.levels(), levels => this.filters.setLevels(levels));
  }

  showEmpty() {
    showEmpty(this.store.state, this.kind === "streams" && this.rows.items.length === 0);
  }

  /** The names of the fields of the last lines. */
  seenNames() {
    const names = this.rows.items.slice(-100).flatMap(each => fieldsOf(each).map(field => field.name));
    return [...new Set(names)].filter(each => !this.filters.labels.has(each)).slice(0, 200);
  }
}

void new Page().start();
