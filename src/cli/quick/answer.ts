/**
 * The quick answer: the version, help, and `predict` of one text, which is most of what scripts ask for, without the rest of the program. Most
 * of its time is starting Node, so it is a small file of CommonJS, which loads in less time than a module, and writes without a stream. Whatever
 * else is asked for, and whatever goes wrong, is left to the program, which then reports it.
 */

import { writeSync } from "node:fs";
import { VERSION } from "../../versions.js";
import { QuickInput } from "./input.js";
import { predictionFor } from "./predict.js";
import { type QuickRequest, quickRequest } from "./request.js";

/**
 * Answers the arguments of a command line.
 *
 * @returns false if nothing was written, and the program has to be asked.
 */
export async function quickAnswer(args: readonly string[]): Promise<boolean> {
  const input = new QuickInput();
  try {
    const request = quickRequest(args);
    const answer = request && (await answerTo(request, input));
    if (answer !== undefined) {
      // A pipe takes so little as a whole or not at all.
      writeSync(1, answer);
      return true;
    }
  } catch {
    // The program will see the same error.
  }
  input.giveBack();
  return false;
}

/** The answer; undefined if the program has to give it. */
async function answerTo(request: QuickRequest, input: QuickInput): Promise<string | undefined> {
  switch (request.what) {
    case "version":
      return `${VERSION}\n`;
    case "help":
      return (await import("./help.js")).helpFor(request.command);
    case "prediction":
      return predictionFor(request, input);
  }
}
