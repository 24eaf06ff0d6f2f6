/** Takes out what is shown: lines, query, command, address. */
import { nanos } from "./api.js";
import { byId, copy, el, toast } from "./dom.js";
import { queryOf, rangeOf } from "./state.js";
import { counted } from "./text.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./entry.js").Entry} Entry */

/**
 * Entries as JSON lines, each with its time, its labels and the line.
 * @param {Entry[]} entries
 */
export function jsonLines(entries) {
  return entries.map(({ ns, labels, line }) => JSON.stringify({ timestamp: ns, labels, line }) + "\n");
}

/**
 * A text for a POSIX shell.
 * @param {string} text
 */
export function shellQuoted(text) {
  return "'" + text.replaceAll("'", "'\\''") + "'";
}

/**
 * The command that runs the query of a state.
 * @param {State} state
 * @param {string} origin of the server
 * @param {number} now
 */
export function curl(state, origin, now) {
  const range = rangeOf(state, now);
  return "curl -G " + shellQuoted(origin + "/loki/api/v1/query_range")
    + " --data-urlencode " + shellQuoted("query=" + queryOf(state))
    + " -d start=" + nanos(range.from) + " -d end=" + nanos(range.to) + " -d limit=1000";
}

/**
 * Connects the menu.
 * @param {() => State} state
 * @param {() => Entry[]} entries
 */
export function connectExport(state, entries) {
  const menu = byId("export");
  /** @type {Record<string, () => void>} */
  const acts = {
    lines: () => download(entries()),
    logql: () => void copy(queryOf(state()), "LogQL"),
    curl: () => void copy(curl(state(), location.origin, Date.now()), "Command"),
    link: () => void copy(location.href, "Link"),
  };
  menu.addEventListener("click", (/** @type {Event} */ event) => {
    const act = acts[/** @type {HTMLElement} */ (event.target).dataset.export ?? ""];
    if (act) {
      act();
      menu.open = false;
    }
  });
}

/** @param {Entry[]} entries */
function download(entries) {
  const address = URL.createObjectURL(new Blob(jsonLines(entries), { type: "application/x-ndjson" }));
  el("a", { href: address, download: "devloki.jsonl" }).click();
  URL.revokeObjectURL(address);
  toast(counted(entries.length, "line") + " exported");
}
