/** The keys, and LogQL by example. */
import { button, byId, el } from "./dom.js";

const EXAMPLES = [
  ['{service_name=~".+"}', "every line"],
  ['{service_name=~".+"} |= "order"', "lines that contain a text"],
  ['{service_name=~".+"} | detected_level="error"', "errors, as the server detects them"],
  ['{service_name=~".+"} | json | exception_hash!=""', "lines with an exception: fields of the line follow | json"],
  ["sum by (detected_level) (count_over_time({service_name=~\".+\"}[1m]))", "how many lines a minute, by level"],
  ["sum by (service_name) (rate({service_name=~\".+\"} | detected_level=\"error\" [5m]))", "errors a second, by service"],
  ["quantile_over_time(0.95, {service_name=~\".+\"} | json | unwrap millis | __error__=\"\" [1m]) by (service_name)",
    "the 95th percentile of a field"],
];

/**
 * Fills the dialog.
 * @param {import("./keys.js").Key[]} keys
 * @param {(query: string) => void} run
 */
export function connectHelp(keys, run) {
  const dialog = byId("help-dialog");
  const close = () => dialog.close();
  const rows = keys.map(({ keys: names, what }) => el("div", {},
    el("dt", {}, ...names.map(each => el("kbd", {}, each === "Escape" ? "Esc" : each))), el("dd", {}, what)));
  const examples = EXAMPLES.map(([query, what]) => el("li", {},
    button(query, () => {
      close();
      run(query);
    }, { class: "example", title: "Run this query" }),
    el("span", { class: "dim" }, what)));
  dialog.replaceChildren(
    el("div", { class: "panel-head" }, el("h2", { id: "help-title" }, "Keys and LogQL"),
      button("✕", close, { class: "icon", "aria-label": "Close" })),
    el("div", { class: "help-body", tabindex: "0", role: "region", "aria-label": "Keys and LogQL" },
      el("dl", { class: "keys" }, ...rows),
      el("h3", {}, "LogQL by example"),
      el("ul", { class: "examples" }, ...examples)));
  byId("help").addEventListener("click", () => showHelp());
}

/** Opens the dialog. */
export function showHelp() {
  byId("help-dialog").showModal();
}
