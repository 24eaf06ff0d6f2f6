/** Elements of the page. */
import { showText } from "./text.js";

/**
 * The element with an id.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Creates an element. Texts become text nodes; nothing is ever read as HTML.
 * @param {string} tag
 * @param {Record<string, any>} [options] properties whose name begins with "on" are listeners, "class" is the class
 *   name, and everything else is an attribute; false, null and undefined leave it out
 * @param {...(Node | string | null | undefined)} children
 * @returns {any}
 */
export function el(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter(each => each !== null && each !== undefined));
  return element;
}

/**
 * Creates an element with a text that comes from a log.
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 * @param {number} [limit] the most characters
 * @returns {any}
 */
export function shown(tag, className, text, limit) {
  return showText(el(tag, { class: className }), text, limit);
}

/**
 * A button.
 * @param {string} text
 * @param {() => void} act
 * @param {Record<string, any>} [options] as for {@link el}
 */
export function button(text, act, options = {}) {
  return el("button", { type: "button", onclick: act, ...options }, text);
}

/**
 * Says something to those who do not see the page.
 * @param {string} text
 */
export function announce(text) {
  byId("announcer").textContent = text;
}

let toastTimer = 0;

/**
 * Shows a short message, and says it.
 * @param {string} text
 */
export function toast(text) {
  const element = byId("toast");
  element.textContent = text;
  element.hidden = false;
  announce(text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (element.hidden = true), 2500);
}

/**
 * Copies a text.
 * @param {string} text
 * @param {string} what is copied
 */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(what + " copied");
  } catch {
    toast("The browser does not allow to copy");
  }
}

/**
 * Runs a function with each frame at most once.
 * @param {() => void} act
 */
export function oncePerFrame(act) {
  let waiting = false;
  return () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        act();
      });
    }
  };
}

/**
 * The value of a colour of the style sheet.
 * @param {string} name
 */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}
