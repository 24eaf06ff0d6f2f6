/** The panel that shows one line: every field with what can be done with it. */
import { button, copy, el, iconButton, shown } from "./dom.js";
import { contentOf, isTraceName, traceOf } from "./entry.js";
import { stackView } from "./stackview.js";
import { dateAndTime, size } from "./text.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./entry.js").Field} Field */
/** @typedef {import("./logql.js").Kind} Kind */
/** @typedef {{name: string, text: string, kind: Kind, filterName: string, type: string}} Row */
/**
 * @typedef {object} Actions
 * @property {(name: string, op: string, value: string, kind: Kind) => void} filter
 * @property {(name: string) => void} column
 * @property {(name: string) => boolean} isColumn
 * @property {(name: string) => boolean} isLabel whether it is a label of streams
 * @property {(id: string) => void} trace
 * @property {(hash: string) => void} group
 * @property {() => string} own the application's packages
 * @property {(own: string) => void} setOwn
 */

const FIRST_FIELDS = 60;
const FIRST_CHARACTERS = 8000;
const HIDDEN = /^(__error|exception_stacktrace$|stack_trace$)/;

/** What the query has parsed from a broken line. */
const ABOUT_PARSING = /^__/;

/**
 * The fields of an entry: labels first, then metadata, then what is in the line.
 * @param {Entry} entry
 * @param {Field[]} fields
 * @param {(name: string) => boolean} isLabel
 * @returns {{title: string, rows: Row[]}[]}
 */
export function sections(entry, fields, isLabel) {
  const inLine = new Set(fields.map(each => each.name));
  const labels = Object.entries(entry.labels).filter(([name]) => !ABOUT_PARSING.test(name));
  const row = (/** @type {string} */ name, /** @type {string} */ text, /** @type {Kind} */ kind) =>
    ({ name, text, kind, filterName: name, type: "string" });
  const stream = labels.filter(([name]) => isLabel(name)).map(([name, text]) => row(name, text, "label"));
  const meta = labels
    .filter(([name]) => !isLabel(name) && !inLine.has(name) && !name.endsWith("_extracted"))
    .map(([name, text]) => row(name, text, "meta"));
  const line = fields
    .filter(each => !HIDDEN.test(each.name))
    .map(each => ({ ...each, kind: /** @type {Kind} */ ("field"), filterName: filterName(each, isLabel, meta) }));
  return [
    { title: "Line", rows: line },
    { title: "Structured metadata", rows: meta },
    { title: "Labels of the stream", rows: stream },
  ].filter(each => each.rows.length > 0);
}

/**
 * Loki adds a suffix to a field whose name is taken.
 * @param {Field} field
 * @param {(name: string) => boolean} isLabel
 * @param {Row[]} meta
 */
function filterName(field, isLabel, meta) {
  const taken = isLabel(field.name) || meta.some(each => each.name === field.name);
  return taken ? field.name + "_extracted" : field.name;
}

/**
 * @param {HTMLElement} body
 * @param {Entry | null} entry
 * @param {Actions} actions
 */
export function showEvent(body, entry, actions) {
  if (!entry) {
    body.replaceChildren(el("p", { class: "dim" }, "Choose a line of the list."));
    return;
  }
  const content = contentOf(entry);
  const parts = [head(entry, content), long("message", content.message || entry.line)];
  const hash = content.fields.find(each => each.name === "exception_hash")?.text;
  const trace = traceOf(entry, content.fields);
  parts.push(el("div", { class: "actions" },
    trace ? button("Show trace", () => actions.trace(trace), { class: "primary", title: "Everything of this trace (t)" }) : null,
    hash ? button("Equal errors", () => actions.group(hash)) : null,
    button("Copy line", () => void copy(entry.line, "Line"))));
  if (content.stack) {
    parts.push(stackView(content.stack, actions.own(), actions.setOwn));
  }
  for (const { title, rows } of sections(entry, content.fields, actions.isLabel)) {
    parts.push(el("h3", {}, title), table(title, rows, actions));
  }
  body.replaceChildren(...parts);
}

/**
 * @param {Entry} entry
 * @param {import("./entry.js").Content} content
 */
function head(entry, content) {
  const nanos = entry.ns.slice(-9);
  return el("p", { class: "event-head" },
    el("span", { class: "tag level-" + entry.level }, entry.level.toUpperCase()),
    el("time", { class: "mono", datetime: new Date(entry.ms).toISOString() }, dateAndTime(entry.ms) + "." + nanos),
    shown("span", "dim", content.logger, 200));
}

/**
 * A text, of which the start is shown at first.
 * @param {string} className
 * @param {string} text
 */
export function long(className, text) {
  const place = shown("pre", className, text, FIRST_CHARACTERS);
  if (text.length <= FIRST_CHARACTERS) {
    return place;
  }
  const all = button("Show all " + size(new TextEncoder().encode(text).length), () =>
    box.replaceChildren(shown("pre", className, text)));
  const box = el("div", {}, place, all);
  return box;
}

/**
 * @param {string} title
 * @param {Row[]} rows
 * @param {Actions} actions
 */
function table(title, rows, actions) {
  const body = el("tbody", {}, ...rows.slice(0, FIRST_FIELDS).map(each => fieldRow(each, actions)));
  const result = el("table", { class: "fields", "aria-label": title }, body);
  if (rows.length <= FIRST_FIELDS) {
    return result;
  }
  const rest = rows.length - FIRST_FIELDS;
  const more = button("Show " + rest + " more fields", () => {
    body.append(...rows.slice(FIRST_FIELDS).map(each => fieldRow(each, actions)));
    more.remove();
  });
  return el("div", {}, result, more);
}

/**
 * @param {Row} row
 * @param {Actions} actions
 */
function fieldRow(row, actions) {
  const value = shown("td", "value type-" + row.type, row.text === "" ? "" : row.text, 2000);
  if (isTraceName(row.name)) {
    value.replaceChildren();
    const link = button("", () => actions.trace(row.text), { class: "link", title: "Everything of this trace" });
    link.append(shown("span", "", row.text, 200));
    value.append(link);
  }
  const name = shown("th", "", row.name, 120);
  name.scope = "row";
  return el("tr", {}, name, value, el("td", { class: "does" }, ...fieldButtons(row, actions)));
}

/**
 * @param {Row} row
 * @param {Actions} actions
 */
function fieldButtons(row, actions) {
  const what = row.name.slice(0, 60) + " " + row.text.slice(0, 60);
  const filters = (/** @type {boolean} */ not) => {
    if (row.type === "array") {
      actions.filter("", not ? "!=" : "|=", row.text, "line");
    } else {
      actions.filter(row.filterName, not ? "!=" : "=", row.text, row.kind);
    }
  };
  const isColumn = actions.isColumn(row.name);
  return [
    iconButton("plus", () => filters(false), { title: "Show only lines with this value", "aria-label": "Filter for " + what }),
    iconButton("minus", () => filters(true), { title: "Exclude lines with this value", "aria-label": "Exclude " + what }),
    iconButton("column", () => actions.column(row.name), {
      title: isColumn ? "Remove the column" : "Show as a column",
      "aria-label": "Column " + row.name,
      "aria-pressed": isColumn,
    }),
    iconButton("copy", () => void copy(row.text, "Value"), { title: "Copy the value", "aria-label": "Copy " + what }),
  ];
}
