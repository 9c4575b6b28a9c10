/** What one or many processes serve, and the lines that tell of it. */

import { printable } from "../../errors.js";
import type { Loaded } from "../../server/served-model.js";
import type { Address } from "./address.js";

export interface Serving {
  /** The model's file. */
  readonly path: string;
  readonly address: Address;
  readonly maxBytes: number;
  readonly token: string | undefined;
  /** Whether the model's file is watched for changes. */
  readonly isWatched: boolean;
}

type Told = Pick<Loaded, "digest" | "memory" | "description">;

export function startingLine(url: string, model: Told, processes: number): string {
  const { digest, memory, description } = model;
  const megabytes = (memory / 1e6).toFixed(1);
  return (
    `listening at ${url}, ${description.targets.length} categories, model ${digest}, ` +
    (processes === 1 ? `${megabytes} MB of memory` : `${megabytes} MB of memory in each of ${processes} workers`)
  );
}

export function swappedLine(path: string, { digest, description }: Told): string {
  return `${printable(path)}: loaded and checked, ${description.targets.length} categories; it answers from now on, model ${digest}`;
}
