/** The panel of what ships to the server: the senders' accounts, the refused events, and faults to switch on. */
import { own, request } from "./api.js";
import { announce, button, byId, el, shown, toast } from "./dom.js";
import { long } from "./event.js";
import { contentOf } from "./entry.js";
import { accountOf, keyOf, remember, sparkline } from "./account.js";
import { count, counted, dateAndTime, duration, oneLine, size } from "./text.js";

/** @typedef {import("./account.js").Sender} Sender */
/** @typedef {{time: string, status: number, reason: string, labels: Record<string, string>, line: string}} Refused */
/** @typedef {{id: string, text: string, remainingMillis: number | null, remainingCount?: number, hits: number}} Fault */

const EVERY = 1000;
const EVERY_IN_BACKGROUND = 4000;
const MOST_REFUSED = 50;
const FAULTS = [
  { text: "429 for 30s", title: "Answer 429 for 30 s", hint: "The server says that there is too much." },
  { text: "slow 2s for 30s", title: "Be slow for 30 s", hint: "Each answer takes two seconds." },
  { text: "away for 30s", title: "Be away for 30 s", hint: "The server answers no push." },
];

export class Shipping {
  constructor() {
    this.title = "Shipping";
    /** @type {HTMLElement | null} */
    this.body = null;
    /** The events that wait, per sender, over time. @type {Map<string, number[]>} */
    this.history = new Map();
    this.timer = 0;
    this.seen = "";
    void this.poll();
  }

  /** @param {HTMLElement} body */
  open(body) {
    this.body = body;
    this.seen = "";
    this.parts = {
      faults: el("section", { class: "faults", "aria-label": "Faults" }),
      senders: el("section", { class: "senders", "aria-label": "Senders" }),
      refused: el("section", { class: "refused", "aria-label": "Refused events" }),
    };
    body.replaceChildren(this.parts.faults, this.parts.senders, this.parts.refused);
    void this.poll();
  }

  close() {
    this.body = null;
  }

