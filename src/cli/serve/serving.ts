/** What one or many processes serve, and the lines that tell of it. */

import { type NewsgroupsError, printable } from "../../errors.js";
import type { Loaded } from "../../server/served-model.js";
import { type Address, isLoopback } from "./address.js";
import type { Reporter } from "./reporter.js";

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

/** Tells that a server listens at `url`, and whom it answers. */
export function tellStart(
  reporter: Reporter,
  { address: { host }, token }: Serving,
  url: string,
  { digest, memory, description }: Told,
  processes: number,
): void {
  const megabytes = `${(memory / 1e6).toFixed(1)} MB of memory`;
  const inEach = processes === 1 ? "" : ` in each of ${processes} workers`;
  reporter.tell(
    `listening at ${url}, ${description.targets.length} categories, model ${digest}, ${megabytes}${inEach}`,
  );
  if (isLoopback(host) || token !== undefined) return;
  reporter.tell(
    `note: ${printable(host)} can be reached from other machines, and whoever reaches it is answered; ` +
      "--token-file asks for a token",
  );
}

export function swappedLine(path: string, { digest, description }: Told): string {
  return `${printable(path)}: loaded and checked, ${description.targets.length} categories; it answers from now on, model ${digest}`;
}

export function keptLine(error: NewsgroupsError, { digest }: Told): string {
  return `${error.message}; the model before stays (${digest})`;
}

export const ENDING: string = "ending: no more requests are accepted, those that there are will be answered";
