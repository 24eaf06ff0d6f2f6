/** The query: as LogQL that can be edited, as filters that can be switched off, and in words. */
import { labelNames, labelValues, ServerError } from "./api.js";
import { announce, button, byId, el, shown } from "./dom.js";
import { condition, explain, filterText, isLogQuery, looksLikeLogQl, withFilter } from "./logql.js";
import { queryOf, withQuery } from "./state.js";

/** @typedef {import("./logql.js").Filter} Filter */
/** @typedef {import("./logql.js").Kind} Kind */
/** @typedef {import("./store.js").Store} Store */

export class Filters {
  /**
   * @param {Store} store
   * @param {(run: boolean) => void} run runs the query again
   */
  constructor(store, run) {
    this.store = store;
    this.editor = byId("query");
    /** Whether there is a text that was not run yet. */
    this.typing = false;
    /** The names of the labels of streams, as far as they are known. @type {Set<string>} */
    this.labels = new Set();
    byId("query-form").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.submit();
      run(true);
    });
    this.editor.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.key(event));
    this.editor.addEventListener("input", () => {
      this.typing = true;
      this.fit();
    });
    this.listenToForm();
    store.onChange(() => this.show());
    this.show();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("query-form").requestSubmit();
    } else if (event.key === "Escape") {
      this.typing = false;
      this.show();
      this.editor.blur();
    }
  }

  submit() {
    const text = this.editor.value.trim();
    this.typing = false;
    const { state } = this.store;
    if (text !== "" && !looksLikeLogQl(text)) {
      this.add({ kind: "line", name: "", op: "|=", value: text, on: true });
    } else if (text !== queryOf(state)) {
      this.store.update(withQuery({ ...state, line: null }, text));
    }
  }

  /** @param {Filter} filter */
  add(filter) {
    const { state } = this.store;
    const base = state.base !== null && !isLogQuery(state.base) ? null : state.base;
    this.store.update({ base, filters: withFilter(state.filters, filter) });
    announce("Filter added: " + condition(filter));
  }

  /**
   * Adds a filter by name. A name that is a label of streams goes into the selector.
   * @param {string} name
   * @param {string} op
   * @param {string} value
   * @param {Kind} [kind]
   */
  addNamed(name, op, value, kind) {
    this.add({ kind: kind ?? (this.labels.has(name) ? "label" : name === "detected_level" ? "meta" : "field"), name, op, value, on: true });
  }

  /**
   * Shows these levels alone.
   * @param {string[]} levels none for all
   */
  setLevels(levels) {
    const { state } = this.store;
    const rest = state.filters.filter(each => each.name !== "detected_level");
    const filter = /** @type {Filter} */ (
      { kind: "meta", name: "detected_level", op: levels.length > 1 ? "=~" : "=", value: levels.join("|"), on: true });
    const base = state.base !== null && !isLogQuery(state.base) ? null : state.base;
    this.store.update({ base, filters: levels.length ? [...rest, filter] : rest });
  }

  /** The levels that are shown alone. */
  levels() {
    const found = this.store.state.filters.find(each => each.on && each.name === "detected_level" && /^=~?$/.test(each.op));
    return found ? found.value.split("|") : [];
  }

  show() {
    const { state } = this.store;
    const query = queryOf(state);
    if (!this.typing) {
      this.editor.value = query;
    }
    this.fit();
    byId("filters").replaceChildren(...state.filters.map((each, i) => this.chip(each, i)));
    this.showWords(state.base === null ? explain(state.filters) : []);
  }

  /** Makes the editor as high as its text. */
  fit() {
    this.editor.style.height = "auto";
    this.editor.style.height = Math.min(160, this.editor.scrollHeight + 2) + "px";
  }

  /**
   * @param {Filter} filter
   * @param {number} index
   */
  chip(filter, index) {
    const words = condition(filter);
    const change = (/** @type {Filter[]} */ filters) => this.store.update({ filters });
    const { filters } = this.store.state;
    const label = shown("span", "", words, 60);
    const toggle = button("", () => change(filters.with(index, { ...filter, on: !filter.on })), {
      class: "toggle",
      "aria-pressed": filter.on,
      title: filterText(filter).slice(0, 500) + (filter.on ? " – click to switch off" : " – click to switch on"),
    });
    toggle.append(label);
    const remove = button("✕", () => change(filters.toSpliced(index, 1)), {
      class: "remove",
      "aria-label": "Remove the filter " + words.slice(0, 80),
    });
    return el("li", { class: "chip" + (filter.on ? "" : " off") + (/^!/.test(filter.op) ? " not" : "") }, toggle, remove);
  }

  /** @param {{code: string, words: string}[]} steps */
  showWords(steps) {
    const parts = steps.flatMap((each, i) => [
      i > 0 ? el("span", { class: "arrow", "aria-hidden": "true" }, "→") : null,
      shown("span", "step", each.words, 100),
    ]);
    byId("explained").replaceChildren(...parts.filter(each => each !== null));
  }

  /** @param {ServerError | null} error */
  showError(error) {
    const place = byId("query-error");
    const text = error ? this.located(error.message) : "";
    place.hidden = text === "";
    if (place.textContent !== text) {
      place.textContent = text;
    }
    this.editor.toggleAttribute("aria-invalid", error !== null);
    if (error) {
      this.editor.setAttribute("aria-invalid", "true");
    }
  }

  /**
   * An error below the place that it names.
   * @param {string} message
   */
  located(message) {
    const at = /at line (\d+), col (\d+)/.exec(message);
    const line = at && queryOf(this.store.state).split("\n")[Number(at[1]) - 1];
    if (!at || line == null) {
      return message;
    }
    const column = Math.max(0, Number(at[2]) - 1);
    const start = Math.max(0, column - 60);
    return line.slice(start, column + 40) + "\n" + " ".repeat(column - start) + "^ " + message;
  }

  listenToForm() {
    const menu = byId("add-filter");
    const form = menu.querySelector("form");
    menu.addEventListener("toggle", () => menu.open && this.offerNames());
    form.elements.name.addEventListener("change", () => this.offerValues(form.elements.name.value));
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const name = form.elements.name.value.trim();
      if (/^[A-Za-z_]\w*$/.test(name)) {
        this.addNamed(name, form.elements.op.value, form.elements.value.value);
        menu.open = false;
        form.reset();
      }
    });
  }

  /** Learns the labels of streams. */
  async learnLabels() {
    this.labels = new Set(await labelNames().catch(() => []));
  }

  async offerNames() {
    await this.learnLabels();
    const names = [...this.labels, ...this.seenNames()];
    byId("field-names").replaceChildren(...names.map(each => el("option", { value: each })));
  }

  /** The names of fields that rows contain; replaced by the page. */
  seenNames() {
    return /** @type {string[]} */ ([]);
  }

  /** @param {string} name */
  async offerValues(name) {
    const values = this.labels.has(name) ? await labelValues(name).catch(() => []) : [];
    byId("field-values").replaceChildren(...values.slice(0, 200).map(each => el("option", { value: each })));
  }
}
