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

/** Paths on a square of 16. */
const ICONS = {
  column: "M2.5 3.5h11v9h-11z M6.5 3.5v9 M9.5 3.5v9",
  copy: "M5.5 5.5h8v8h-8z M10.5 5.5v-3h-8v8h3",
  plus: "M8 3.5v9 M3.5 8h9",
  minus: "M3.5 8h9",
};

/**
 * A button with a picture.
 * @param {keyof typeof ICONS} picture
 * @param {() => void} act
 * @param {Record<string, any>} options as for {@link el}, with an aria-label
 */
export function iconButton(picture, act, options) {
  const result = button("", act, options);
  result.append(svg("svg", { viewBox: "0 0 16 16", class: "picture", "aria-hidden": "true" },
    svg("path", { d: ICONS[picture] })));
  return result;
}

/**
 * Creates an element of a picture.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...Element} children
 */
export function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
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
