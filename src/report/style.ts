/** Style: the report's style sheet, for light and dark screens and for print. */

import { CHART_WIDTHS, hintClass } from "./components.js";

/** Shows the hint of each chart that is wider than its figure. */
const HINTS = CHART_WIDTHS.map(
  (width) => `@container (max-width: ${width - 1}px) { .${hintClass(width)} { display: block; } }`,
).join("\n");

/** The style sheet. The colours of charts are those of Okabe and Ito, which colour-blind readers can distinguish. */
export const STYLE: string = `
:root {
  color-scheme: light dark;
  --ground: #fcfbf9;
  --raised: #ffffff;
  --ink: #1f2328;
  --quiet: #59616b;
  --line: #dedad2;
  --accent: #0b6e75;
  --blue: #0072b2;
  --orange: #d55e00;
  --green: #007a5a;
  --wrong: #a84a00;
  --heat-correct: #56b4e9;
  --heat-wrong: #e69f00;
  --heat-ink: #1f2328;
  font: 100% / 1.55 system-ui, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a;
    --raised: #1c2024;
    --ink: #e6e8ea;
    --quiet: #a3abb4;
    --line: #343a41;
    --accent: #62c6cd;
    --blue: #56b4e9;
    --orange: #e69f00;
    --green: #3ecfa3;
    --wrong: #e69f00;
    --heat-correct: #0069a4;
    --heat-wrong: #a84b00;
    --heat-ink: #ffffff;
  }
}
*, ::before, ::after { box-sizing: border-box; }
body {
  max-width: 62rem;
  margin: 0 auto;
  padding: clamp(1.5rem, 5vw, 3.5rem) clamp(1rem, 4vw, 3rem);
  background: var(--ground);
  color: var(--ink);
  overflow-wrap: anywhere;
}
h1, h2, p, dl, dd, ul, ol, figure { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; font-weight: 650; line-height: 1.2; letter-spacing: -0.02em; }
h2 { margin-bottom: 0.5rem; font-size: 1.25rem; font-weight: 650; line-height: 1.3; }
p { max-width: 44rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.quiet, figcaption, caption { color: var(--quiet); }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.25rem 0.75rem; background: var(--raised); }
header p { margin-top: 0.5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-top: 1.25rem; list-style: none; }
section, footer { margin-top: 3rem; }
section > * + * { margin-top: 0.75rem; }
.metrics { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1rem; margin-top: 1rem; }
.metrics > div { padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--raised); }
.metrics dt { font-size: 0.9375rem; font-weight: 600; }
.metrics .value { font-size: 1.75rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.metrics dd:not(.value) { color: var(--quiet); font-size: 0.875rem; }
.metrics .meaning { margin-top: 0.5rem; }
figure { container-type: inline-size; }
.hint { display: none; margin-bottom: 0.25rem; color: var(--quiet); font-size: 0.875rem; }
${HINTS}
.scroll { overflow-x: auto; }
svg { display: block; font-size: 0.75rem; }
figcaption { max-width: 44rem; margin-top: 0.5rem; font-size: 0.875rem; }
.mark { color: var(--ink); font-style: normal; }
.mark.correct { color: var(--blue); }
.mark.wrong { color: var(--wrong); }
summary { width: fit-content; color: var(--accent); cursor: pointer; }
details > .scroll { margin-top: 0.75rem; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
caption { padding-bottom: 0.5rem; text-align: start; }
th, td { padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { color: var(--quiet); font-weight: 600; vertical-align: bottom; overflow-wrap: normal; }
tbody th { font-weight: 400; }
th, td { min-width: 4.5rem; }
tbody th:not(.number), td:not(.number) { min-width: 9rem; }
thead th { white-space: normal; }
.number { text-align: end; white-space: nowrap; }
thead .number { white-space: normal; }
.mistakes { list-style: none; }
.mistakes li { padding: 1rem 0; border-top: 1px solid var(--line); break-inside: avoid; }
.mistakes p { max-width: none; }
.mistakes blockquote { margin: 0.5rem 0; padding-inline-start: 0.875rem; border-inline-start: 3px solid var(--line); }
.mistakes blockquote p { overflow: hidden; text-overflow: ellipsis; }
.subject { font-weight: 600; }
.small { font-size: 0.875rem; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip, figure .hint { display: none; }
  figure { container-type: normal; }
  .scroll { overflow: visible; }
  .metrics { grid-template-columns: repeat(5, 1fr); gap: 0.5rem; }
  .metrics > div { padding: 0.5rem; }
  svg { max-width: 100%; height: auto; }
  figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
