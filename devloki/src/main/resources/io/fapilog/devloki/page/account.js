/**
 * The account of a sender.
 *
 * @typedef {object} Sender
 * @property {string} name
 * @property {string} instance
 * @property {number} accepted
 * @property {number} delivered
 * @property {number} rejected
 * @property {Record<string, number>} dropped by reason
 * @property {number} waiting
 * @property {number} oldestMillis
 * @property {number} bufferBytes
 * @property {string} [lastAnswer]
 */
import { svg } from "./dom.js";
import { count } from "./text.js";

const POINTS = 90;
const WIDTH = 300;
const HEIGHT = 36;

/** @param {Sender} sender */
export function accountOf(sender) {
  const reasons = Object.entries(sender.dropped ?? {}).filter(([, n]) => n > 0);
  const dropped = reasons.reduce((sum, [, n]) => sum + n, 0);
  return {
    dropped,
    reasons: reasons.map(([reason, n]) => count(n) + " " + reason),
    trouble: dropped > 0 || sender.rejected > 0 || sender.oldestMillis > 5000,
  };
}

/**
 * The sink of a process.
 * @param {Sender} sender
 */
export function keyOf(sender) {
  return sender.instance + " " + sender.name;
}

/**
 * Adds what waits now.
 * @param {Map<string, number[]>} history
 * @param {Sender[]} senders
 */
export function remember(history, senders) {
  for (const sender of senders) {
    const points = history.get(keyOf(sender)) ?? [];
    points.push(sender.waiting);
    history.set(keyOf(sender), points.slice(-POINTS));
  }
}

/**
 * The events that wait, over time.
 * @param {number[]} points
 */
export function sparkline(points) {
  const picture = svg("svg", { viewBox: "0 0 " + WIDTH + " " + HEIGHT, class: "sparkline", role: "img",
    "aria-label": "Events that wait, at most " + count(Math.max(0, ...points)), preserveAspectRatio: "none" });
  const most = Math.max(1, ...points);
  const at = points.map((n, i) => [
    WIDTH - (points.length - 1 - i) * (WIDTH / (POINTS - 1)),
    HEIGHT - 2 - (n / most) * (HEIGHT - 6),
  ]);
  if (at.length > 0) {
    const line = at.map(each => each.map(n => n.toFixed(1)).join(",")).join(" ");
    picture.append(
      svg("polygon", { points: at[0][0].toFixed(1) + "," + HEIGHT + " " + line + " " + WIDTH + "," + HEIGHT }),
      svg("polyline", { points: line }));
  }
  return picture;
}