  async poll() {
    clearTimeout(this.timer);
    try {
      if (!document.hidden) {
        await this.load();
      }
    } finally {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.poll(), this.body ? EVERY : EVERY_IN_BACKGROUND);
    }
  }

  async load() {
    const quietly = (/** @type {string} */ path) => own(path).catch(() => undefined);
    const [senders, faults] = await Promise.all([quietly("/_senders"), quietly("/_faults")]);
    remember(this.history, senders?.senders ?? []);
    this.badge(senders?.senders ?? [], faults?.faults ?? []);
    if (this.body && this.parts) {
      const refused = await quietly("/_refused");
      this.showFaults(faults);
      this.showSenders(senders);
      this.showRefused(refused);
    }
  }

  /**
   * @param {Sender[]} senders
   * @param {Fault[]} faults
   */
  badge(senders, faults) {
    const badge = byId("shipping-badge");
    const dropped = senders.reduce((sum, each) => sum + accountOf(each).dropped, 0);
    const waiting = senders.reduce((sum, each) => sum + each.waiting, 0);
    const text = faults.length ? counted(faults.length, "fault") : dropped ? count(dropped) + " dropped"
      : waiting > 0 ? count(waiting) + " waiting" : "";
    badge.hidden = text === "";
    badge.textContent = text;
    badge.classList.toggle("bad", faults.length > 0 || dropped > 0);
  }

  /** @param {{faults: Fault[]} | null | undefined} answer null where there is no such endpoint */
  showFaults(answer) {
    const section = /** @type {HTMLElement} */ (this.parts?.faults);
    if (section.childElementCount === 0) {
      section.replaceChildren(el("h3", {}, "Switch on a fault, and watch it being ridden out"), el("div", { class: "fault-buttons" }),
        el("ul", { class: "active-faults", "aria-label": "Active faults" }));
    }
    const buttons = /** @type {HTMLElement} */ (section.querySelector(".fault-buttons"));
    if (!answer) {
      buttons.replaceChildren(missing(answer, "Switching on faults"));
      return;
    }
    if (!buttons.querySelector("button")) {
      buttons.replaceChildren(...FAULTS.map(each => button(each.title, () => this.switchOn(each.text), { title: each.hint })),
        button("End all faults", () => this.endAll()));
    }
    const active = answer.faults.map(each => el("li", {},
      shown("strong", "", each.text, 100),
      el("span", {}, " " + left(each) + " · " + counted(each.hits, "push", "pushes") + " met it")));
    /** @type {HTMLElement} */ (section.querySelector(".active-faults")).replaceChildren(...active);
  }

  /** @param {string} text */
  async switchOn(text) {
    await this.change("POST", text, "Fault on: " + text);
  }

  async endAll() {
    await this.change("DELETE", undefined, "All faults ended");
  }

  /**
   * @param {string} method
   * @param {string | undefined} body
   * @param {string} done
   */
  async change(method, body, done) {
    try {
      await request("/_faults", { method, body, headers: body ? { "Content-Type": "text/plain" } : {} });
      announce(done);
      await this.poll();
    } catch (e) {
      toast(/** @type {Error} */ (e).message);
    }
  }

  /** @param {{senders: Sender[]} | null | undefined} answer */
  showSenders(answer) {
    const section = /** @type {HTMLElement} */ (this.parts?.senders);
    const title = el("h3", {}, "Senders");
    if (!answer) {
      section.replaceChildren(title, missing(answer, "The account of senders"));
    } else if (answer.senders.length === 0) {
      section.replaceChildren(title, el("p", { class: "dim" }, "No fapilog has shipped to this server yet."));
    } else {
      section.replaceChildren(title, ...answer.senders.map(each => this.sender(each)));
    }
  }

  /** @param {Sender} sender */
  sender(sender) {
    const account = accountOf(sender);
    const figure = (/** @type {string} */ name, /** @type {string} */ value, className = "") =>
      el("div", { class: className }, el("dt", {}, name), el("dd", {}, value));
    return el("article", { class: "sender" + (account.trouble ? " trouble" : "") },
      el("h4", {}, shown("span", "", sender.name, 80), shown("span", "dim", " " + sender.instance, 80)),
      el("dl", { class: "figures" },
        figure("accepted", count(sender.accepted)),
        figure("delivered", count(sender.delivered), "good"),
        figure("waiting", count(sender.waiting), sender.waiting > 0 ? "wait" : ""),
        figure("rejected", count(sender.rejected), sender.rejected > 0 ? "bad" : ""),
        figure("dropped", count(account.dropped), account.dropped > 0 ? "bad" : ""),
        figure("oldest event", sender.waiting > 0 ? duration(sender.oldestMillis) : "–"),
        figure("buffer", size(sender.bufferBytes))),
      sparkline(this.history.get(keyOf(sender)) ?? []),
      account.reasons.length ? el("p", { class: "bad" }, "dropped: " + account.reasons.join(", ")) : null,
      sender.lastAnswer ? el("p", { class: "answer" }, "last answer ", shown("q", "", sender.lastAnswer, 600)) : null);
  }

  /** @param {{refused: Refused[]} | null | undefined} answer */
  showRefused(answer) {
    const section = /** @type {HTMLElement} */ (this.parts?.refused);
    const seen = JSON.stringify([answer?.refused.length, answer?.refused[0]]);
    if (answer && seen === this.seen) {
      return;
    }
    this.seen = answer ? seen : "";
    const title = el("h3", {}, "Refused events");
    if (!answer) {
      section.replaceChildren(title, missing(answer, "The list of refused events"));
    } else if (answer.refused.length === 0) {
      section.replaceChildren(title, el("p", { class: "dim" }, "The server has refused nothing."));
    } else {
      const rest = answer.refused.length - MOST_REFUSED;
      section.replaceChildren(title, el("ul", { class: "refusals" }, ...answer.refused.slice(0, MOST_REFUSED).map(refusal)),
        ...(rest > 0 ? [el("p", { class: "dim" }, "and " + count(rest) + " older ones")] : []));
    }
  }
}

/** @param {Fault} fault */
function left(fault) {
  if (fault.remainingMillis !== null) {
    return duration(Math.ceil(fault.remainingMillis / 1000) * 1000) + " left";
  }
  return fault.remainingCount === undefined ? "until it is ended" : counted(fault.remainingCount, "push", "pushes") + " left";
}

/** @param {Refused} refused */
function refusal(refused) {
  const ms = Number(refused.time.slice(0, -6));
  const content = contentOf({ id: 0, ns: refused.time, ms, line: refused.line, labels: refused.labels, level: "unknown" });
  const labels = Object.entries(refused.labels).map(([name, value]) => name + "=" + value).join(" ");
  const details = el("details", {}, el("summary", {}, shown("span", "mono", oneLine(content.message || refused.line).slice(0, 400), 200)));
  details.addEventListener("toggle", () => details.childElementCount === 1 && details.append(long("code", refused.line)));
  return el("li", {},
    el("p", { class: "why" }, el("span", { class: "status" }, String(refused.status)), shown("span", "", refused.reason, 1000)),
    details,
    shown("p", "dim mono", dateAndTime(ms) + " · " + labels, 300));
}

/**
 * @param {null | undefined} answer null where there is no such endpoint
 * @param {string} what
 */
function missing(answer, what) {
  const text = answer === null ? what + " is not available on this server." : "The server does not answer.";
  return el("p", { class: "dim" }, text);
}
