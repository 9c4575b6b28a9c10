/** Models for a server to swap, distinguishable by the names of their targets, and damaged ones. */

import { renameSync, writeFileSync } from "node:fs";
import { dump, train } from "../../src/index.js";
import { SAMPLES } from "./sample-corpus.js";

/** The model of the samples, with a prefix on all targets. */
export async function modelOf(prefix: string): Promise<Uint8Array> {
  return await dump(await train(SAMPLES.map(({ label, text }) => ({ label: prefix + label, text }))));
}

/** A model with one bit turned near its end. */
export function flipped(model: Uint8Array): Uint8Array {
  return model.map((byte, i) => (i === model.length - 1 ? byte ^ 1 : byte));
}

/** Replaces a file in one step, as `dump` does. */
export function replace(path: string, content: Uint8Array | string): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
