/** The part of Vega-Lite that is used. Its own types contradict each other, so tsconfig.json maps it to these. */

export function compile(spec: unknown): { readonly spec: unknown };
