/** Drawing: what is to be seen → SVG, by Vega-Lite. The only module that imports it. */

import { parse, resetSVGDefIds, View } from "vega";
import { compile } from "vega-lite";
import { Html, html } from "./html.js";

/** A chart as Vega-Lite knows it, and as it is told to who cannot see it. */
export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Pixels of the plot itself. */
  readonly width: number;
  readonly height: number;
  /** Pixels around it, for axes and labels: without a browser Vega can only guess how wide a text is, and guesses high. */
  readonly padding: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  /** The rest of the specification. */
  readonly spec: object;
}

// Colours are variables of the page's style, which knows of dark surroundings and print; the ground is the page's.
const [INK, QUIET, LINE] = ["var(--ink)", "var(--quiet)", "var(--line)"];
const CONFIG = {
  background: null,
  font: "inherit",
  // A picture with one name and one description, not a heap of nameless parts.
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
  // Names of definitions are numbered through a process.
  resetSVGDefIds();
  const compiled = compile({ config: CONFIG, autosize: "none", width, height, padding, ...spec }).spec;
  const view = new View(parse(compiled), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  const told = html`<title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>`;
  return new Html(
    svg.replace(
      /^<svg([^>]*)>/,
      (_, attributes) =>
        `<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-description"${attributes}>${told.source}`,
    ),
  );
}
