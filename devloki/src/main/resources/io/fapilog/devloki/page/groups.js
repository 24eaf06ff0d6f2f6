/**
 * Equal errors. No DOM here.
 *
 * @typedef {import("./entry.js").Entry} Entry
 * @typedef {{hash: string, type: string, count: number, first: number, last: number, sample: Entry | null}} Group
 *   of equal errors; first and last are in milliseconds since 1970, zero if not known
 */

/**
 * Joins the counts of the server with the lines that are known.
 * @param {{metric: Record<string, string>, value: [number, string]}[]} counts
 * @param {Entry[]} lines with an exception_hash among their labels
 * @returns {Group[]} the most frequent first
 */
export function groupsOf(counts, lines) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const { metric, value } of counts) {
    const hash = metric.exception_hash ?? "";
    const type = metric.exception_type ?? "";
    const known = groups.get(hash);
    const count = Number(value[1]) + (known?.count ?? 0);
    groups.set(hash, { hash, type: known?.type || type, count, first: 0, last: 0, sample: null });
  }
  for (const line of lines) {
    const group = groups.get(line.labels.exception_hash);
    if (group) {
      see(group, line);
    }
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || b.last - a.last);
}

/**
 * @param {Group} group
 * @param {Entry} line
 */
function see(group, line) {
  group.first = group.first === 0 ? line.ms : Math.min(group.first, line.ms);
  if (line.ms >= group.last) {
    group.last = line.ms;
    group.sample = line;
  }
}

/**
 * Lines of a trace with the time since the first one and since the one before, in milliseconds.
 * @param {Entry[]} lines sorted by time
 */
export function withGaps(lines) {
  return lines.map((entry, i) => ({
    entry,
    offset: between(lines[0].ns, entry.ns),
    gap: i === 0 ? 0 : between(lines[i - 1].ns, entry.ns),
  }));
}

/**
 * @param {string} from
 * @param {string} to
 */
function between(from, to) {
  return Number(BigInt(to) - BigInt(from)) / 1e6;
}
