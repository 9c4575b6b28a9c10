/** Parts: what the sections of the page have in common: numbers, tables, figures. */

import type { Chart } from "./draw.js";
import { draw } from "./draw.js";
import { type Html, html } from "./html.js";

/** A share as a percentage with one decimal. */
export function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}

/** Most decimals of a probability. */
const MOST_DECIMALS = 6;

/** A probability with so many decimals, two at least, that it is not shown as 1 if it is less. */
export function probability(value: number): string {
  const decimals = value < 1 ? Math.min(MOST_DECIMALS, Math.max(2, Math.ceil(-Math.log10(1 - value)))) : 2;
  // Not rounded up to 1.
  return (Math.floor(value * 10 ** decimals) / 10 ** decimals).toFixed(decimals);
}

/** A number with three decimals. */
export function decimal(value: number): string {
  return value.toFixed(3);
}

/** `1 document`, `2 documents`. */
export function several(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

export interface Column {
  readonly heading: string;
  readonly isNumber: boolean;
}

/** A column of words. */
export const words = (heading: string): Column => ({ heading, isNumber: false });
/** A column of numbers. */
export const numbers = (heading: string): Column => ({ heading, isNumber: true });

/** More rows than somebody reads. */
const MOST_ROWS = 300;

/** A table; the first cell of each row is its heading. What is wider than the page can be scrolled, by keyboard too. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (string | number | Html)[])[],
): Html {
  const style = ({ isNumber }: Column): Html | undefined => (isNumber ? html` class="number"` : undefined);
  const missing = rows.length - MOST_ROWS;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${caption}"><table>
<caption>${caption}${missing > 0 ? `; the first ${MOST_ROWS} of ${rows.length}` : ""}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${style(column)}>${column.heading}</th>`)}</tr></thead>
<tbody>${rows.slice(0, MOST_ROWS).map(
    (row) => html`
<tr>${row.map((cell, i) => (i === 0 ? html`<th scope="row"${style(columns[i]!)}>${cell}</th>` : html`<td${style(columns[i]!)}>${cell}</td>`))}</tr>`,
  )}
</tbody></table></div>`;
}

/** A table that is folded until it is asked for. */
function folded(summary: string, content: Html): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}

/** A chart, what is to be known to read it, and its numbers as a table behind it. */
export async function figure(chart: Chart, caption: Html, behind: Html): Promise<Html> {
  return html`<figure><div class="scroll" tabindex="0" role="region" aria-label="Chart: ${chart.title}">${await draw(chart)}</div>
<figcaption>${caption}</figcaption></figure>
${folded("As a table", behind)}`;
}
