/** The counts by level, which are also filters, and the buttons that go from error to error. */
import { byId, el } from "./dom.js";
import { LEVELS } from "./entry.js";
import { count } from "./text.js";

/**
 * Shows the counts.
 * @param {Record<string, number>} totals by level
 * @param {string[]} chosen the levels that are shown alone
 * @param {(levels: string[]) => void} choose
 */
export function showLevels(totals, chosen, choose) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.level;
  const levels = LEVELS.filter(each => totals[each] > 0 || chosen.includes(each) || ["error", "warn", "info"].includes(each));
  byId("levels").replaceChildren(...levels.map(level => item(level, totals[level], chosen, choose)));
  if (focused) {
    /** @type {HTMLElement | null} */ (byId("levels").querySelector("[data-level=" + focused + "]"))?.focus();
  }
  const errors = totals.error + totals.fatal + totals.critical;
  byId("error-count").hidden = errors === 0;
  byId("error-count").textContent = count(errors);
}

/**
 * @param {string} level
 * @param {number} total
 * @param {string[]} chosen
 * @param {(levels: string[]) => void} choose
 */
function item(level, total, chosen, choose) {
  const on = chosen.includes(level);
  const next = () => choose(on ? chosen.filter(each => each !== level) : [...chosen, level]);
  return el("li", {}, el("button", {
    type: "button",
    class: "level-button level-" + level,
    "data-level": level,
    "aria-pressed": on,
    title: on ? "Show the other levels again" : "Show only " + level,
    onclick: next,
  }, el("span", { class: "name" }, level), " ", el("span", { class: "count" }, count(total))));
}
