/** Drawing: a chart → SVG, by Vega-Lite. The only module that imports it. */

import { parse, resetSVGDefIds, View } from "vega";
import { compile } from "vega-lite";
import { Html, html } from "./markup.js";

/** A Vega-Lite chart, with a name and a description for those who cannot see it. */
export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Size of the plot itself, in pixels. */
  readonly width: number;
  readonly height: number;
  /**
   * Space around the plot for axes and labels, in pixels: without a browser, Vega can only estimate the width of text, and
   * its estimates are too high.
   */
  readonly padding: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  /** The rest of the Vega-Lite specification. */
  readonly spec: object;
}

// Colours are variables of the style sheet, which sets them for light, dark and print; the background is the page's.
const [INK, QUIET, LINE] = ["var(--ink)", "var(--quiet)", "var(--line)"];
const CONFIG = {
  background: null,
  font: "inherit",
  // The SVG as a whole has one name and one description; its parts have none.
  aria: false,
  mark: { aria: false },
  axis: {
    labelColor: INK,
    titleColor: QUIET,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    gridColor: LINE,
    domain: false,
    ticks: false,
    labelPadding: 6,
    titlePadding: 10,
    labelLimit: 0,
    labelOverlap: false,
    labelFlush: false,
  },
  view: { stroke: LINE },
};

/** Draws a chart. The same chart gives the same bytes. */
export async function draw(chart: Chart): Promise<Html> {
  const { id, title, description, width, height, padding, spec } = chart;
  // Vega numbers the ids of definitions across the whole process.
  resetSVGDefIds();
  const compiled = compile({ config: CONFIG, autosize: "none", width, height, padding, ...spec }).spec;
  const view = new View(parse(compiled), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  const name = html`<title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>`;
  return new Html(
    svg.replace(
      /^<svg([^>]*)>/,
      (_, attributes) =>
        `<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-description"${attributes}>${name.source}`,
    ),
  );
}
