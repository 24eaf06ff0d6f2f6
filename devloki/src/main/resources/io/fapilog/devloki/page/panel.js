/** The panel beside the list, which shows one thing at a time. */
import { byId } from "./dom.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./state.js").State} State */
/**
 * @typedef {object} View what a panel shows
 * @property {string} title
 * @property {(body: HTMLElement, state: State) => void} open
 * @property {() => void} close
 */

export class Panel {
  /**
   * @param {Store} store
   * @param {Record<string, View>} views by the name of the panel
   */
  constructor(store, views) {
    this.store = store;
    this.views = views;
    this.element = byId("panel");
    this.body = byId("panel-body");
    /** @type {View | null} */
    this.current = null;
    /** @type {HTMLElement | null} */
    this.opener = null;
    byId("panel-close").addEventListener("click", () => this.close());
    document.querySelectorAll("[data-panel]").forEach(each => each.addEventListener("click", () => this.toggle(each)));
    store.onChange((state, before) => state.panel !== before.panel && this.show());
  }

  /** @param {any} tab */
  toggle(tab) {
    const name = tab.dataset.panel;
    this.opener = tab;
    this.store.update({ panel: this.store.state.panel === name ? "" : name }, false);
    if (!this.element.hidden) {
      this.body.focus({ preventScroll: true });
    }
  }

  close() {
    const within = this.element.contains(document.activeElement);
    this.store.update({ panel: "" }, false);
    if (within) {
      (this.opener ?? byId("list")).focus();
    }
    this.opener = null;
  }

  show() {
    const { panel } = this.store.state;
    this.current?.close();
    this.current = this.views[panel] ?? null;
    this.element.hidden = !this.current;
    document.body.classList.toggle("with-panel", this.current !== null);
    document.querySelectorAll("[data-panel]").forEach(each =>
      each.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (each).dataset.panel === panel)));
    this.refresh(true);
  }

  /**
   * Shows the panel anew.
   * @param {boolean} [other] whether it was another panel before
   */
  refresh(other = false) {
    if (this.current) {
      if (other) {
        this.body.replaceChildren();
        this.body.scrollTop = 0;
      }
      byId("panel-title").textContent = this.current.title;
      this.element.setAttribute("aria-label", this.current.title);
      this.current.open(this.body, this.store.state);
    }
  }
}
