/** The state of the page, kept in the address. */
import { fromAddress, toAddress } from "./state.js";

/** @typedef {import("./state.js").State} State */

export class Store {
  constructor() {
    /** @type {State} */
    this.state = fromAddress(location.search);
    /** @type {((state: State, before: State) => void)[]} */
    this.listeners = [];
    addEventListener("popstate", () => this.set(fromAddress(location.search)));
  }

  /** @param {(state: State, before: State) => void} listener */
  onChange(listener) {
    this.listeners.push(listener);
  }

  /**
   * Changes the state. The browser's Back undoes it if it is a step.
   * @param {Partial<State>} changes
   * @param {boolean} [step]
   */
  update(changes, step = true) {
    const next = { ...this.state, ...changes };
    const address = toAddress(next);
    const url = location.pathname + (address ? "?" + address : "");
    if (url !== location.pathname + location.search) {
      history[step ? "pushState" : "replaceState"](null, "", url);
    }
    this.set(next);
  }

  /** @param {State} next */
  set(next) {
    const before = this.state;
    this.state = next;
    this.listeners.forEach(each => each(next, before));
  }
}
