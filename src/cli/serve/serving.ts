/** What one or many processes serve, and the lines that tell of it. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import type { Loaded, ServedModel } from "../../server/served-model.js";
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

/**
 * Swaps the model, and tells of it: of the new one, or why the old one stays.
 *
 * @param swap swaps it, or throws a NewsgroupsError.
 * @returns whether it was swapped.
 */
export function tellSwap(reporter: Reporter, path: string, served: ServedModel, swap: () => Loaded): boolean {
  try {
    const { digest, description } = swap();
    reporter.tell(
      `${printable(path)}: loaded and checked, ${description.targets.length} categories; it answers from now on, model ${digest}`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof NewsgroupsError)) throw error;
    reporter.complain(`${error.message}; the model before stays (${served.current.digest})`);
    return false;
  }
}

export const ENDING: string = "ending: no more requests are accepted, those that there are will be answered";
