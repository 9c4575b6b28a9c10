/** The part of Vega that is used. Its own types need those of a browser, so tsconfig.json maps it to these. */

export function parse(spec: unknown): unknown;

/** Restarts the numbering of definitions in SVGs. */
export function resetSVGDefIds(): void;

export class View {
  constructor(runtime: unknown, options: { readonly renderer: "none" });
  toSVG(): Promise<string>;
  finalize(): void;
}
