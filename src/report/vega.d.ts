/** What is used of Vega: its own types need those of a browser (tsconfig.json puts these in their place). */

export function parse(spec: unknown): unknown;

/** Numbers the names of definitions in an SVG from the start again. */
export function resetSVGDefIds(): void;

export class View {
  constructor(runtime: unknown, options: { readonly renderer: "none" });
  toSVG(): Promise<string>;
  finalize(): void;
}
