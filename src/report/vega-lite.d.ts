/** What is used of Vega-Lite: its own types contradict each other (tsconfig.json puts these in their place). */

export function compile(spec: unknown): { readonly spec: unknown };
