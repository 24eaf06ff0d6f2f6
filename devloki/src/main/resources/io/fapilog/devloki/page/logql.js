/**
 * LogQL from filters, and filters from LogQL. No DOM here.
 *
 * @typedef {"label" | "line" | "meta" | "field"} Kind of what a filter is about: a label of the stream, the text of the
 *   line, structured metadata, or a field of the JSON line
 * @typedef {{kind: Kind, name: string, op: string, value: string, on: boolean}} Filter the name is empty for lines
 */

/** Selects every stream: Loki gives each a service name. */
export const EVERYTHING = '{service_name=~".+"}';

const COMPARISONS = [">", ">=", "<", "<=", "=="];

/**
 * A string of LogQL.
 * @param {string} text
 */
export function quote(text) {
  const whole = text.replace(/\p{Surrogate}/gu, "\ufffd");
  if (/["\\]/.test(whole) && !/[`\u0000-\u001f\u007f]/.test(whole)) {
    return "`" + whole + "`";
  }
  return JSON.stringify(whole);
}

/**
 * A filter as it stands in a query.
 * @param {Filter} filter
 */
export function filterText(filter) {
  const value = COMPARISONS.includes(filter.op) ? filter.value : quote(filter.value);
  switch (filter.kind) {
    case "label":
      return filter.name + filter.op + value;
    case "line":
      return filter.op + " " + value;
    default:
      return "| " + filter.name + filter.op + value;
  }
}

/** @param {Filter} filter of a label */
function selects(filter) {
  try {
    switch (filter.op) {
      case "=":
        return filter.value !== "";
      case "!=":
        return filter.value === "";
      case "=~":
        return !new RegExp("^(?:" + filter.value + ")$").test("");
      default:
        return new RegExp("^(?:" + filter.value + ")$").test("");
    }
  } catch {
    return true;
  }
}

/**
 * The query of all filters that are on.
 * @param {Filter[]} filters
 */
export function build(filters) {
  const labels = filters.filter(each => each.on && each.kind === "label");
  const matchers = labels.map(filterText);
  if (!labels.some(selects)) {
    matchers.unshift('service_name=~".+"');
  }
  return "{" + matchers.join(", ") + "}" + stages(filters.filter(each => each.kind !== "label"), false);
}

/**
 * A query written by hand with the filters that are on.
 * @param {string} base a log query
 * @param {Filter[]} filters
 */
export function extend(base, filters) {
  // A filter after the selector sees the labels of the stream too.
  const added = filters.map(each => (each.kind === "label" ? { ...each, kind: /** @type {Kind} */ ("meta") } : each));
  return base + stages(added, /\|\s*json\b/.test(base));
}

/**
 * @param {Filter[]} filters
 * @param {boolean} parsed whether the line is parsed already
 */
function stages(filters, parsed) {
  const on = filters.filter(each => each.on);
  const of = (/** @type {Kind} */ kind) => on.filter(each => each.kind === kind).map(filterText);
  const fields = of("field");
  const json = fields.length > 0 && !parsed ? ["| json"] : [];
  return [...of("line"), ...of("meta"), ...json, ...fields].map(each => " " + each).join("");
}

/** @param {string} query */
export function isLogQuery(query) {
  return query.trimStart().startsWith("{");
}

/**
 * Whether a text that was typed is LogQL and not a text to search for.
 * @param {string} text
 */
export function looksLikeLogQl(text) {
  return /^\s*(\{|[a-z_]+\s*(by|without)?\s*\(|\(|-?\d+(\.\d+)?\s*$)/.test(text);
}

/** Reads the part of LogQL that filters can express. */
class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /**
   * What matches at this place, after white space; null if nothing does.
   * @param {RegExp} pattern sticky
   */
  take(pattern) {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) {
      this.at += match[0].length;
    }
    return match;
  }

  /** A string, or null. */
  string() {
    const raw = this.take(/\s*`([^`]*)`/y);
    if (raw) {
      return raw[1];
    }
    const quoted = this.take(/\s*("(?:[^"\\\n]|\\.)*")/y);
    return quoted ? unquote(quoted[1]) : null;
  }
}

/** @param {string} quoted */
function unquote(quoted) {
  try {
    return /** @type {string} */ (JSON.parse(quoted));
  } catch {
    return null;
  }
}

/**
 * The filters of a query, or null if filters cannot express it.
 * @param {string} query
 * @returns {Filter[] | null}
 */
export function parse(query) {
  const reader = new Reader(query);
  const filters = matchers(reader);
  let kind = /** @type {Kind} */ ("meta");
  while (filters && !reader.take(/\s*$/y)) {
    if (reader.take(/\s*\|\s*json\s*(?=$|\||!)/y)) {
      kind = "field";
      continue;
    }
    const next = stage(reader, kind);
    if (!next) {
      return null;
    }
    filters.push(next);
  }
  // The selector of everything is not a filter.
  return filters && filters.filter(each => each.kind !== "label" || filterText(each) !== 'service_name=~".+"');
}

/** @param {Reader} reader */
function matchers(reader) {
  if (!reader.take(/\s*\{/y)) {
    return null;
  }
  /** @type {Filter[]} */
  const found = [];
  do {
    const name = reader.take(/\s*([A-Za-z_]\w*)\s*(=~|!~|!=|=)/y);
    const value = name && reader.string();
    if (!name || value === null) {
      return null;
    }
    found.push({ kind: "label", name: name[1], op: name[2], value, on: true });
  } while (reader.take(/\s*,(?!\s*\})/y));
  return reader.take(/\s*,?\s*\}/y) ? found : null;
}

/**
 * @param {Reader} reader
 * @param {Kind} kind of the fields
 * @returns {Filter | null}
 */
function stage(reader, kind) {
  const line = reader.take(/\s*(\|=|\|~|!=|!~)/y);
  if (line) {
    const value = reader.string();
    return value === null || continues(reader) ? null : { kind: "line", name: "", op: line[1], value, on: true };
  }
  const field = reader.take(/\s*\|\s*([A-Za-z_]\w*)\s*(=~|!~|!=|==|>=|<=|=|>|<)/y);
  if (!field) {
    return null;
  }
  const [, name, op] = field;
  const value = COMPARISONS.includes(op) ? (reader.take(/\s*([-+\w.]+)/y) ?? [])[1] : reader.string();
  return value == null || continues(reader) ? null : { kind, name, op, value, on: true };
}

/**
 * Whether a condition goes on.
 * @param {Reader} reader
 */
function continues(reader) {
  return reader.take(/\s*(?!$|\||!|\s)/y) !== null;
}

/** @type {Record<string, string>} */
const WORDS = {
  "=": "is",
  "!=": "is not",
  "=~": "matches",
  "!~": "does not match",
  "|=": "containing",
  "|~": "matching",
  "==": "=",
};

/**
 * Says in words what a query of filters does, a step each.
 * @param {Filter[]} filters
 * @returns {{code: string, words: string}[]}
 */
export function explain(filters) {
  const on = filters.filter(each => each.on);
  const labels = on.filter(each => each.kind === "label");
  const steps = [
    {
      code: build(labels),
      words: labels.length ? "streams whose " + labels.map(condition).join(" and ") : "all streams",
    },
  ];
  for (const each of on.filter(other => other.kind === "line")) {
    const not = each.op === "!=" ? "not containing" : each.op === "!~" ? "not matching" : WORDS[each.op];
    steps.push({ code: filterText(each), words: "lines " + not + " " + each.value });
  }
  for (const each of on.filter(other => other.kind === "meta")) {
    steps.push({ code: filterText(each), words: "whose " + condition(each) });
  }
  const fields = on.filter(each => each.kind === "field");
  if (fields.length) {
    steps.push({ code: "| json", words: "read as JSON" });
  }
  for (const each of fields) {
    steps.push({ code: filterText(each), words: "whose " + condition(each) });
  }
  return steps;
}

/** @param {Filter} filter */
export function condition(filter) {
  const subject = filter.kind === "line" ? "line" : filter.name;
  const word = filter.kind === "line" ? filter.op.replace("|=", "contains").replace("|~", "matches") : filter.op;
  return subject + " " + (WORDS[word] ?? word) + " " + (filter.value === "" ? "empty" : filter.value);
}

/**
 * Adds a filter. One with the same subject and the opposite sense is replaced; an equal one is switched on.
 * @param {Filter[]} filters
 * @param {Filter} added
 */
export function withFilter(filters, added) {
  const same = (/** @type {Filter} */ each) =>
    each.kind === added.kind && each.name === added.name && each.value === added.value;
  return [...filters.filter(each => !same(each)), added];
}

/**
 * The query of a histogram by level.
 * @param {string} query a log query
 * @param {string} step such as 15s
 */
export function countByLevel(query, step) {
  return "sum by (detected_level) (count_over_time(" + query + " | drop __error__, __error_details__ [" + step + "]))";
}

/**
 * The query that counts equal errors.
 * @param {string} query a log query
 * @param {string} range such as 3600s
 */
export function countByError(query, range) {
  return "sum by (exception_hash, exception_type) (count_over_time(" + errorsOf(query)
    + " | drop __error__, __error_details__ [" + range + "]))";
}

/**
 * The query of all lines with an exception.
 * @param {string} query a log query
 */
export function errorsOf(query) {
  return query + (/\|\s*json\b/.test(query) ? "" : " | json") + ' | exception_hash!=""';
}
