/** Text that comes from logs: shown as it is, whatever it contains. No DOM here except in {@link showText}. */

/** Characters that would act instead of being seen: controls, marks of direction, characters without width. */
const ACTING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/**
 * A visible name of a character that would act: the picture of a control, else its number.
 * @param {string} character
 */
export function nameOf(character) {
  const code = /** @type {number} */ (character.codePointAt(0));
  if (code < 0x20) {
    return String.fromCharCode(0x2400 + code);
  }
  return code === 0x7f ? "\u2421" : "U+" + code.toString(16).toUpperCase().padStart(4, "0");
}

/**
 * Splits a text into plain pieces and characters that are shown by name.
 * @param {string} text
 * @returns {{text: string, named: boolean}[]}
 */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(ACTING)) {
    if (match.index > end) {
      found.push({ text: text.slice(end, match.index), named: false });
    }
    found.push({ text: nameOf(match[0]), named: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) {
    found.push({ text: text.slice(end), named: false });
  }
  return found;
}

/**
 * Appends a text to an element.
 * @param {HTMLElement} element
 * @param {string} text
 * @param {number} [limit] the most characters
 */
export function showText(element, text, limit = Infinity) {
  const shown = text.length > limit ? text.slice(0, limit) : text;
  for (const piece of pieces(shown)) {
    if (piece.named) {
      const name = document.createElement("span");
      name.className = "named";
      name.textContent = piece.text;
      element.append(name);
    } else {
      element.append(piece.text);
    }
  }
  if (shown !== text) {
    element.append("…");
  }
  return element;
}

/**
 * A text on one line.
 * @param {string} text
 */
export function oneLine(text) {
  return text.replace(/\r?\n/g, " \u21b5 ").replace(/\t/g, " ");
}

const two = (/** @type {number} */ n) => String(n).padStart(2, "0");

/**
 * The local time of day with milliseconds.
 * @param {number} ms since 1970
 */
export function timeOfDay(ms) {
  const date = new Date(ms);
  return clock(date) + "." + String(date.getMilliseconds()).padStart(3, "0");
}

/** @param {Date} date */
function clock(date) {
  return two(date.getHours()) + ":" + two(date.getMinutes()) + ":" + two(date.getSeconds());
}

/**
 * The local date and time; the date is left out if it is today.
 * @param {number} ms since 1970
 * @param {boolean} [seconds] false for hours and minutes alone
 */
export function dateAndTime(ms, seconds = true) {
  const date = new Date(ms);
  const day = date.getFullYear() + "-" + two(date.getMonth() + 1) + "-" + two(date.getDate());
  const time = seconds ? clock(date) : clock(date).slice(0, 5);
  return date.toDateString() === new Date().toDateString() ? time : day + " " + time;
}

/**
 * A duration in its natural unit.
 * @param {number} ms
 */
export function duration(ms) {
  const steps = /** @type {[number, string][]} */ ([[86400000, "d"], [3600000, "h"], [60000, "min"], [1000, "s"]]);
  for (const [size, unit] of steps) {
    if (ms >= size) {
      const value = ms / size;
      return (value < 10 ? Number(value.toFixed(2)) : Math.round(value)) + " " + unit;
    }
  }
  return (ms < 10 ? Number(ms.toFixed(2)) : Math.round(ms)) + " ms";
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) {
    return bytes + " B";
  }
  return bytes < 1024 * 1024 ? (bytes / 1024).toFixed(1) + " KiB" : (bytes / 1024 / 1024).toFixed(1) + " MiB";
}

/** @param {number} n */
export function count(n) {
  return n.toLocaleString("en");
}

/**
 * A count with its noun.
 * @param {number} n
 * @param {string} noun in the singular
 * @param {string} [plural]
 */
export function counted(n, noun, plural = noun + "s") {
  return count(n) + " " + (n === 1 ? noun : plural);
}
