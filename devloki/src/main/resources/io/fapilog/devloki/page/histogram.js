/** The histogram of lines over time by level. A drag zooms, a click shows that time in the list. */
import uPlot from "/uplot/uPlot.esm.js";
import { nanos, queryRange } from "./api.js";
import { byId, colour } from "./dom.js";
import { LEVELS } from "./entry.js";
import { countByLevel } from "./logql.js";
import { stepOf } from "./source.js";
import { logQueryOf, rangeOf } from "./state.js";
import { count, counted, dateAndTime, duration } from "./text.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {{from: number, to: number}} Range in milliseconds since 1970 */

const BARS = 90;
const HEIGHT = 92;

/**
 * Puts series on buckets.
 * @param {{metric: Record<string, string>, values: [number, string][]}[]} series
 * @param {number} from the end of the first bucket in seconds
 * @param {number} to the end of the last one
 * @param {number} step
 */
export function buckets(series, from, to, step) {
  const length = Math.max(1, Math.round((to - from) / step) + 1);
  const starts = Array.from({ length }, (any, i) => from + (i - 1) * step);
  /** @type {Record<string, number[]>} */
  const counts = Object.fromEntries(LEVELS.map(each => [each, new Array(length).fill(0)]));
  for (const { metric, values } of series) {
    const row = counts[metric.detected_level] ?? counts.unknown;
    for (const [time, value] of values) {
      const i = Math.round((time - from) / step);
      if (i >= 0 && i < length) {
        row[i] += Number(value);
      }
    }
  }
  return { starts, counts };
}

/**
 * The heights of stacked bars, the worst level at the bottom.
 * @param {Record<string, number[]>} counts
 */
export function stacked(counts) {
  const sum = new Array(counts.unknown.length).fill(0);
  return LEVELS.map(level => {
    counts[level].forEach((n, i) => (sum[i] += n));
    return sum.slice();
  });
}

