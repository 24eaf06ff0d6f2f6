/** Draws the series of a metric query as lines. */
import uPlot from "/uplot/uPlot.esm.js";
import { byId, colour, el, shown } from "./dom.js";
import { timeLabel } from "./histogram.js";
import { counted } from "./text.js";

/** @typedef {{metric: Record<string, string>, values: [number, string][]}} Series */

const MOST_SERIES = 50;
const COLOURS = 8;

/**
 * The points of all series on common times; null where a series has none.
 * @param {Series[]} series
 */
export function aligned(series) {
  const times = [...new Set(series.flatMap(each => each.values.map(point => Number(point[0]))))].sort((a, b) => a - b);
  const columns = series.map(each => {
    const values = new Map(each.values.map(([time, value]) => [Number(time), Number(value)]));
    return times.map(time => (Number.isFinite(values.get(time)) ? /** @type {number} */ (values.get(time)) : null));
  });
  return { times, columns };
}

/** @param {Record<string, string>} metric */
export function nameOfSeries(metric) {
  const parts = Object.entries(metric).map(([name, value]) => name + "=" + value);
  return parts.length ? parts.join(", ") : "value";
}

export class Chart {
  constructor() {
    this.element = byId("chart");
    /** @type {any} */
    this.plot = null;
    /** @type {Series[]} */
    this.series = [];
    new ResizeObserver(() => this.redraw()).observe(this.element);
  }

  hide() {
    this.element.hidden = true;
    this.series = [];
    this.plot?.destroy();
    this.plot = null;
  }

  /** @param {Series[]} series */
  show(series) {
    this.element.hidden = false;
    this.series = series.map(each => ({ metric: each.metric, values: each.values ?? [/** @type {any} */ (each).value] }));
    this.redraw();
  }

  redraw() {
    if (this.element.hidden || this.element.clientWidth === 0) {
      return;
    }
    this.plot?.destroy();
    this.plot = null;
    const drawn = this.series.slice(0, MOST_SERIES);
    const { times, columns } = aligned(drawn);
    const place = el("div", { class: "plot", role: "img", "aria-label": "A line for each of " + counted(drawn.length, "series", "series") });
    this.element.replaceChildren(place, this.legend(drawn, columns));
    if (times.length) {
      this.plot = new uPlot(this.options(drawn, place), [times, ...columns], place);
    } else {
      place.append(el("p", { class: "empty" }, "The query has no samples in this range."));
    }
  }

  /**
   * @param {Series[]} drawn
   * @param {(number | null)[][]} columns
   */
  legend(drawn, columns) {
    const rows = drawn.map((each, i) => {
      const swatch = el("span", { class: "swatch" });
      swatch.style.background = colour("series-" + (i % COLOURS));
      const last = columns[i].findLast(value => value !== null);
      return el("tr", {},
        el("th", { scope: "row" }, swatch, shown("span", "", nameOfSeries(each.metric), 200)),
        el("td", {}, last == null ? "" : String(Number(last.toPrecision(6)))));
    });
    const head = el("tr", {}, el("th", { scope: "col" }, "Series"), el("th", { scope: "col" }, "Last"));
    const rest = this.series.length - drawn.length;
    return el("div", { class: "legend", tabindex: "0", role: "region", "aria-label": "Series" },
      el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)),
      rest > 0 ? el("p", { class: "dim" }, "and " + rest + " more series, which are not drawn") : null);
  }

  /**
   * @param {Series[]} drawn
   * @param {HTMLElement} place
   */
  options(drawn, place) {
    const axis = {
      stroke: colour("dim"),
      font: "11px system-ui, sans-serif",
      grid: { stroke: colour("line"), width: 1 },
      ticks: { stroke: colour("line"), size: 4 },
    };
    return {
      width: place.clientWidth,
      height: Math.max(160, place.clientHeight),
      padding: [12, 16, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: true, y: false } },
      axes: [
        { ...axis, size: 30, values: (/** @type {any} */ u, /** @type {number[]} */ at) => at.map(timeLabel) },
        { ...axis, size: 60 },
      ],
      series: [{}, ...drawn.map((each, i) => ({
        stroke: colour("series-" + (i % COLOURS)),
        width: 1.8,
        spanGaps: false,
        points: { size: 5 },
      }))],
    };
  }
}
