/** The bar at the top, the head of the list, and what stands in place of an empty list. */
import { byId, el } from "./dom.js";
import { isLive, rangeOf, RANGES } from "./state.js";
import { dateAndTime } from "./text.js";

/** @typedef {import("./state.js").State} State */

/**
 * Shows the range of time.
 * @param {State} state
 */
export function showRange(state) {
  const live = isLive(state);
  const ranges = RANGES.includes(state.since) ? RANGES : [...RANGES, state.since];
  const range = rangeOf(state, Date.now());
  const fixed = dateAndTime(range.from) + " – " + dateAndTime(range.to);
  byId("range").replaceChildren(
    ...(live ? [] : [el("option", { value: "", selected: true, hidden: true }, fixed)]),
    ...ranges.map(each => el("option", { value: each, selected: live && each === state.since }, "Last " + each)));
  byId("zoom-out").hidden = live && state.mark === null;
  byId("zoom-out").textContent = live ? "Show cleared" : "Back to live";
}

/**
 * Shows whether the list follows the newest line.
 * @param {boolean} live whether there can be new lines
 * @param {boolean} following
 */
export function showFollowing(live, following) {
  const button = byId("follow");
  const on = live && following;
  button.disabled = !live;
  button.textContent = live ? (on ? "Live" : "Paused") : "Fixed";
  button.setAttribute("aria-pressed", String(on));
  button.title = on ? "Pause (f)" : "Follow the newest line (f)";
  button.classList.toggle("on", on);
}

/**
 * Shows the head of the list.
 * @param {string[]} columns
 * @param {(name: string) => void} remove
 */
export function showHead(columns, remove) {
  const head = (/** @type {string} */ text) => el("span", {}, text);
  byId("list-head").replaceChildren(head("Time"), head("Level"), head("Logger"),
    ...columns.map(each => el("span", { class: "column" }, el("span", {}, each), el("button", {
      type: "button",
      title: "Remove the column",
      "aria-label": "Remove the column " + each,
      onclick: () => remove(each),
    }, "✕"))),
    head("Message"));
}

/**
 * Says why there is nothing.
 * @param {State} state
 * @param {boolean} empty
 */
export function showEmpty(state, empty) {
  const place = byId("empty");
  place.hidden = !empty;
  if (!empty) {
    return;
  }
  if (state.mark !== null) {
    place.replaceChildren(el("p", {}, "Cleared. New lines appear here; the data stays on the server."));
  } else if (state.filters.some(each => each.on) || state.base !== null || !isLive(state)) {
    place.replaceChildren(el("p", {}, "No line matches in this range."));
  } else {
    place.replaceChildren(
      el("p", {}, "Nothing has arrived yet."),
      el("p", { class: "dim" }, "Start an application with"),
      el("pre", { class: "code" }, "FAPILOG_SINKS='loki://" + location.host + "?labels=app=myapi,env=dev'"));
  }
}

/** Closes open menus when something else is clicked. */
export function closeMenusOutside() {
  addEventListener("click", event => {
    document.querySelectorAll("details.menu[open]").forEach(each => {
      if (!each.contains(/** @type {Node} */ (event.target))) {
        each.removeAttribute("open");
      }
    });
  });
}