export class Histogram {
  /**
   * @param {object} listener
   * @param {(range: Range) => void} listener.onZoom
   * @param {(ms: number) => void} listener.onTime
   * @param {(totals: Record<string, number>) => void} listener.onTotals
   */
  constructor(listener) {
    this.listener = listener;
    this.element = byId("histogram");
    /** @type {any} */
    this.plot = null;
    this.abort = new AbortController();
    this.step = 1;
    this.data = buckets([], 0, 0, 1);
    /** @type {Range | null} */
    this.inSight = null;
    /** @type {number | null} */
    this.selected = null;
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  /**
   * Loads the counts. Fails as {@link queryRange} does.
   * @param {State} state
   */
  async load(state) {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const range = rangeOf(state, Date.now());
    const step = stepOf(range, BARS);
    // A bucket ends at its time.
    const first = Math.floor(range.from / 1000 / step) * step + step;
    const last = Math.max(first, Math.ceil(range.to / 1000 / step) * step);
    const query = countByLevel(logQueryOf(state), step + "s");
    const result = await queryRange(query, { start: nanos(first * 1000), end: nanos(last * 1000) }, { step, signal });
    if (!signal.aborted) {
      this.show(buckets(result.series, first, last, step), step);
    }
  }

  /**
   * @param {ReturnType<typeof buckets>} data
   * @param {number} step
   */
  show(data, step) {
    this.data = data;
    this.step = step;
    const totals = Object.fromEntries(LEVELS.map(each => [each, data.counts[each].reduce((a, b) => a + b, 0)]));
    this.listener.onTotals(totals);
    const sum = Object.values(totals).reduce((a, b) => a + b, 0);
    const errors = totals.error + totals.fatal + totals.critical;
    this.element.setAttribute("aria-label", "Lines over time by level: " + counted(sum, "line") + ", "
      + counted(errors, "error") + ", from " + dateAndTime(data.starts[0] * 1000) + " to "
      + dateAndTime((data.starts[data.starts.length - 1] + step) * 1000));
    if (this.plot) {
      this.plot.setData(this.columns());
    } else {
      this.redraw();
    }
  }

  columns() {
    return [this.data.starts, ...stacked(this.data.counts).reverse()];
  }

  /** Draws anew, with the colours of the theme. */
  redraw() {
    this.plot?.destroy();
    this.plot = new uPlot(this.options(), this.columns(), this.element);
    this.element.dataset.drawn = "true";
  }

  resize() {
    this.plot?.setSize({ width: this.element.clientWidth, height: HEIGHT });
  }

  options() {
    const axis = {
      stroke: colour("dim"),
      font: "11px system-ui, sans-serif",
      grid: { show: false },
      ticks: { stroke: colour("line"), size: 4 },
    };
    const paths = uPlot.paths.bars({ size: [0.86, 60], align: 1 });
    return {
      width: this.element.clientWidth,
      height: HEIGHT,
      padding: [6, 20, 0, 0],
      legend: { show: false },
      scales: {
        x: { range: () => [this.data.starts[0], this.data.starts[this.data.starts.length - 1] + this.step] },
        y: { range: (/** @type {any} */ u, /** @type {number} */ min, /** @type {number} */ max) => [0, max || 1] },
      },
      axes: [
        { ...axis, size: 24, values: (/** @type {any} */ u, /** @type {number[]} */ at) => at.map(timeLabel) },
        { ...axis, size: 44, ticks: { show: false }, space: 34, values: (/** @type {any} */ u, /** @type {number[]} */ at) =>
          at.map(each => (Number.isInteger(each) ? count(each) : "")) },
      ],
      series: [{}, ...LEVELS.toReversed().map(level =>
        ({ fill: colour("bar-" + level), width: 0, paths, points: { show: false } }))],
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 5 } },
      hooks: {
        setSelect: [(/** @type {any} */ u) => this.dragged(u)],
        setCursor: [(/** @type {any} */ u) => this.pointed(u)],
        drawClear: [(/** @type {any} */ u) => this.drawSight(u)],
        draw: [(/** @type {any} */ u) => this.drawSelected(u)],
        ready: [(/** @type {any} */ u) => u.over.addEventListener("click", () => this.clicked(u))],
      },
    };
  }

  /** @param {any} u */
  dragged(u) {
    const { left, width } = u.select;
    if (width > 5) {
      const from = u.posToVal(left, "x") * 1000;
      const to = u.posToVal(left + width, "x") * 1000;
      u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      this.wasDragged = true;
      this.listener.onZoom({ from: Math.floor(from), to: Math.ceil(to) });
    }
  }

  /** @param {any} u */
  clicked(u) {
    const dragged = this.wasDragged;
    this.wasDragged = false;
    if (!dragged && u.cursor.left >= 0) {
      const time = u.posToVal(u.cursor.left, "x");
      this.listener.onTime(Math.floor(time / this.step) * this.step * 1000);
    }
  }

  /** @param {any} u */
  pointed(u) {
    const output = byId("bucket");
    const { starts, counts } = this.data;
    const i = u.cursor.left < 0 ? -1 : Math.floor((u.posToVal(u.cursor.left, "x") - starts[0]) / this.step);
    if (i < 0 || i >= starts.length) {
      output.textContent = "one bar is " + duration(this.step * 1000);
      return;
    }
    const parts = LEVELS.filter(each => counts[each][i] > 0).map(each => count(counts[each][i]) + " " + each);
    output.textContent = dateAndTime(starts[i] * 1000) + " · " + (parts.join(" · ") || "nothing");
  }

  /**
   * Shows where the list is.
   * @param {Range | null} inSight
   * @param {number | null} selected
   */
  setPlace(inSight, selected) {
    const same = this.selected === selected && this.inSight?.from === inSight?.from && this.inSight?.to === inSight?.to;
    this.inSight = inSight;
    this.selected = selected;
    if (!same) {
      this.plot?.redraw(false);
    }
  }

  /** @param {any} u */
  drawSight(u) {
    if (this.inSight) {
      const left = Math.max(u.bbox.left, u.valToPos(this.inSight.from / 1000, "x", true));
      const right = Math.min(u.bbox.left + u.bbox.width, u.valToPos(this.inSight.to / 1000, "x", true));
      u.ctx.fillStyle = colour("sight");
      u.ctx.fillRect(left, u.bbox.top, Math.max(3, right - left), u.bbox.height);
    }
  }

  /** @param {any} u */
  drawSelected(u) {
    if (this.selected !== null) {
      u.ctx.fillStyle = colour("accent");
      u.ctx.fillRect(u.valToPos(this.selected / 1000, "x", true) - 1, u.bbox.top, 2, u.bbox.height);
    }
  }
}

/** @param {number} seconds */
export function timeLabel(seconds) {
  const whole = seconds % 60 === 0;
  return dateAndTime(seconds * 1000, !whole).replace(/^\d{4}-/, "");
}
