/**
 * Stored lines, and what is in them. No DOM here.
 *
 * @typedef {object} Entry
 * @property {number} id unique in this page
 * @property {string} ns the timestamp in nanoseconds since 1970
 * @property {number} ms the timestamp in milliseconds
 * @property {string} line
 * @property {Record<string, string>} labels of the stream, of structured metadata, and what the query has parsed
 * @property {string} level in lower case
 *
 * @typedef {{name: string, text: string, type: string}} Field of a JSON line; the name is that of LogQL's json
 * @typedef {{message: string, logger: string, fields: Field[], stack: string}} Content
 */

/** The levels that Loki detects, the worst first. */
export const LEVELS = ["fatal", "critical", "error", "warn", "info", "debug", "trace", "unknown"];
const ERRORS = new Set(["fatal", "critical", "error"]);

const MESSAGES = ["message", "msg", "_message", "log"];
const LOGGERS = ["logger", "logger_name", "log_logger"];
const STACKS = ["exception_stacktrace", "stack_trace", "error_stack_trace", "stacktrace"];
const TRACES = ["trace_id", "traceId", "traceID", "traceid"];
/** What a row shows in columns of its own, or not at all. */
const SHOWN = new Set(["timestamp", "_timestamp", "time", "level", "thread", "exception_hash", "span_id", ...TRACES,
  ...MESSAGES, ...LOGGERS, ...STACKS]);

let entries = 0;

/**
 * The entries of a response of Loki, the oldest first.
 * @param {{stream: Record<string, string>, values: string[][]}[]} streams
 * @returns {Entry[]}
 */
export function entriesOf(streams) {
  const found = [];
  for (const { stream, values } of streams) {
    const level = stream.detected_level ?? "unknown";
    for (const [ns, line] of values) {
      found.push({ id: ++entries, ns, ms: Number(ns.slice(0, -6)), line, labels: stream, level });
    }
  }
  return found.sort(byTime);
}

/**
 * @param {Entry} a
 * @param {Entry} b
 */
export function byTime(a, b) {
  return compareNanos(a.ns, b.ns);
}

/**
 * @param {string} a
 * @param {string} b
 */
export function compareNanos(a, b) {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** @param {Entry} entry */
export function isError(entry) {
  return ERRORS.has(entry.level);
}

/** A number as it stands in the line, which a double may not hold. */
class NumberText {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toJSON() {
    return Number(this.text);
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {{source?: string}} [context] which not every browser gives
 */
function numbersAsWritten(name, value, context) {
  return typeof value === "number" ? new NumberText(context?.source ?? String(value)) : value;
}

/** @param {string} line */
function json(line) {
  if (!line.startsWith("{")) {
    return null;
  }
  try {
    return JSON.parse(line, numbersAsWritten);
  } catch {
    return null;
  }
}

/**
 * The fields of a line, by the names that LogQL's json gives them.
 * @param {Entry} entry
 * @returns {Field[]}
 */
export function fieldsOf(entry) {
  /** @type {Field[]} */
  const found = [];
  flatten(json(entry.line), "", found);
  return found;
}

/**
 * @param {any} value
 * @param {string} prefix
 * @param {Field[]} found
 */
function flatten(value, prefix, found) {
  if (value === null || typeof value !== "object") {
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    const name = prefix + sanitized(key, prefix === "");
    if (member instanceof NumberText) {
      found.push({ name, text: member.text, type: "number" });
    } else if (Array.isArray(member)) {
      found.push({ name, text: JSON.stringify(member), type: "array" });
    } else if (member !== null && typeof member === "object") {
      flatten(member, name + "_", found);
    } else {
      found.push({ name, text: member === null ? "" : String(member), type: member === null ? "null" : typeof member });
    }
  }
}

/**
 * A name as Loki makes it a label.
 * @param {string} key
 * @param {boolean} first
 */
function sanitized(key, first) {
  const name = key.replace(/[^A-Za-z0-9_]/g, "_");
  return first && /^\d/.test(name) ? "_" + name : name;
}

/**
 * What a row shows of an entry.
 * @param {Entry} entry
 * @returns {Content}
 */
export function contentOf(entry) {
  const fields = fieldsOf(entry);
  const first = (/** @type {string[]} */ names) => fields.find(each => names.includes(each.name))?.text ?? "";
  return {
    message: first(MESSAGES) || (fields.length ? "" : entry.line),
    logger: first(LOGGERS),
    fields,
    stack: first(STACKS),
  };
}

/**
 * The fields that a row shows after the message.
 * @param {Content} content
 * @param {string[]} columns that the row shows already
 */
export function restOf(content, columns) {
  return content.fields.filter(each => !SHOWN.has(each.name) && !columns.includes(each.name));
}

/**
 * The value of a column.
 * @param {Entry} entry
 * @param {Content} content
 * @param {string} name
 */
export function columnOf(entry, content, name) {
  return content.fields.find(each => each.name === name)?.text ?? entry.labels[name] ?? "";
}

/**
 * The trace id of an entry, or nothing.
 * @param {Entry} entry
 * @param {Field[]} fields
 */
export function traceOf(entry, fields) {
  for (const name of TRACES) {
    const value = entry.labels[name] ?? fields.find(each => each.name === name)?.text;
    if (value) {
      return value;
    }
  }
  return "";
}

/** @param {string} name */
export function isTraceName(name) {
  return TRACES.includes(name);
}

/**
 * The end of a logger's name, its packages abbreviated.
 * @param {string} logger
 * @param {number} width in characters
 */
export function abbreviated(logger, width) {
  const parts = logger.split(".");
  for (let i = 0; i < parts.length - 1 && parts.join(".").length > width; i++) {
    parts[i] = parts[i].slice(0, 1);
  }
  return parts.join(".");
}
