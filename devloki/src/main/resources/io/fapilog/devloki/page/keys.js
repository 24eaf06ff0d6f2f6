/** The keys of the page. */

/** @typedef {{keys: string[], what: string, act: () => void}} Key */

/**
 * Connects keys. They do nothing while a text is typed, or with Ctrl, Alt or the command key.
 * @param {Key[]} keys
 */
export function connectKeys(keys) {
  addEventListener("keydown", event => {
    const element = /** @type {HTMLElement} */ (event.target);
    const typing = element.closest("input, textarea, select, dialog") !== null;
    if (event.ctrlKey || event.altKey || event.metaKey || (typing && event.key !== "Escape")) {
      return;
    }
    const found = keys.find(each => each.keys.includes(event.key));
    if (found && !(event.key === "Escape" && typing)) {
      event.preventDefault();
      found.act();
    }
  });
}

/**
 * Moves the selection of the list with the keys of a list box.
 * @param {import("./list.js").List} list
 */
export function connectListKeys(list) {
  /** @type {Record<string, () => void>} */
  const acts = {
    ArrowDown: () => list.move(1),
    ArrowUp: () => list.move(-1),
    PageDown: () => list.move(list.page()),
    PageUp: () => list.move(-list.page()),
    Home: () => list.move(-Infinity),
    End: () => list.follow(true),
    Enter: () => list.selected && list.select(list.selected, true),
  };
  list.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const act = event.target === list.element && acts[event.key];
    if (act && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      act();
    }
  });
}
