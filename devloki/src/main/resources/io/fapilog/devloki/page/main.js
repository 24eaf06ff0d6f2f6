/** Connects the parts of the page. */
import { linesBefore, Source } from "./source.js";
import { announce, byId, el, oncePerFrame } from "./dom.js";
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
import { Panel } from "./panel.js";
import { Rows } from "./rows.js";
import { Shipping } from "./shipping.js";
import { isLive, queryOf, rangeOf, RANGES, withQuery } from "./state.js";
import { Store } from "./store.js";
import { onTheme, switchTheme } from "./theme.js";
import { Trace } from "./trace.js";
import { counted, dateAndTime } from "./text.js";

/** @typedef {import("./entry.js").Entry} Entry */

const HISTOGRAM_EVERY = 2000;

class Page {
  constructor() {
    this.store = new Store();
    this.rows = new Rows();
    this.kind = "streams";
    /** @type {Entry | null} an entry that is shown, but is not in the list */
    this.shownEntry = null;
    this.atStart = false;
    this.totals = /** @type {Record<string, number>} */ ({});
    this.list = new List(this.rows, {
      onSelect: (entry, open) => this.selected(entry, open),
      onFollow: () => this.showFollowing(),
      onTop: () => void this.older(),
      onScroll: () => this.showPlace(),
    });
    this.chart = new Chart();
    this.histogram = new Histogram({
      onZoom: range => this.store.update({ ...range, mark: null }),
      onTime: ms => this.list.revealTime(ms),
      onTotals: totals => this.showTotals(totals),
    });
    this.filters = new Filters(this.store, () => void this.load());
    this.filters.seenNames = () => this.seenNames();
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
    this.errors = new Errors({ open, only: hash => this.filters.addNamed("exception_hash", "=", hash, "field") });
    this.trace = new Trace({ open, show: id => this.store.update({ trace: id, panel: "trace" }, false) });
    return {
      event: {
        title: "Line",
        open: (/** @type {HTMLElement} */ body) => showEvent(body, this.shownEntry ?? this.list.selected, this.actions()),
        close: () => {},
      },
      errors: this.errors,
      trace: this.trace,
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
    byId("error-before").addEventListener("click", () => this.list.moveToError(-1));
    byId("error-after").addEventListener("click", () => this.list.moveToError(1));
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
      { keys: ["e"], what: "next error", act: () => this.list.moveToError(1) },
      { keys: ["E"], what: "previous error", act: () => this.list.moveToError(-1) },
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
    this.showHead();
    this.panel.show();
    this.showRange();
    this.list.reset();
    await this.load();
  }

  async load() {
    this.atStart = false;
    clearTimeout(this.histogramTimer);
    this.showRange();
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
      this.showHead();
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

  async older() {
    const first = this.rows.items[0];
    if (!first || this.loadingOlder || this.atStart || this.store.state.mark !== null) {
      return;
    }
    this.loadingOlder = true;
    try {
      const query = queryOf(this.store.state);
      const lines = await linesBefore(query, first.ns);
      if (this.rows.items[0] === first) {
        const added = this.rows.addOlder(lines);
        this.atStart = added === 0;
        this.list.grownAbove(added);
      }
    } catch {
      this.atStart = true;
    }
    this.loadingOlder = false;
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

  showHead() {
    const { columns } = this.store.state;
    const head = (/** @type {string} */ text) => el("span", {}, text);
    byId("list-head").replaceChildren(head("Time"), head("Level"), head("Logger"),
      ...columns.map(each => {
        const remove = el("button", { type: "button", title: "Remove the column", "aria-label": "Remove the column " + each,
          onclick: () => this.toggleColumn(each) }, "✕");
        return el("span", { class: "column" }, el("span", {}, each), remove);
      }),
      head("Message"));
  }

  showRange() {
    const { state } = this.store;
    const live = isLive(state);
    const select = byId("range");
    const ranges = RANGES.includes(state.since) ? RANGES : [...RANGES, state.since];
    const range = rangeOf(state, Date.now());
    const fixed = dateAndTime(range.from) + " – " + dateAndTime(range.to);
    select.replaceChildren(
      ...(live ? [] : [el("option", { value: "", selected: true, hidden: true }, fixed)]),
      ...ranges.map(each => el("option", { value: each, selected: live && each === state.since }, "Last " + each)));
    byId("zoom-out").hidden = live && state.mark === null;
    byId("zoom-out").textContent = live ? "Show cleared" : "Back to live";
    this.showFollowing();
  }

  showFollowing() {
    const button = byId("follow");
    const live = isLive(this.store.state);
    const on = live && this.list.following;
    button.disabled = !live;
    button.textContent = live ? (on ? "Live" : "Paused") : "Fixed";
    button.setAttribute("aria-pressed", String(on));
    button.title = on ? "Pause (f)" : "Follow the newest line (f)";
    button.classList.toggle("on", on);
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
    const empty = byId("empty");
    empty.hidden = this.kind !== "streams" || this.rows.items.length > 0;
    if (empty.hidden) {
      return;
    }
    const { state } = this.store;
    const filtered = state.filters.some(each => each.on) || state.base !== null;
    const text = state.mark !== null ? "Cleared. New lines appear here."
      : filtered ? "No line matches in this range." : "Nothing has arrived yet.";
    const hint = "FAPILOG_SINKS='loki://" + location.host + "?labels=app=myapi,env=dev'";
    empty.replaceChildren(el("p", {}, text),
      ...(filtered || state.mark !== null ? [] : [el("p", { class: "dim" }, "Start an application with"), el("pre", { class: "code" }, hint)]));
  }

  /** The names of the fields of the last lines. */
  seenNames() {
    const names = this.rows.items.slice(-100).flatMap(each => fieldsOf(each).map(field => field.name));
    return [...new Set(names)].filter(each => !this.filters.labels.has(each)).slice(0, 200);
  }
}

/** Closes open menus when something else is clicked. */
function closeMenusOutside() {
  addEventListener("click", event => {
    document.querySelectorAll("details.menu[open]").forEach(each => {
      if (!each.contains(/** @type {Node} */ (event.target))) {
        each.removeAttribute("open");
      }
    });
  });
}

void new Page().start();
