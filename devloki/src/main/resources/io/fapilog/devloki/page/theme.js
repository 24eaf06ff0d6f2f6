/** Dark or light: as the system says, until the reader chooses. */
const KEY = "fapilog.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** @type {(() => void)[]} */
const listeners = [];

function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function apply() {
  document.documentElement.dataset.theme = chosen() ?? (system.matches ? "dark" : "light");
  listeners.forEach(each => each());
}

/** Changes between dark and light, and remembers it. */
export function switchTheme() {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem(KEY, next);
    apply();
  } catch {
    document.documentElement.dataset.theme = next;
    listeners.forEach(each => each());
  }
}

/**
 * Adds a listener to changes.
 * @param {() => void} listener
 */
export function onTheme(listener) {
  listeners.push(listener);
}

system.addEventListener("change", apply);
apply();
