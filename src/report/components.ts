/** Components: numbers, tables and figures, as all sections of the report show them. */

import { type Chart, draw } from "./draw.js";
import { type Html, html } from "./markup.js";

/** A share as a percentage with one decimal. */
export function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}

const MAX_DECIMALS = 6;

/** A probability with at least two decimals, and as many as it takes not to show a value below 1 as 1. */
export function formatProbability(value: number): string {
  const decimals = value < 1 ? Math.min(MAX_DECIMALS, Math.max(2, Math.ceil(-Math.log10(1 - value)))) : 2;
  // Not rounded up to 1.
  return (Math.floor(value * 10 ** decimals) / 10 ** decimals).toFixed(decimals);
}

/** A number with three decimals. */
export function decimal(value: number): string {
  return value.toFixed(3);
}

/** `1 document`, `2 documents`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** More rows than anybody reads. */
const MAX_ROWS = 300;

/**
 * A table; the first cell of each row is its heading. A table wider than the page can be scrolled, by keyboard too.
 *
 * @param text headings of the first columns, which hold text.
 * @param numbers headings of the other columns.
 */
export function table(
  caption: string,
  text: readonly string[],
  numbers: readonly string[],
  rows: readonly (readonly (string | number | Html)[])[],
): Html {
  const style = (i: number): Html | undefined => (i < text.length ? undefined : html` class="number"`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${caption}"><table>
<caption>${caption}${rows.length > MAX_ROWS ? ` (first ${MAX_ROWS} of ${rows.length})` : ""}</caption>
<thead><tr>${[...text, ...numbers].map((heading, i) => html`<th scope="col"${style(i)}>${heading}</th>`)}</tr></thead>
<tbody>${rows.slice(0, MAX_ROWS).map(
    (row) => html`
<tr>${row.map((cell, i) => (i === 0 ? html`<th scope="row"${style(i)}>${cell}</th>` : html`<td${style(i)}>${cell}</td>`))}</tr>`,
  )}
</tbody></table></div>`;
}

/** Widths in pixels at which the style sheet can tell whether a chart fits. */
const WIDTH_STEP = 40;
export const CHART_WIDTHS: readonly number[] = Array.from({ length: 30 }, (_, i) => (i + 6) * WIDTH_STEP);

/** The class of a hint that is shown where there is less room than this. */
export const hintClass = (width: number): string => `below-${width}`;

/** A sentence that is shown where a chart is wider than its place. */
function scrollHint({ width, padding: { left, right } }: Chart): Html {
  const whole = width + left + right;
  const fitting = CHART_WIDTHS.findLast((step) => step <= whole) ?? CHART_WIDTHS[0]!;
  return html`<p class="hint ${hintClass(fitting)}">Wider than the page: scroll the chart sideways <span aria-hidden="true">↔</span></p>`;
}

/** A chart with its caption, and the same numbers as a folded table. */
export async function figure(chart: Chart, caption: Html, numbers: Html): Promise<Html> {
  return html`<figure>${scrollHint(chart)}<div class="scroll" tabindex="0" role="region" aria-label="Chart: ${chart.title}">${await draw(chart)}</div>
<figcaption>${caption}</figcaption></figure>
<details><summary>As a table</summary>${numbers}</details>`;
}
