/**
 * The quick answer: the version, and `predict` of one text, which is most of what scripts ask for, without the rest of the program. Most of its time is starting
 * Node, so it is a small file of CommonJS, which loads in less time than a module, and writes without a stream. Whatever else is asked for,
 * and whatever goes wrong, is left to the program, which then reports it.
 */

import { writeSync } from "node:fs";
import { VERSION } from "../../versions.js";
import { namesOf, VERSION_FLAGS } from "./flags.js";
import { predictQuickly } from "./predict.js";
import { quickRequest } from "./request.js";

const VERSION_NAMES = namesOf(VERSION_FLAGS);

/**
 * Answers the arguments of a command line.
 *
 * @returns false if nothing was written, and the program has to be asked.
 */
export async function quickAnswer(args: readonly string[]): Promise<boolean> {
  try {
    if (args.length === 1 && VERSION_NAMES.includes(args[0]!)) {
      writeSync(1, `${VERSION}\n`);
      return true;
    }
    const request = quickRequest(args);
    if (!request) return false;
    return await predictQuickly(request);
  } catch {
    return false;
  }
}
