/** A stack trace, folded to the application's own frames. */
import { button, copy, el, shown } from "./dom.js";
import { folded, parseStack } from "./stack.js";

/** @typedef {import("./stack.js").Section} Section */
/** @typedef {import("./stack.js").Run} Run */

/**
 * @param {string} text
 * @param {string} own the application's packages, separated by commas
 * @param {(own: string) => void} setOwn
 */
export function stackView(text, own, setOwn) {
  const sections = parseStack(text);
  const parts = sections.map((each, i) => (each.cause ? cause(each, own, i === sections.length - 1) : section(each, own)));
  const packages = el("input", {
    value: own,
    placeholder: "all but known libraries",
    "aria-label": "The application's own packages, separated by commas",
    onchange: () => setOwn(packages.value.trim()),
  });
  return el("section", { class: "stack", "aria-label": "Stack trace" },
    el("div", { class: "stack-head" },
      el("h3", {}, "Stack trace"),
      el("label", { class: "own" }, "own packages ", packages),
      button("Copy", () => void copy(text, "Stack trace"), { "aria-label": "Copy the stack trace" })),
    ...parts);
}

/**
 * @param {Section} of
 * @param {string} own
 */
function section(of, own) {
  return el("div", { class: "thrown" }, shown("pre", "thrown-head", of.head, 4000), frames(of, own));
}

/**
 * @param {Section} of
 * @param {string} own
 * @param {boolean} root whether it is the first cause
 */
function cause(of, own, root) {
  const head = shown("span", "", of.head.split("\n")[0], 300);
  return el("details", { class: "thrown cause" + (root ? " root" : "") }, el("summary", {}, head), frames(of, own));
}

/**
 * @param {Section} of
 * @param {string} own
 */
function frames(of, own) {
  return el("ol", { class: "frames" },
    ...folded(of, own).map(each => (each.own ? ownFrames(each) : [libraryFrames(each)])).flat(),
    of.more ? el("li", { class: "dim" }, of.more) : null);
}

/** @param {Run} run */
function ownFrames(run) {
  return run.frames.map(each => frame("own", each.text));
}

/** @param {Run} run */
function libraryFrames(run) {
  const of = [...new Set(run.frames.map(each => each.type.split(".").slice(0, 2).join(".")))].slice(0, 3).join(", ");
  const item = el("li", { class: "folded" });
  const open = button("⋯ " + run.frames.length + (run.frames.length === 1 ? " frame of " : " frames of ") + of, () =>
    item.replaceWith(...run.frames.map(each => frame("library", each.text))), { class: "link" });
  item.append(open);
  return item;
}

/**
 * A frame, which is not broken after "at".
 * @param {string} className
 * @param {string} text
 */
function frame(className, text) {
  return shown("li", className, text.replace(/^at /, "at\u00a0"), 1000);
}
